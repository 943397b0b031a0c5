// Where the checkout and the build of these tests lie, for what a test reads or starts from there.
#pragma once

#include <string>
#include <string_view>

namespace rehearse {

// Absolute paths of what `path` names in the source tree, and in the folder of this build.
std::string in_source_tree(std::string_view path);
std::string in_build_tree(std::string_view path);

}  // namespace rehearse
