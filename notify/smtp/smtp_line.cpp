#include "notify/smtp/smtp_line.hpp"

#include <algorithm>
#include <new>
#include <stdexcept>

#include <poll.h>
#include <sys/socket.h>

namespace rehearse {
namespace {

constexpr long seconds_for_goodbye = 1;
constexpr std::size_t most_at_once = 4096;

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

smtp_stage stage_of(std::string_view command) {
  if (command.starts_with("EHLO") || command.starts_with("HELO")) return smtp_stage::hello;
  if (command.starts_with("STARTTLS")) return smtp_stage::starttls;
  if (command.starts_with("AUTH")) return smtp_stage::login;
  return smtp_stage::other;
}

}  // namespace

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

smtp_line::smtp_line(smtp_options const& options) : options_(options), url_(url_with_name(options)) {
  start_curl_once();
  curl_.reset(curl_easy_init());
  if (!curl_) throw std::bad_alloc();
  set_up();
  set_up_encryption();
}

// Of a line that carries bytes libcurl does not know what is said on it: the QUIT is ours. Otherwise it says QUIT
// itself, and would wait two minutes for an answer: with its reading side closed the socket ends that wait at once, and
// the server still hears the QUIT.
smtp_line::~smtp_line() {
  std::string_view goodbye = "QUIT\r\n";
  if (carries_) send(goodbye);
  if (auto const open_socket = socket(); open_socket != CURL_SOCKET_BAD) ::shutdown(open_socket, SHUT_RD);
}

void smtp_line::set_up() {
  CURL* const curl = curl_.get();
  set(curl, CURLOPT_URL, url_.c_str());
  set(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(curl, CURLOPT_PROXY, "");  // else the environment could name one
  set(curl, CURLOPT_NOSIGNAL, 1L);
  set(curl, CURLOPT_QUICK_EXIT, 1L);  // a send that is abandoned does not wait for a resolver that hangs
  set(curl, CURLOPT_TCP_NODELAY, 1L);
  set(curl, CURLOPT_TCP_KEEPALIVE, 1L);
  set(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options_.connect_timeout.count()));
  set(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(options_.reply_timeout.count()));
  set(curl, CURLOPT_TIMEOUT, static_cast<long>(options_.text_timeout.count()));
  set(curl, CURLOPT_ERRORBUFFER, error_);
  set(curl, CURLOPT_HEADERFUNCTION, &smtp_line::see_reply);
  set(curl, CURLOPT_HEADERDATA, this);
  set(curl, CURLOPT_DEBUGFUNCTION, &smtp_line::see_dialogue);
  set(curl, CURLOPT_DEBUGDATA, this);
  set(curl, CURLOPT_VERBOSE, 1L);  // what calls see_dialogue
  set(curl, CURLOPT_XFERINFOFUNCTION, &smtp_line::see_progress);
  set(curl, CURLOPT_XFERINFODATA, this);
  set(curl, CURLOPT_NOPROGRESS, 0L);
  if (options_.username.empty()) return;
  set(curl, CURLOPT_USERNAME, options_.username.c_str());
  set(curl, CURLOPT_PASSWORD, options_.password.c_str());
}

// Certificates are checked in every mode: who cannot show one is spoken to without encryption only under `never`.
void smtp_line::set_up_encryption() {
  long mode = CURLUSESSL_ALL;
  if (options_.encryption == starttls::if_offered) mode = CURLUSESSL_TRY;
  if (options_.encryption == starttls::never) mode = CURLUSESSL_NONE;
  set(curl_.get(), CURLOPT_USE_SSL, mode);
  set(curl_.get(), CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options_.ca_file.empty()) set(curl_.get(), CURLOPT_CAINFO, options_.ca_file.c_str());
}

void smtp_line::connect(smtp_transcript& seen) {
  set(curl_.get(), CURLOPT_CONNECT_ONLY, 1L);
  perform(seen);
  carries_ = seen.exit == CURLE_OK;
}

void smtp_line::greet(smtp_transcript& seen) {
  set(curl_.get(), CURLOPT_NOBODY, 1L);
  set(curl_.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
  perform(seen);
}

void smtp_line::perform(smtp_transcript& seen) {
  seen_ = &seen;
  seen.exit = curl_easy_perform(curl_.get());
  if (seen.exit != CURLE_OK) seen.error = error_[0] != '\0' ? error_ : curl_easy_strerror(seen.exit);
  seen_ = nullptr;
}

curl_socket_t smtp_line::socket() const {
  curl_socket_t open_socket = CURL_SOCKET_BAD;
  auto const code = curl_easy_getinfo(curl_.get(), CURLINFO_ACTIVESOCKET, &open_socket);
  return code == CURLE_OK ? open_socket : CURL_SOCKET_BAD;
}

CURLcode smtp_line::send(std::string_view& unsent) {
  std::size_t sent = 0;
  CURLcode const code = curl_easy_send(curl_.get(), unsent.data(), unsent.size(), &sent);
  if (code == CURLE_OK) unsent.remove_prefix(sent);
  return code;
}

CURLcode smtp_line::receive(std::string& heard) {
  char bytes[most_at_once];
  std::size_t received = 0;
  CURLcode const code = curl_easy_recv(curl_.get(), bytes, sizeof bytes, &received);
  if (code != CURLE_OK) return code;
  heard.append(bytes, received);
  bool const was_closed = received == 0;
  return was_closed ? CURLE_RECV_ERROR : CURLE_OK;
}

void smtp_line::wait(direction way, std::chrono::milliseconds at_most) {
  pollfd watched{socket(), static_cast<short>(way == direction::out ? POLLOUT : POLLIN), 0};
  ::poll(&watched, 1, static_cast<int>(at_most.count()));
}

void smtp_line::note_command(std::string_view line) {
  // The second and later lines of a login are the secrets themselves, not commands.
  bool const goes_on_with_login = seen_->stage == smtp_stage::login && seen_->answered_stage && seen_->last_code == 334;
  // Saying goodbye after a failure says nothing about this mail.
  is_leaving_ = !goes_on_with_login && line.starts_with("QUIT");
  if (is_leaving_) curl_easy_setopt(curl_.get(), CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds_for_goodbye);
  if (!is_leaving_) seen_->begin(goes_on_with_login ? smtp_stage::login : stage_of(line));
}

// False: stop here.
bool smtp_line::note_reply(std::string_view line) {
  if (is_leaving_) return true;
  seen_->login_missing = seen_->note_reply(line) == 250 && would_go_on_without_login();
  return !seen_->login_missing;
}

// libcurl connects without a login where none is offered. The server would refuse the mail for good, which is our
// fault.
bool smtp_line::would_go_on_without_login() const {
  bool const will_encrypt = seen_->offers_starttls && !seen_->encrypted && options_.encryption != starttls::never &&
                            !url_.starts_with("smtps:");
  return seen_->stage == smtp_stage::hello && !options_.username.empty() && !seen_->offers_login && !will_encrypt;
}

std::size_t smtp_line::see_reply(char* line, std::size_t size, std::size_t count, void* self) {
  auto* const seeing = static_cast<smtp_line*>(self);
  bool const goes_on = seeing->seen_ == nullptr || seeing->note_reply({line, size * count});
  return goes_on ? size * count : 0;
}

int smtp_line::see_dialogue(CURL*, curl_infotype kind, char* bytes, std::size_t size, void* self) {
  auto* const seeing = static_cast<smtp_line*>(self);
  if (kind == CURLINFO_HEADER_OUT && seeing->seen_ != nullptr) seeing->note_command({bytes, size});
  return 0;
}

int smtp_line::see_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<smtp_line*>(self)->options_.abandon.stop_requested() ? 1 : 0;
}

}  // namespace rehearse
