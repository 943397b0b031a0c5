#include "server/http/response.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace rehearse::http {

namespace {

bool is_control(char c) {
  auto const byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

bool is_servers_own(std::string_view name) {
  static constexpr std::array<std::string_view, 6> own{"connection", "content-length",    "date",
                                                       "server",     "transfer-encoding", "x-request-id"};
  return std::any_of(own.begin(), own.end(), [name](std::string_view field) { return same_word(field, name); });
}

bool is_field_name(std::string_view name) {
  auto const is_token = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), is_token);
}

}  // namespace

response& response::with(std::string_view name, std::string_view value) {
  if (!is_field_name(name) || std::any_of(value.begin(), value.end(), is_control))
    throw std::invalid_argument("a header field must not hold control characters: " + std::string(name));
  if (is_servers_own(name)) throw std::invalid_argument("the server itself writes " + std::string(name));
  if (headers.empty()) headers.reserve(12);  // what most answers have, in one piece
  headers.emplace_back(name, value);
  return *this;
}

std::string field_lines(header_list const& fields) {
  response checked;
  std::string lines;
  for (auto const& [name, value] : fields) {
    checked.with(name, value);
    lines.append(name).append(": ").append(value).append("\r\n");
  }
  return lines;
}

response text_response(int status, std::string_view content_type, std::string body) {
  response answer;
  answer.status = status;
  answer.body = std::move(body);
  answer.with("Content-Type", content_type);
  return answer;
}

std::string_view reason_of(int status) {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Unknown";
  }
}

}  // namespace rehearse::http
