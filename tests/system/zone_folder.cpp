// Another machine's time zones: loaded before the C library (LD_PRELOAD) by tzdata_test.py. What is looked for in
// /usr/share/zoneinfo is looked for in the folder that ZONE_FOLDER names. The calls are those that libdate-tz and the
// standard library make.
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>

namespace {

std::string moved(char const* path) {
  constexpr std::string_view systems = "/usr/share/zoneinfo";
  std::string_view const asked = path;
  static char const* const folder = std::getenv("ZONE_FOLDER");
  if (folder == nullptr || !asked.starts_with(systems)) return path;
  return folder + std::string(asked.substr(systems.size()));
}

template <class Function>
Function* original(char const* name, Function*) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" FILE* fopen64(char const* path, char const* mode) {
  static auto* const next = original("fopen64", &fopen64);
  return next(moved(path).c_str(), mode);
}

extern "C" int open(char const* path, int flags, ...) {
  static auto* const next = original("open", &open);
  std::va_list more;
  va_start(more, flags);
  auto const mode = va_arg(more, mode_t);
  va_end(more);
  return next(moved(path).c_str(), flags, mode);
}

extern "C" int stat(char const* path, struct stat* found) {
  static auto* const next = original("stat", &stat);
  return next(moved(path).c_str(), found);
}

extern "C" int lstat(char const* path, struct stat* found) {
  static auto* const next = original("lstat", &lstat);
  return next(moved(path).c_str(), found);
}

extern "C" DIR* opendir(char const* path) {
  static auto* const next = original("opendir", &opendir);
  return next(moved(path).c_str());
}
