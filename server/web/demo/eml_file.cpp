#include "server/web/demo/eml_file.hpp"

#include "server/http/request.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <sodium.h>

namespace rehearse {
namespace {

using field_list = std::vector<std::pair<std::string, std::string>>;

struct part {
  field_list fields;
  std::string body;

  std::string field(std::string_view name) const {
    for (auto const& [key, value] : fields)
      if (http::same_word(key, name)) return value;
    return "";
  }
};

constexpr int deepest = 4;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string from_quoted_printable(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      plain += text[i];
    } else if (text.substr(i + 1, 1) == "\n") {
      i += 1;
    } else if (i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      plain += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    }
  }
  return plain;
}

std::string from_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  auto* const into = reinterpret_cast<unsigned char*>(bytes.data());
  if (sodium_base642bin(into, bytes.size(), text.data(), text.size(), " \r\n", &length, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0)
    return "";
  bytes.resize(length);
  return bytes;
}

// One "=?UTF-8?B?…?=" or "=?UTF-8?Q?…?=" (RFC 2047) that begins the text: what it says, and its length.
std::optional<std::pair<std::string, std::size_t>> encoded_word(std::string_view text) {
  auto const way = text.find('?', 2);
  if (way == text.npos || way + 3 >= text.size() || text[way + 2] != '?') return std::nullopt;
  auto const end = text.find("?=", way + 3);
  if (end == text.npos) return std::nullopt;
  std::string inside(text.substr(way + 3, end - way - 3));
  if (text[way + 1] == 'B' || text[way + 1] == 'b') return std::pair{from_base64(inside), end + 2};
  std::ranges::replace(inside, '_', ' ');
  return std::pair{from_quoted_printable(inside), end + 2};
}

std::string decoded(std::string_view field) {
  std::string plain;
  bool after_word = false;
  while (!field.empty()) {
    auto const word = field.starts_with("=?") ? encoded_word(field) : std::nullopt;
    if (word) {
      plain += word->first;
      field.remove_prefix(word->second);
    } else {
      plain += field.front();
      field.remove_prefix(1);
    }
    after_word = word.has_value();
    // Blanks between two encoded words are no part of the text.
    auto const next = field.find_first_not_of(" \t");
    if (after_word && next != field.npos && field.substr(next).starts_with("=?")) field.remove_prefix(next);
  }
  return plain;
}

void add_line(field_list& fields, std::string_view line) {
  bool const folded = line.starts_with(' ') || line.starts_with('\t');
  if (folded && !fields.empty()) {
    fields.back().second += line;
    return;
  }
  auto const colon = line.find(':');
  if (colon == line.npos) return;
  auto value = line.substr(colon + 1);
  value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
  fields.emplace_back(line.substr(0, colon), value);
}

part read_part(std::string_view text) {
  part read;
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) break;
    add_line(read.fields, line);
  }
  read.body = text;
  return read;
}

// boundary="…" of a Content-Type, name="…" of a file.
std::string quoted_member(std::string const& field, std::string const& name) {
  auto const at = field.find(name + "=\"");
  if (at == field.npos) return "";
  auto const from = at + name.size() + 2;
  return field.substr(from, field.find('"', from) - from);
}

std::vector<std::string_view> parts_between(std::string_view body, std::string const& boundary) {
  std::vector<std::string_view> parts;
  std::string const line = "--" + boundary;
  auto at = body.find(line);
  while (at != body.npos) {
    auto const from = body.find('\n', at);
    auto const to = from == body.npos ? from : body.find("\n" + line, from);
    if (to == body.npos) break;
    parts.push_back(body.substr(from + 1, to > from ? to - from - 1 : 0));
    at = to + 1;
  }
  return parts;
}

std::string content_of(part const& p) {
  auto const way = p.field("Content-Transfer-Encoding");
  if (http::same_word(way, "quoted-printable")) return from_quoted_printable(p.body);
  if (http::same_word(way, "base64")) return from_base64(p.body);
  return p.body;
}

void take_part(read_mail& mail, part const& p, int depth) {
  auto const type = p.field("Content-Type");
  if (type.starts_with("multipart/") && depth < deepest) {
    for (auto const inside : parts_between(p.body, quoted_member(type, "boundary")))
      take_part(mail, read_part(inside), depth + 1);
  } else if (p.field("Content-Disposition").starts_with("attachment")) {
    mail.attached.push_back(quoted_member(p.field("Content-Disposition"), "filename"));
  } else if (type.starts_with("text/html")) {
    mail.html = content_of(p);
  } else if (type.starts_with("text/plain") || type.empty()) {
    mail.text = content_of(p);
  }
}

bool may_stand_in_a_name(char c) {
  bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == '@';
}

}  // namespace

read_mail read_eml(std::string_view file) {
  std::string lines(file);
  std::erase(lines, '\r');
  auto const whole = read_part(lines);
  read_mail mail;
  mail.from = decoded(whole.field("From"));
  mail.to = decoded(whole.field("To"));
  mail.subject = decoded(whole.field("Subject"));
  mail.date = whole.field("Date");
  take_part(mail, whole, 0);
  return mail;
}

bool is_eml_name(std::string_view name) {
  return name.size() <= 255 && name.ends_with(".eml") && !name.starts_with('.') &&
         std::ranges::all_of(name, may_stand_in_a_name);
}

}  // namespace rehearse
