// A clock that a test moves: loaded before the C library (LD_PRELOAD) by histories_test.py. The time of day is later by
// as many nanoseconds as stand in the file that MOVED_CLOCK names (eight bytes, mapped: every process sees a move at
// once). No other clock is touched.
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <ctime>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

using nanoseconds = std::atomic<std::int64_t>;
static_assert(sizeof(nanoseconds) == 8 && nanoseconds::is_always_lock_free);

constexpr std::int64_t a_second = 1'000'000'000;

nanoseconds const* later_by = nullptr;

__attribute__((constructor)) void map_the_file() {
  char const* const name = std::getenv("MOVED_CLOCK");
  int const file = name != nullptr ? ::open(name, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return;
  void* const bytes = ::mmap(nullptr, sizeof(nanoseconds), PROT_READ, MAP_SHARED, file, 0);
  ::close(file);
  if (bytes != MAP_FAILED) later_by = static_cast<nanoseconds const*>(bytes);
}

}  // namespace

extern "C" int clock_gettime(clockid_t which, timespec* now) {
  auto const answer = static_cast<int>(::syscall(SYS_clock_gettime, which, now));
  if (answer != 0 || which != CLOCK_REALTIME || later_by == nullptr) return answer;
  auto const shown = now->tv_sec * a_second + now->tv_nsec + later_by->load();
  now->tv_sec = shown / a_second;
  now->tv_nsec = shown % a_second;
  return 0;
}
