#include "config/file_lock.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace rehearse {

std::optional<file_lock> file_lock::try_take(std::filesystem::path const& file) {
  int const descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), file.string());
  // flock, not a POSIX record lock: that one would vanish with any other descriptor of the file.
  int locked = 0;
  do {
    locked = ::flock(descriptor, LOCK_EX | LOCK_NB);
  } while (locked != 0 && errno == EINTR);
  int const why = errno;
  if (locked == 0) return file_lock(descriptor);
  ::close(descriptor);
  if (why == EWOULDBLOCK) return std::nullopt;
  throw std::system_error(why, std::generic_category(), file.string());
}

file_lock::file_lock(file_lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

file_lock& file_lock::operator=(file_lock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

file_lock::~file_lock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace rehearse
