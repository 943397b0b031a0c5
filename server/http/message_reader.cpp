#include "server/http/message_reader.hpp"

#include "server/http/target.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace rehearse::http {

namespace beast_http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

namespace {

constexpr std::size_t max_extension_bytes = 1024;  // of all chunks of one body together
constexpr std::size_t max_chunk_line = 512;        // waiting for the end of a chunk's line or of the trailer

std::optional<method> method_of(beast_http::verb verb) {
  switch (verb) {
    case beast_http::verb::get:
      return method::get;
    case beast_http::verb::head:
      return method::head;
    case beast_http::verb::post:
      return method::post;
    case beast_http::verb::put:
      return method::put;
    case beast_http::verb::patch:
      return method::patch;
    case beast_http::verb::delete_:
      return method::delete_;
    case beast_http::verb::options:
      return method::options;
    default:
      return std::nullopt;
  }
}

bool has_bare_lf(std::string_view lines) {
  for (auto lf = lines.find('\n'); lf != lines.npos; lf = lines.find('\n', lf + 1))
    if (lf == 0 || lines[lf - 1] != '\r') return true;
  return false;
}

refusal refusal_for(error_code const& ec) {
  if (ec == beast_http::error::body_limit) return {413, "The body is larger than is taken here."};
  return {400, "The request is not well-formed: " + ec.message() + "."};
}

}  // namespace

// Beast's parser, writing straight into our request. A rule of ours that is broken is kept in `why`.
class message_reader::parser final : public beast_http::basic_parser<true> {
 public:
  explicit parser(message_limits limits) {
    message.headers.reserve(16);
    header_limit(static_cast<std::uint32_t>(limits.header_bytes + 1));
    body_limit(limits.body_bytes);
    eager(true);
  }

  request message;
  std::optional<refusal> why;
  bool is_http_1_1 = false;
  bool is_about_server = false;
  bool has_body = false;

  // Feeds bytes; returns how many were taken.
  std::size_t feed(std::string_view bytes) {
    error_code ec;
    auto const taken = put(boost::asio::const_buffer(bytes.data(), bytes.size()), ec);
    if (ec && ec != beast_http::error::need_more && !why) why = refusal_for(ec);
    return taken;
  }

 private:
  static void fail(error_code& ec) { ec = beast_http::error::bad_value; }

  void refuse(int status, std::string detail, error_code& ec) {
    why = refusal{status, std::move(detail)};
    fail(ec);
  }

  void on_request_impl(beast_http::verb verb, string_view, string_view text, int version, error_code& ec) override {
    is_http_1_1 = version == 11;
    auto const known = method_of(verb);
    if (!known) return refuse(501, "This method is not known here.", ec);
    message.verb = *known;
    is_about_server = *known == method::options && text == "*";
    if (is_about_server) return;
    auto read = read_target({text.data(), text.size()});
    if (!read) return refuse(400, "The target must be a plain path, with a query if need be.", ec);
    asked_ = *std::move(read);
    message.path = asked_.path;
    message.query = std::move(asked_.query);
  }

  void on_field_impl(beast_http::field, string_view name, string_view value, error_code& ec) override {
    if (is_header_over_) return refuse(400, "Trailer fields are not taken here.", ec);
    if (message.headers.size() > max_fields) return fail(ec);
    message.headers.emplace_back(name, value);
    if (message.headers.size() > max_fields) why = refuse_fields(message.headers, is_http_1_1);
  }

  void on_header_impl(error_code& ec) override {
    is_header_over_ = true;
    why = refuse_fields(message.headers, is_http_1_1);
    if (why) return fail(ec);
    auto const host = message.header("host");
    if (host && !agrees_with_host(asked_, *host)) refuse(400, "Host and the target name different servers.", ec);
  }

  void on_body_init_impl(boost::optional<std::uint64_t> const& length, error_code&) override {
    if (length) message.body.reserve(*length);
  }

  std::size_t on_body_impl(string_view body, error_code&) override {
    message.body.append(body.data(), body.size());
    return body.size();
  }

  void on_chunk_header_impl(std::uint64_t, string_view extensions, error_code& ec) override {
    extension_bytes_ += extensions.size();
    if (extension_bytes_ > max_extension_bytes) refuse(400, "Too many chunk extensions.", ec);
  }

  std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code& ec) override {
    return on_body_impl(body, ec);
  }

  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_finish_impl(error_code&) override {}

  target asked_;
  bool is_header_over_ = false;
  std::size_t extension_bytes_ = 0;
};

