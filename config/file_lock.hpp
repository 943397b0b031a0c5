// An exclusive lock on a file: who holds it is the one process that writes the database beside it. `serve` holds one as
// long as it runs; other commands try for one. The kernel lets go of it when the process dies. One thread.
#pragma once

#include <filesystem>
#include <optional>

namespace rehearse {

class file_lock {
 public:
  // Makes the file (mode 0600) where there is none and locks it without waiting; none when another holder has it, in
  // this process or another. Throws std::system_error when the file cannot be opened. The file stays when the lock is
  // gone.
  static std::optional<file_lock> try_take(std::filesystem::path const& file);

  file_lock(file_lock&& other) noexcept;
  file_lock& operator=(file_lock&& other) noexcept;
  ~file_lock();

 private:
  explicit file_lock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace rehearse
