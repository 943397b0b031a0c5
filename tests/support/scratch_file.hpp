// A place for a database on disk that goes with the test. Used by tests whose reads must have threads of their own.
#pragma once

#include <filesystem>
#include <string>

#include <stdlib.h>

namespace rehearse::test {

class scratch_file {
 public:
  scratch_file() {
    auto pattern = (std::filesystem::temp_directory_path() / "rehearse-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~scratch_file() { std::filesystem::remove_all(folder_); }
  scratch_file(scratch_file const&) = delete;
  scratch_file& operator=(scratch_file const&) = delete;

  std::string path() const { return (folder_ / "rehearse.db").string(); }

 private:
  std::filesystem::path folder_;
};

}  // namespace rehearse::test
