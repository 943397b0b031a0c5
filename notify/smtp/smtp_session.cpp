#include "notify/smtp/smtp_session.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>

#include <sys/socket.h>

namespace rehearse {
namespace {

constexpr std::size_t longest_reply_kept = 2000;
constexpr long slowest_bytes_a_second = 10;
constexpr long seconds_for_goodbye = 1;

void start_curl_once() {
  static CURLcode const started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
  if (CURLcode const code = curl_easy_setopt(curl, option, value); code != CURLE_OK)
    throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
}

bool is_ehlo_name(std::string_view name) {
  auto const fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  return !name.empty() && name.size() <= 253 && std::all_of(name.begin(), name.end(), fits);
}

// libcurl takes the EHLO name from the URL's path.
std::string url_with_name(smtp_options const& options) {
  std::string url = options.url;
  while (url.ends_with('/')) url.pop_back();
  if (!url.starts_with("smtp://") && !url.starts_with("smtps://"))
    throw std::invalid_argument("the SMTP url must be smtp://host:port or smtps://host:port");
  if (url.find_first_of("@/?# \r\n", url.find("//") + 2) != std::string::npos)
    throw std::invalid_argument("the SMTP url must have nothing beside host and port");
  if (!is_ehlo_name(options.ehlo_name)) throw std::invalid_argument("the SMTP name must be a host name");
  return url + "/" + options.ehlo_name;
}

long seconds_in_all(smtp_options const& options) {
  return static_cast<long>((options.text_timeout + options.final_reply_timeout).count());
}

smtp_stage stage_of(std::string_view command) {
  if (command.starts_with("EHLO") || command.starts_with("HELO")) return smtp_stage::hello;
  if (command.starts_with("STARTTLS")) return smtp_stage::starttls;
  if (command.starts_with("AUTH")) return smtp_stage::login;
  if (command.starts_with("MAIL FROM")) return smtp_stage::mail_from;
  if (command.starts_with("RCPT TO")) return smtp_stage::rcpt_to;
  if (command.starts_with("DATA")) return smtp_stage::data;
  return smtp_stage::other;
}

// The code of the last line of a reply; 0 for any other line.
int final_code(std::string_view line) {
  auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (line.size() < 4 || !std::all_of(line.begin(), line.begin() + 3, is_digit)) return 0;
  if (line[3] != ' ' && line[3] != '\r' && line[3] != '\n') return 0;
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

bool names_capability(std::string_view line, std::string_view name) {
  return line.size() >= 4 + name.size() && line.substr(4, name.size()) == name;
}

}  // namespace

smtp_session::smtp_session(smtp_options options) : options_(std::move(options)), url_(url_with_name(options_)) {
  start_curl_once();
  curl_.reset(curl_easy_init());
  if (!curl_) throw std::bad_alloc();
  set_up();
  set_up_encryption();
}

// libcurl says QUIT when it closes the kept connection and would wait two minutes for an answer. With its reading side
// closed the socket ends that wait at once, and the server still hears the QUIT.
smtp_session::~smtp_session() {
  curl_socket_t open_socket = CURL_SOCKET_BAD;
  if (curl_easy_getinfo(curl_.get(), CURLINFO_ACTIVESOCKET, &open_socket) == CURLE_OK && open_socket != CURL_SOCKET_BAD)
    ::shutdown(open_socket, SHUT_RD);
}

void smtp_session::set_up() {
  CURL* const curl = curl_.get();
  set(curl, CURLOPT_URL, url_.c_str());
  set(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(curl, CURLOPT_PROXY, "");  // else the environment could name one
  set(curl, CURLOPT_NOSIGNAL, 1L);
  set(curl, CURLOPT_QUICK_EXIT, 1L);  // a send that is abandoned does not wait for a resolver that hangs
  set(curl, CURLOPT_TCP_NODELAY, 1L);
  set(curl, CURLOPT_TCP_KEEPALIVE, 1L);
  set(curl, CURLOPT_MAXCONNECTS, 1L);
  set(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options_.connect_timeout.count()));
  set(curl, CURLOPT_ERRORBUFFER, error_);
  set(curl, CURLOPT_READFUNCTION, &smtp_session::read_text);
  set(curl, CURLOPT_READDATA, this);
  set(curl, CURLOPT_HEADERFUNCTION, &smtp_session::see_reply);
  set(curl, CURLOPT_HEADERDATA, this);
  set(curl, CURLOPT_DEBUGFUNCTION, &smtp_session::see_dialogue);
  set(curl, CURLOPT_DEBUGDATA, this);
  set(curl, CURLOPT_VERBOSE, 1L);  // what calls see_dialogue
  set(curl, CURLOPT_XFERINFOFUNCTION, &smtp_session::see_progress);
  set(curl, CURLOPT_XFERINFODATA, this);
  set(curl, CURLOPT_NOPROGRESS, 0L);
  if (options_.username.empty()) return;
  set(curl, CURLOPT_USERNAME, options_.username.c_str());
  set(curl, CURLOPT_PASSWORD, options_.password.c_str());
}

// Certificates are checked in every mode: who cannot show one is spoken to without encryption only under `never`.
void smtp_session::set_up_encryption() {
  long mode = CURLUSESSL_ALL;
  if (options_.encryption == starttls::if_offered) mode = CURLUSESSL_TRY;
  if (options_.encryption == starttls::never) mode = CURLUSESSL_NONE;
  set(curl_.get(), CURLOPT_USE_SSL, mode);
  set(curl_.get(), CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options_.ca_file.empty()) set(curl_.get(), CURLOPT_CAINFO, options_.ca_file.c_str());
}

smtp_transcript smtp_session::transfer(std::string const& from, std::string const& to, std::string_view text,
                                       bool fresh) {
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> const recipients{curl_slist_append(nullptr, to.c_str()),
                                                                               &curl_slist_free_all};
  if (!recipients) throw std::bad_alloc();
  set(curl_.get(), CURLOPT_MAIL_FROM, from.c_str());
  set(curl_.get(), CURLOPT_MAIL_RCPT, recipients.get());
  set(curl_.get(), CURLOPT_UPLOAD, 1L);
  // No size is announced: libcurl counts the dots it doubles, and could take the message for complete before its end.
  set(curl_.get(), CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
  unsent_ = text;
  smtp_transcript seen = perform();
  set(curl_.get(), CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));
  return seen;
}

smtp_transcript smtp_session::greet() {
  set(curl_.get(), CURLOPT_UPLOAD, 0L);
  set(curl_.get(), CURLOPT_NOBODY, 1L);
  set(curl_.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
  return perform();
}

smtp_transcript smtp_session::perform() {
  set(curl_.get(), CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(options_.reply_timeout.count()));
  set(curl_.get(), CURLOPT_LOW_SPEED_LIMIT, slowest_bytes_a_second);
  set(curl_.get(), CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.reply_timeout.count()));
  set(curl_.get(), CURLOPT_TIMEOUT, static_cast<long>(options_.text_timeout.count()));
  seen_ = {};
  is_leaving_ = false;
  error_[0] = '\0';
  seen_.exit = curl_easy_perform(curl_.get());
  long connects = 0;
  curl_easy_getinfo(curl_.get(), CURLINFO_NUM_CONNECTS, &connects);
  seen_.was_reused = connects == 0;
  curl_off_t microseconds = 0;
  curl_easy_getinfo(curl_.get(), CURLINFO_TOTAL_TIME_T, &microseconds);
  seen_.took = std::chrono::microseconds(microseconds);
  seen_.curl_error = error_[0] != '\0' ? error_ : curl_easy_strerror(seen_.exit);
  return seen_;
}

void smtp_session::note_command(std::string_view line) {
  // The second and later lines of a login are the secrets themselves, not commands.
  bool const goes_on_with_login = seen_.stage == smtp_stage::login && seen_.answered_stage && seen_.last_code == 334;
  // Saying goodbye, after a failure or on a connection that grew too old, says nothing about this mail.
  is_leaving_ = !goes_on_with_login && line.starts_with("QUIT");
  if (is_leaving_) curl_easy_setopt(curl_.get(), CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds_for_goodbye);
  if (is_leaving_) return;
  smtp_stage const stage = goes_on_with_login ? smtp_stage::login : stage_of(line);
  seen_.stage = stage;
  seen_.answered_stage = false;
  seen_.last_reply.clear();
  if (stage == smtp_stage::hello) seen_.offers_login = seen_.offers_starttls = false;
}

// False: stop here.
bool smtp_session::note_reply(std::string_view line) {
  if (is_leaving_) return true;
  if (seen_.answered_stage) seen_.last_reply.clear();
  if (seen_.last_reply.size() + line.size() <= longest_reply_kept) seen_.last_reply += line;
  if (seen_.stage == smtp_stage::hello) {
    seen_.offers_login = seen_.offers_login || names_capability(line, "AUTH");
    seen_.offers_starttls = seen_.offers_starttls || names_capability(line, "STARTTLS");
  }
  int const code = final_code(line);
  seen_.answered_stage = code != 0;
  if (code == 0) return true;
  ++seen_.replies;
  seen_.last_code = code;
  if (seen_.stage == smtp_stage::starttls && code == 220) seen_.encrypted = true;
  if (seen_.stage == smtp_stage::login && code == 235) seen_.logged_in = true;
  seen_.login_missing = code == 250 && would_go_on_without_login();
  return !seen_.login_missing;
}

// libcurl sends the mail without a login where none is offered. The server would refuse it for good, which is our
// fault.
bool smtp_session::would_go_on_without_login() const {
  bool const will_encrypt = seen_.offers_starttls && !seen_.encrypted && options_.encryption != starttls::never &&
                            !url_.starts_with("smtps:");
  return seen_.stage == smtp_stage::hello && !options_.username.empty() && !seen_.offers_login && !will_encrypt;
}

std::size_t smtp_session::read_text(char* to, std::size_t size, std::size_t count, void* session) {
  auto& self = *static_cast<smtp_session*>(session);
  std::size_t const length = std::min(size * count, self.unsent_.size());
  std::memcpy(to, self.unsent_.data(), length);
  self.unsent_.remove_prefix(length);
  if (length == 0) {
    // From here on the message counts as perhaps delivered, and its answer may take long.
    self.seen_.stage = smtp_stage::ended;
    self.seen_.answered_stage = false;
    self.seen_.last_reply.clear();
    curl_easy_setopt(self.curl_.get(), CURLOPT_SERVER_RESPONSE_TIMEOUT,
                     static_cast<long>(self.options_.final_reply_timeout.count()));
    curl_easy_setopt(self.curl_.get(), CURLOPT_LOW_SPEED_TIME, 0L);
    curl_easy_setopt(self.curl_.get(), CURLOPT_TIMEOUT, seconds_in_all(self.options_));
  }
  return length;
}

std::size_t smtp_session::see_reply(char* line, std::size_t size, std::size_t count, void* session) {
  bool const goes_on = static_cast<smtp_session*>(session)->note_reply({line, size * count});
  return goes_on ? size * count : 0;
}

int smtp_session::see_dialogue(CURL*, curl_infotype kind, char* bytes, std::size_t size, void* session) {
  if (kind == CURLINFO_HEADER_OUT) static_cast<smtp_session*>(session)->note_command({bytes, size});
  return 0;
}

int smtp_session::see_progress(void* session, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<smtp_session*>(session)->options_.abandon.stop_requested() ? 1 : 0;
}

}  // namespace rehearse
