// A machine that stops between two names: loaded before the C library (LD_PRELOAD) by restore_test.py. The process is
// killed before the file gets its name that would be the one of the number in STOPPING_NAMES, counted from 1.
#include <csignal>
#include <cstdlib>

#include <dlfcn.h>
#include <unistd.h>

namespace {

void count() {
  static long left = std::atol(std::getenv("STOPPING_NAMES"));
  if (--left == 0) ::kill(::getpid(), SIGKILL);
}

using naming = int (*)(char const*, char const*);

naming usual(char const* name) {
  return reinterpret_cast<naming>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" int rename(char const* from, char const* to) noexcept {
  count();
  return usual("rename")(from, to);
}

extern "C" int link(char const* from, char const* to) noexcept {
  count();
  return usual("link")(from, to);
}
