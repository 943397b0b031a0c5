#include "server/application/local_socket.hpp"

#include "config/log.hpp"

#include <chrono>
#include <cstring>
#include <system_error>
#include <thread>

#include <boost/json.hpp>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace rehearse {
namespace {

constexpr std::size_t longest_message = 1 << 20;
// Of the server, with a command that does not say what it wants or does not take what it is told: others wait behind
// it.
constexpr std::chrono::seconds patience_with_command{5};
constexpr int nothing_else = -1;

class descriptor {
 public:
  explicit descriptor(int number) : number_(number) {}
  descriptor(descriptor const&) = delete;
  descriptor& operator=(descriptor const&) = delete;
  ~descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void fail(char const* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

int demanded(int answer, char const* what) {
  if (answer < 0) fail(what);
  return answer;
}

// A socket's address holds 107 characters. Through the open folder the path stays short, however deep the database
// lies.
struct short_address {
  explicit short_address(std::filesystem::path const& path)
      : folder(demanded(
            ::open(path.has_parent_path() ? path.parent_path().c_str() : ".", O_PATH | O_DIRECTORY | O_CLOEXEC),
            "open folder of socket")) {
    auto const text = "/proc/self/fd/" + std::to_string(folder.get()) + "/" + path.filename().string();
    name.sun_family = AF_UNIX;
    if (text.size() >= sizeof name.sun_path)
      throw std::runtime_error("the name of the database file is too long for a socket beside it");
    std::memcpy(name.sun_path, text.c_str(), text.size() + 1);
  }
  sockaddr const* get() const { return reinterpret_cast<sockaddr const*>(&name); }

  descriptor folder;
  sockaddr_un name{};
};

int new_socket() {
  return demanded(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
}

bool has_input(int socket, int stop, std::chrono::milliseconds patience) {
  pollfd watched[] = {{socket, POLLIN, 0}, {stop, POLLIN, 0}};  // poll overlooks what is negative
  return ::poll(watched, 2, static_cast<int>(patience.count())) > 0 && watched[1].revents == 0;
}

// A line without its end; what came until the other side stopped, the patience was at its end, or `stop` had something
// to say.
std::string read_line(int socket, int stop, std::chrono::milliseconds patience) {
  std::string line;
  char piece[4096];
  while (line.size() < longest_message && line.find('\n') == line.npos && has_input(socket, stop, patience)) {
    auto const got = ::recv(socket, piece, sizeof piece, 0);
    if (got <= 0) break;
    line.append(piece, static_cast<std::size_t>(got));
  }
  return line.substr(0, line.find('\n'));
}

void write_line(int socket, std::string line) {
  timeval const patience{.tv_sec = patience_with_command.count(), .tv_usec = 0};
  ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  line += '\n';
  for (std::string_view rest = line; !rest.empty();) {
    auto const sent = ::send(socket, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
}

command_result answered(local_socket::handler const& answer, std::string const& line) {
  try {
    auto const words = boost::json::value_to<command_words>(boost::json::parse(line));
    return answer(words);
  } catch (std::exception const& failure) {
    return {1, "", std::string(failure.what()) + "\n"};
  }
}

}  // namespace

class local_socket::inside {
 public:
  inside(std::filesystem::path const& path, handler answer)
      : path_(path),
        answer_(std::move(answer)),
        listener_(new_socket()),
        stop_(demanded(::eventfd(0, EFD_CLOEXEC), "eventfd")) {
    std::filesystem::remove(path_);
    short_address const address(path_);
    demanded(::bind(listener_.get(), address.get(), sizeof address.name), "bind local socket");
    // Nobody can connect before listen, so the mode is set in time.
    demanded(::chmod(path_.c_str(), 0600), "chmod local socket");
    demanded(::listen(listener_.get(), 8), "listen on local socket");
    thread_ = std::thread(&inside::run, this);
  }

  ~inside() {
    std::uint64_t const one = 1;
    if (::write(stop_.get(), &one, sizeof one) < 0) log::warning("the local socket cannot be told to stop");
    thread_.join();
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }

 private:
  void run() {
    pollfd watched[] = {{listener_.get(), POLLIN, 0}, {stop_.get(), POLLIN, 0}};
    while (true) {
      if (::poll(watched, 2, -1) < 0) continue;
      if (watched[1].revents != 0) return;
      if (watched[0].revents != 0) serve_one();
    }
  }

  void serve_one() {
    descriptor const peer(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (peer.get() < 0) return;
    auto const asked = read_line(peer.get(), stop_.get(), patience_with_command);
    if (asked.empty()) return;
    auto const said = answered(answer_, asked);
    write_line(peer.get(),
               boost::json::serialize(boost::json::object{{"exit", said.exit}, {"out", said.out}, {"err", said.err}}));
  }

  std::filesystem::path path_;
  handler answer_;
  descriptor listener_;
  descriptor stop_;
  std::thread thread_;
};

local_socket::local_socket(std::filesystem::path const& path, handler answer)
    : inside_(std::make_unique<inside>(path, std::move(answer))) {}
local_socket::~local_socket() = default;

std::optional<command_result> ask_server(std::filesystem::path const& path, command_words const& words,
                                         std::chrono::seconds patience) {
  descriptor const socket(new_socket());
  short_address const address(path);
  if (::connect(socket.get(), address.get(), sizeof address.name) < 0) return std::nullopt;
  write_line(socket.get(), boost::json::serialize(boost::json::value_from(words)));
  if (!has_input(socket.get(), nothing_else, patience))
    throw server_is_silent("the server has said nothing for " + std::to_string(patience.count()) +
                           " s, and may still do it: look at its log, and at what it did, before giving the command "
                           "again");
  auto const line = read_line(socket.get(), nothing_else, patience);
  if (line.empty()) return std::nullopt;
  auto const said = boost::json::parse(line);
  return command_result{said.at("exit").to_number<int>(), std::string(said.at("out").as_string()),
                        std::string(said.at("err").as_string())};
}

}  // namespace rehearse