message_reader::message_reader(message_limits limits) : limits_(limits), parser_(std::make_unique<parser>(limits)) {}
message_reader::~message_reader() = default;

namespace {

// What the path seems to begin with, so that a refusal before the header is whole finds the right words.
std::string path_begun(std::string_view header) {
  constexpr std::size_t enough = 64;
  auto const at = header.find(' ');
  if (at == header.npos || header.substr(at + 1, 1) != "/") return "";
  auto const target = header.substr(at + 1, enough);
  return std::string(target.substr(0, target.find_first_of(" ?#\r\n")));
}

}  // namespace

message_reader::progress message_reader::take(std::string_view bytes, std::size_t& taken) {
  taken = 0;
  if (header_read_) return take_body(bytes, taken);
  auto const begun = take_header(bytes, taken);
  auto& path = parser_->message.path;
  if (begun == progress::refused && path.empty()) path = path_begun(bytes);
  return begun;
}

message_reader::progress message_reader::take_header(std::string_view bytes, std::size_t& taken) {
  if (skipped_ == 0 && bytes.starts_with('\r')) {
    if (bytes.size() < 2) return progress::needs_more;
    if (bytes[1] == '\n') taken = skipped_ = 2;  // RFC 9112 section 2.2 asks to overlook one
    bytes.remove_prefix(taken);
  }
  if (bytes.empty()) return progress::needs_more;
  if (bytes[0] < 'A' || bytes[0] > 'z') return refuse({400, "A request begins with a method."});
  auto const is_whole = finds_end_of_header(bytes);
  if (why_.status != 0) return progress::refused;
  if (!is_whole) return progress::needs_more;

  auto const header = bytes.substr(0, scanned_);
  if (auto no = refuse_bytes(header)) return refuse(*std::move(no));
  taken += parser_->feed(header);
  if (parser_->why) return refuse(*parser_->why);
  header_read_ = true;
  return parser_->is_done() ? progress::complete : progress::header_read;
}

message_reader::progress message_reader::take_body(std::string_view bytes, std::size_t& taken) {
  // Beast asserts that five bytes are there when the last chunk ends; no chunked body has fewer left before it is
  // complete.
  auto const least = parser_->chunked() ? std::size_t{5} : std::size_t{1};
  if (bytes.size() < least) return progress::needs_more;
  taken = parser_->feed(bytes);
  if (parser_->why) return refuse(*parser_->why);
  if (parser_->is_done()) return progress::complete;
  auto const unfinished = bytes.substr(taken);  // of a chunk's line, or the trailer
  if (has_bare_lf(unfinished)) return refuse({400, "A chunk's line has a bare LF."});
  if (unfinished.size() > max_chunk_line) return refuse({400, "A chunk's line or trailer is too long."});
  return progress::needs_more;
}

// Sets scanned_ to the end of the header when it is there. Refuses what cannot become a header any more, so that nobody
// waits for a time-out to learn it.
bool message_reader::finds_end_of_header(std::string_view bytes) {
  auto const within = bytes.substr(0, limits_.header_bytes);
  for (auto lf = within.find('\n', scanned_); lf != within.npos; lf = within.find('\n', scanned_)) {
    scanned_ = lf + 1;
    if (lf == 0 || within[lf - 1] != '\r') {
      refuse({400, "The header has a bare LF."});
      return false;
    }
    if (lf >= 3 && within[lf - 2] == '\n') return true;
  }
  auto const first_line = within.find("\r\n");
  if (first_line == within.npos && within.size() > max_target_bytes + 64)
    refuse({414, "The target is longer than 8 KiB."});
  else if (bytes.size() >= limits_.header_bytes)
    refuse({431, "The header is larger than is taken here."});
  return false;
}

message_reader::progress message_reader::refuse(refusal why) {
  why_ = std::move(why);
  return progress::refused;
}

request& message_reader::message() {
  return parser_->message;
}

refusal const& message_reader::why() const {
  return why_;
}

bool message_reader::expects_continue() const {
  return parser_->is_http_1_1 && parser_->message.header("expect").has_value();
}

bool message_reader::keeps_alive() const {
  return parser_->keep_alive();
}

bool message_reader::is_http_1_0() const {
  return parser_->is_header_done() && !parser_->is_http_1_1;
}

bool message_reader::is_about_server() const {
  return parser_->is_about_server;
}

}  // namespace rehearse::http
