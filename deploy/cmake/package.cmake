# `cpack` in a release build makes rehearse_VERSION_ARCH.deb: the program, its unit, its configuration.

include(GNUInstallDirs)
install(TARGETS rehearse DESTINATION bin)
install(FILES deploy/systemd/rehearse.service DESTINATION lib/systemd/system)
install(FILES deploy/systemd/rehearse.sysusers DESTINATION lib/sysusers.d RENAME rehearse.conf)
install(FILES README.md DESTINATION share/doc/rehearse)
install(FILES LICENSE DESTINATION share/doc/rehearse RENAME copyright)
install(FILES deploy/examples/Caddyfile deploy/examples/Caddyfile.several deploy/examples/Containerfile deploy/examples/haproxy.cfg deploy/examples/PostgreSQL.md
  DESTINATION share/doc/rehearse/examples)
install(FILES config/rehearse.toml DESTINATION /etc/rehearse)

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
