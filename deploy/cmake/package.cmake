# `cpack` in a release build makes rehearse_VERSION_ARCH.deb: the program, its unit, its configuration.

include(GNUInstallDirs)
install(TARGETS rehearse DESTINATION bin)
install(FILES deploy/systemd/rehearse.service DESTINATION lib/systemd/system)
install(FILES deploy/systemd/rehearse.sysusers DESTINATION lib/sysusers.d RENAME rehearse.conf)
install(FILES README.md DESTINATION share/doc/rehearse)
install(FILES LICENSE DESTINATION share/doc/rehearse RENAME copyright)
install(FILES deploy/examples/Caddyfile deploy/examples/Caddyfile.several deploy/examples/Containerfile deploy/examples/haproxy.cfg deploy/examples/PostgreSQL.md
  DESTINATION share/doc/rehearse/examples)
install(FILES "${CMAKE_BINARY_DIR}/package/rehearse.toml" DESTINATION /etc/rehearse)

# The service, and whoever gives it a command from any folder, mean one place: the configuration that is installed names it
# in full, where the one that documents the keys names the folder that the program is started in.
file(READ config/rehearse.toml configuration)
function(name_in_full setting full)
  string(FIND "${configuration}" "\n${setting}\n" place)
  if(place EQUAL -1)
    message(FATAL_ERROR "config/rehearse.toml has no line ${setting}: name what is installed anew")
  endif()
  string(REPLACE "\n${setting}\n" "\n${full}\n" changed "${configuration}")
  set(configuration "${changed}" PARENT_SCOPE)
endfunction()
name_in_full([[url = "sqlite:rehearse.db"]] [[url = "sqlite:/var/lib/rehearse/rehearse.db"]])
name_in_full([[directory = "mail"]] [[directory = "/var/lib/rehearse/mail"]])
file(WRITE "${CMAKE_BINARY_DIR}/package/rehearse.toml" "${configuration}")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS config/rehearse.toml)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_CONTACT "The Rehearse engineers <rehearse@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Scheduling and booking for volunteer mock interviews")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "tzdata (>= 2026f), ca-certificates, systemd | systemd-standalone-sysusers")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  "${CMAKE_SOURCE_DIR}/deploy/debian/postinst" "${CMAKE_SOURCE_DIR}/deploy/debian/prerm"
  "${CMAKE_SOURCE_DIR}/deploy/debian/postrm" "${CMAKE_SOURCE_DIR}/deploy/debian/conffiles")
include(CPack)
