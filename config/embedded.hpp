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

// The file of that path, or null. The files are few: a walk is all it takes.
inline embedded_file const* find_file(std::span<embedded_file const> files, std::string_view path) {
  for (embedded_file const& file : files) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

}  // namespace rehearse
