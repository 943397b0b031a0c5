# The headers that nearly every source includes, compiled once: a build from nothing takes half the time. Headers of the system
# alone, so that no change of ours compiles everything anew, and ccache serves every checkout.

set(precompiled_std <algorithm> <array> <atomic> <charconv> <chrono> <condition_variable> <filesystem> <fstream> <functional>
  <map> <memory> <mutex> <optional> <set> <span> <sstream> <stdexcept> <string> <string_view> <system_error> <thread>
  <tuple> <unordered_map> <utility> <variant> <vector> <date/date.h>)
set(precompiled_json ${precompiled_std} <boost/json.hpp>)
set(precompiled_gtest ${precompiled_std} <gtest/gtest.h>)
set(precompiled_json_gtest ${precompiled_json} <gtest/gtest.h>)

# precompiled_headers(NAME libraries…): the target that compiles the list precompiled_NAME.
function(precompiled_headers name)
  set(source "${CMAKE_BINARY_DIR}/precompiled_${name}.cpp")
  file(CONFIGURE OUTPUT "${source}" CONTENT "" @ONLY)
  add_library(precompiled_${name} OBJECT "${source}")
  target_link_libraries(precompiled_${name} PRIVATE date::date ${ARGN})
  target_precompile_headers(precompiled_${name} PRIVATE ${precompiled_${name}})
endfunction()

precompiled_headers(std)
precompiled_headers(json Boost::json)
