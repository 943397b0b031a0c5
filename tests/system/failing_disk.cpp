// A disk that fails when told to: loaded before the C library (LD_PRELOAD) by fault_test.py. While the file that
// FAILING_DISK names with ".full" at its end is there, nothing can be written at a place of a file (as SQLite writes);
// with ".sync", nothing is said to be on the disk.
#include <cerrno>
#include <cstdlib>
#include <string>

#include <sys/syscall.h>
#include <unistd.h>

namespace {

bool is_told(char const* what) {
  static char const* const name = std::getenv("FAILING_DISK");
  return name != nullptr && ::access((std::string(name) + what).c_str(), F_OK) == 0;
}

}  // namespace

extern "C" int fdatasync(int file) {
  if (is_told(".sync")) return errno = EIO, -1;
  return static_cast<int>(::syscall(SYS_fdatasync, file));
}

extern "C" ssize_t pwrite64(int file, void const* bytes, size_t count, off64_t at) {
  if (is_told(".full")) return errno = ENOSPC, -1;
  return ::syscall(SYS_pwrite64, file, bytes, count, at);
}
