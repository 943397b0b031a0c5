// libcurl and nothing else: `bare_smtp PORT CONNECTIONS MAILS BYTES` sends so many mails of so many bytes to a mail
// server on loopback, over so many kept-open connections, each on a thread of its own. Prints the instant at which it
// began (seconds of the steady clock). What the mail worker of `serve` is held against.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <curl/curl.h>

namespace {

std::string mail_of(std::size_t bytes) {
  std::string text = "From: sender@example.org\r\nTo: candidate@example.net\r\nSubject: Tomorrow\r\n\r\n";
  while (text.size() + 78 <= bytes) text += std::string(76, 'x') + "\r\n";
  return text;
}

std::size_t read_text(char* to, std::size_t size, std::size_t count, void* unsent) {
  auto& rest = *static_cast<std::string_view*>(unsent);
  std::size_t const length = std::min(size * count, rest.size());
  std::memcpy(to, rest.data(), length);
  rest.remove_prefix(length);
  return length;
}

void send_all(std::string const& url, std::string const& text, std::atomic<long>& left) {
  CURL* const curl = curl_easy_init();
  auto* const to = curl_slist_append(nullptr, "candidate@example.net");
  std::string_view unsent;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TCP_NODELAY, 1L);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, "sender@example.org");
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, &read_text);
  curl_easy_setopt(curl, CURLOPT_READDATA, &unsent);
  while (left-- > 0) {
    unsent = text;
    if (curl_easy_perform(curl) != CURLE_OK) std::abort();
  }
  curl_slist_free_all(to);
  curl_easy_cleanup(curl);
}

}  // namespace

int main(int count, char** words) {
  if (count != 5) return 2;
  curl_global_init(CURL_GLOBAL_DEFAULT);
  auto const url = std::string("smtp://127.0.0.1:") + words[1] + "/bench";
  auto const text = mail_of(static_cast<std::size_t>(std::atol(words[4])));
  std::atomic<long> left = std::atol(words[3]);
  std::chrono::duration<double> const began = std::chrono::steady_clock::now().time_since_epoch();
  std::vector<std::jthread> threads;
  for (int i = 0; i < std::atoi(words[2]); ++i) threads.emplace_back([&] { send_all(url, text, left); });
  threads.clear();
  std::printf("%f\n", began.count());
}
