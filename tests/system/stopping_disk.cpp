// A machine that stops at a chosen moment: loaded before the C library (LD_PRELOAD) by stopping.py. Every call that has
// written, resized or synced a file of the database, or sent something to PostgreSQL, is a line of the file that
// STOPPING_DISK names with ".calls" at its end: "write", "resize", "sync", "send", or "commit" if that is what is sent.
// While the one with ".at" is there ("write 7 before"), the seventh such call since then is the last: it takes that
// file away, and the process is killed
//   before  it is done,
//   half    when half of what it writes is written,
//   after   it was done, or
//   power   before it is done, and with it goes all that was written since the last sync of each file.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

struct overwritten {
  std::string path;
  off64_t at;
  std::string bytes;  // that were there
  off64_t size;       // of the file
};

std::mutex one_at_a_time;
std::vector<overwritten> unsynced;
long calls_since_told = 0;

char const* name() {
  static char const* const given = std::getenv("STOPPING_DISK");
  return given;
}

std::string path_of(int file) {
  char path[4096];
  auto const link = "/proc/self/fd/" + std::to_string(file);
  auto const length = ::readlink(link.c_str(), path, sizeof path);
  return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string();
}

bool is_of_database(std::string_view path) {
  for (std::string_view const end : {"/rehearse.db", "/rehearse.db-wal", "/rehearse.db-journal"})
    if (path.ends_with(end)) return true;
  return false;
}

ssize_t write_at(int file, void const* bytes, std::size_t count, off64_t at) {
  return ::syscall(SYS_pwrite64, file, bytes, count, at);
}

void note_call(char const* what, std::string const& path) {
  auto const line = std::string(what) + " " + path.substr(path.rfind('/') + 1) + "\n";
  int const file = ::open((std::string(name()) + ".calls").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  ::syscall(SYS_write, file, line.data(), line.size());
  ::close(file);
}

[[noreturn]] void die() {
  ::kill(::getpid(), SIGKILL);
  while (true) ::pause();
}

void lose_what_is_not_synced() {
  std::for_each(unsynced.rbegin(), unsynced.rend(), [](overwritten const& old) {
    int const file = ::open(old.path.c_str(), O_WRONLY | O_CLOEXEC);
    write_at(file, old.bytes.data(), old.bytes.size(), old.at);
    ::syscall(SYS_ftruncate, file, old.size);
    ::close(file);
  });
}

// How the process is to end with this call; empty: not yet.
std::string ending(std::string_view call) {
  auto const at = std::string(name()) + ".at";
  auto* const told = std::fopen(at.c_str(), "re");
  if (told == nullptr) return calls_since_told = 0, std::string();
  long last = 0;
  char kind[16] = "", how[16] = "";
  bool const is_told = std::fscanf(told, "%15s %ld %15s", kind, &last, how) == 3 && call == kind;
  std::fclose(told);
  bool const is_last = is_told && ++calls_since_told == last;
  return is_last && ::unlink(at.c_str()) == 0 ? how : std::string();
}

void remember(int file, std::string const& path, off64_t at, std::size_t count) {
  struct stat64 now;
  ::fstat64(file, &now);
  std::string bytes(count, '\0');
  // Read by a descriptor of its own: this one may be for writing alone.
  int const own = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  auto const read = ::pread64(own, bytes.data(), count, at);
  ::close(own);
  bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(read, 0)));
  unsynced.push_back({path, at, std::move(bytes), now.st_size});
}

ssize_t write_counted(int file, std::string const& path, void const* bytes, std::size_t count, off64_t at) {
  std::lock_guard const lock(one_at_a_time);
  auto const how = ending("write");
  if (how == "power") lose_what_is_not_synced();
  if (how == "half") write_at(file, bytes, count / 2, at);
  if (how == "after") write_at(file, bytes, count, at);
  if (!how.empty()) die();
  remember(file, path, at, count);
  auto const written = write_at(file, bytes, count, at);
  note_call("write", path);
  return written;
}

int sync_counted(int file, std::string const& path) {
  std::lock_guard const lock(one_at_a_time);
  auto const how = ending("sync");
  if (how == "power") lose_what_is_not_synced();
  if (how == "after") ::syscall(SYS_fdatasync, file);
  if (!how.empty()) die();
  std::erase_if(unsynced, [&](overwritten const& old) { return old.path == path; });
  auto const answer = static_cast<int>(::syscall(SYS_fdatasync, file));
  note_call("sync", path);
  return answer;
}

int resize_counted(int file, std::string const& path, off64_t size) {
  std::lock_guard const lock(one_at_a_time);
  auto const how = ending("resize");
  if (how == "power") lose_what_is_not_synced();
  if (how == "after") ::syscall(SYS_ftruncate, file, size);
  if (!how.empty()) die();
  struct stat64 now;
  ::fstat64(file, &now);
  remember(file, path, size, static_cast<std::size_t>(std::max<off64_t>(now.st_size - size, 0)));
  auto const answer = static_cast<int>(::syscall(SYS_ftruncate, file, size));
  note_call("resize", path);
  return answer;
}

// Not every message has one.
void wait_for_an_answer(int socket) {
  constexpr int at_most_ms = 5'000;
  pollfd answer{socket, POLLIN, 0};
  ::poll(&answer, 1, at_most_ms);
}

ssize_t send_counted(int socket, void const* bytes, std::size_t count, int flags) {
  std::lock_guard const lock(one_at_a_time);
  auto const text = std::string_view(static_cast<char const*>(bytes), count);
  auto const* const kind = text.find(std::string_view("commit\0", 7)) == std::string_view::npos ? "send" : "commit";
  auto const how = ending(kind);
  if (how == "after") ::syscall(SYS_sendto, socket, bytes, count, flags, nullptr, 0);
  // PostgreSQL gives a transaction up, the commit that is on its way included, once it has nobody to answer to.
  if (how == "after") wait_for_an_answer(socket);
  if (!how.empty()) die();
  note_call(kind, "/postgresql");
  return ::syscall(SYS_sendto, socket, bytes, count, flags, nullptr, 0);
}

bool leads_to_postgresql(int socket) {
  sockaddr_un peer{};
  socklen_t size = sizeof peer;
  if (::getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &size) != 0 || peer.sun_family != AF_UNIX) return false;
  return std::string_view(peer.sun_path).find(".s.PGSQL") != std::string_view::npos;
}

int sync(int file, long call) {
  auto const path = path_of(file);
  return is_of_database(path) ? sync_counted(file, path) : static_cast<int>(::syscall(call, file));
}

}  // namespace

extern "C" ssize_t pwrite64(int file, void const* bytes, size_t count, off64_t at) {
  auto const path = path_of(file);
  return is_of_database(path) ? write_counted(file, path, bytes, count, at) : write_at(file, bytes, count, at);
}

extern "C" int fdatasync(int file) {
  return sync(file, SYS_fdatasync);
}

extern "C" int fsync(int file) {
  return sync(file, SYS_fsync);
}

extern "C" ssize_t send(int socket, void const* bytes, size_t count, int flags) {
  if (leads_to_postgresql(socket)) return send_counted(socket, bytes, count, flags);
  return ::syscall(SYS_sendto, socket, bytes, count, flags, nullptr, 0);
}

extern "C" int ftruncate64(int file, off64_t size) {
  auto const path = path_of(file);
  return is_of_database(path) ? resize_counted(file, path, size)
                              : static_cast<int>(::syscall(SYS_ftruncate, file, size));
}
