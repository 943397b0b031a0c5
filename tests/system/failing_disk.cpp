// A disk that fails when told to: loaded before the C library (LD_PRELOAD) by fault_test.py. While the file that
// FAILING_DISK names with ".full" at its end is there, nothing can be written at a place of a file (as SQLite writes);
// with ".sync", nothing is said to be on the disk; with ".slow", it takes for as long as that one is there until it is,
// and whoever waits makes the one with ".waits".
#include <cerrno>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::string file_named(char const* what) {
  static char const* const name = std::getenv("FAILING_DISK");
  return name != nullptr ? std::string(name) + what : std::string();
}

bool is_told(char const* what) {
  return ::access(file_named(what).c_str(), F_OK) == 0;
}

void wait_while_slow() {
  if (!is_told(".slow")) return;
  ::close(::open(file_named(".waits").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  while (is_told(".slow")) ::usleep(5'000);
}

}  // namespace

extern "C" int fdatasync(int file) {
  if (is_told(".sync")) return errno = EIO, -1;
  wait_while_slow();
  return static_cast<int>(::syscall(SYS_fdatasync, file));
}

extern "C" ssize_t pwrite64(int file, void const* bytes, size_t count, off64_t at) {
  if (is_told(".full")) return errno = ENOSPC, -1;
  return ::syscall(SYS_pwrite64, file, bytes, count, at);
}
