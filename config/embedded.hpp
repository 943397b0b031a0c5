// Files that are part of the program: templates, styles, catalogues, the OpenAPI document.
// Whoever needs one asks the function that its folder's CMakeLists.txt names in embed_files(). Immutable; any thread.
#pragma once

#include <span>
#include <string_view>

namespace rehearse {

struct embedded_file {
  std::string_view path;   // relative to the folder given to embed_files()
  std::string_view bytes;  // followed by a zero byte, which does not count
};

}  // namespace rehearse
