# How every target is compiled: C++20, warnings as errors, ccache where there is one.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")

find_program(CCACHE ccache)
if(CCACHE)
  # ccache keeps precompiled headers (deploy/cmake/precompiled.cmake), too, once it is told that nothing asks for __TIME__ and
  # that the macros are the same; gcc must then name the precompiled file when it preprocesses.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime "${CCACHE}")
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE}")
endif()

set(REHEARSE_SANITIZE "" CACHE STRING "address (with undefined) or thread")

add_compile_options(
  $<$<COMPILE_LANGUAGE:CXX>:-Wall> $<$<COMPILE_LANGUAGE:CXX>:-Wextra> $<$<COMPILE_LANGUAGE:CXX>:-Wpedantic>
  $<$<COMPILE_LANGUAGE:CXX>:-Wshadow> $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
  $<$<COMPILE_LANGUAGE:CXX>:-Woverloaded-virtual> $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast>
  $<$<COMPILE_LANGUAGE:CXX>:-Werror> -fno-omit-frame-pointer
  # The same bytes from every checkout folder: ccache serves them all.
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
if(NOT REHEARSE_SANITIZE STREQUAL "address")
  # g++ 12 warns of its own std::string where it optimizes and the string comes precompiled.
  add_compile_options(
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict> $<$<COMPILE_LANGUAGE:CXX>:-Wno-array-bounds>
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-stringop-overread> $<$<COMPILE_LANGUAGE:CXX>:-Wno-stringop-overflow>)
endif()

if(REHEARSE_SANITIZE STREQUAL "address")
  # Without optimization (CMakePresets.json): both sanitizers at -O1 take g++ 12 three times as long to compile.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -Wno-maybe-uninitialized)
  add_link_options(-fsanitize=address,undefined)
elseif(REHEARSE_SANITIZE STREQUAL "thread")
  # gcc warns that it does not model atomic_thread_fence, which Asio uses: see tests/support/tsan.supp.
  add_compile_options(-fsanitize=thread -Wno-maybe-uninitialized -Wno-tsan)
  add_link_options(-fsanitize=thread)
endif()
if(REHEARSE_SANITIZE)
  add_compile_definitions(BOOST_ASIO_DISABLE_AWAITABLE_FRAME_RECYCLING)
endif()

# rehearse_room(NAME [PRECOMPILED json] USES targets…): the library of one folder, made of every .cpp in it.
function(rehearse_room name)
  cmake_parse_arguments(room "" "PRECOMPILED" "USES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  if(sources)
    add_library(${name} STATIC ${sources})
    if(NOT room_PRECOMPILED)
      set(room_PRECOMPILED std)
    endif()
    target_precompile_headers(${name} REUSE_FROM precompiled_${room_PRECOMPILED})
    set(scope PUBLIC)
  else()
    add_library(${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${name} ${scope} "${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} ${scope} ${room_USES})
endfunction()
