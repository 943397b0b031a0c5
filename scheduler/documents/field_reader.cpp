#include "scheduler/documents/field_reader.hpp"

#include "scheduler/rules/address.hpp"
#include "scheduler/rules/plain_text.hpp"

#include <algorithm>
#include <cmath>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace rehearse {

namespace {

namespace json = boost::json;

// What a hostile body can make us answer stays small.
constexpr std::size_t most_errors = 100;

std::string_view view(json::string const& s) {
  return {s.data(), s.size()};
}
std::string_view view(json::string_view s) {
  return {s.data(), s.size()};
}

// A JSON number that is a whole number of at most 2^53, in whatever way it was written (RFC 8259, 6).
std::optional<std::int64_t> whole_number(json::value const& value) {
  if (auto const* i = value.if_int64()) return *i;
  if (auto const* d = value.if_double(); d != nullptr && std::abs(*d) < 9e15 && std::trunc(*d) == *d) {
    return static_cast<std::int64_t>(*d);
  }
  return std::nullopt;
}

std::optional<minutes> read_time_of_day(std::string_view text) {
  auto const digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 100; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  auto const hour = digit(0) * 10 + digit(1);
  auto const minute = digit(3) * 10 + digit(4);
  if (minute > 59 || hour > 24 || (hour == 24 && minute > 0)) return std::nullopt;
  return hours{hour} + minutes{minute};
}

}  // namespace

std::string escaped_for_pointer(std::string_view name) {
  std::string escaped;
  for (char const c : name) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

field_reader::field_reader(json::value const& document, std::vector<field_error>& errors, std::string at)
    : object_(document.if_object()), errors_(&errors), at_(std::move(at)) {
  if (object_ == nullptr) mistake_here("Must be a JSON object.");
}

std::optional<std::string> field_reader::text(std::string_view name, text_limits limits) {
  auto value = string(name, limits.required, "Must be a text.");
  if (!value) return std::nullopt;
  auto wrong = mistake_in_line(*value, limits.at_most);
  if (!wrong && limits.required && is_blank(*value)) wrong = "Must not be empty.";
  if (!wrong) return value;
  mistake(name, *wrong);
  return std::nullopt;
}

std::optional<std::string> field_reader::long_text(std::string_view name, long_text_limits limits) {
  auto value = string(name, limits.required, "Must be a text.");
  if (!value) return std::nullopt;
  *value = with_plain_line_breaks(*value);
  auto wrong = mistake_in_lines(*value, limits.at_most);
  if (!wrong && limits.required && is_blank(*value)) wrong = "Must not be empty.";
  if (!wrong) return value;
  mistake(name, *wrong);
  return std::nullopt;
}

std::optional<int> field_reader::integer(std::string_view name, number_limits limits) {
  auto const* value = find(name, limits.required);
  if (value == nullptr) return std::nullopt;
  auto const number = whole_number(*value);
  if (number && limits.least <= *number && *number <= limits.most) return static_cast<int>(*number);
  bool const bounded = limits.most != std::numeric_limits<int>::max();
  mistake(name, "Must be a whole number " +
                    (bounded ? "from " + std::to_string(limits.least) + " to " + std::to_string(limits.most)
                             : "of at least " + std::to_string(limits.least)) +
                    ".");
  return std::nullopt;
}

std::optional<bool> field_reader::boolean(std::string_view name, need p) {
  auto const* value = find(name, p.required);
  if (value == nullptr) return std::nullopt;
  if (auto const* b = value->if_bool()) return *b;
  mistake(name, "Must be true or false.");
  return std::nullopt;
}

std::optional<local_date> field_reader::date(std::string_view name, need p) {
  constexpr auto expected = "Must be a date that exists, such as 2026-11-24.";
  auto const text = string(name, p.required, expected);
  if (!text) return std::nullopt;
  auto const date = read_date(*text);
  if (!date) mistake(name, expected);
  return date;
}

std::optional<instant> field_reader::moment(std::string_view name, need p) {
  constexpr auto expected =
      "Must be an instant of whole seconds, such as 2026-11-24T13:30:00Z or "
      "2026-11-24T19:00:00+05:30[Asia/Kolkata], with an offset that fits the zone.";
  auto const text = string(name, p.required, expected);
  if (!text) return std::nullopt;
  auto const when = read_instant(*text);
  if (!when) mistake(name, expected);
  if (!when || *when <= last_instant) return when;
  mistake(name, "Must not be after " + to_text(last_instant) + ".");
  return std::nullopt;
}

std::optional<minutes> field_reader::time_of_day(std::string_view name, need p) {
  constexpr auto expected = "Must be a time of day from 00:00 to 24:00, such as 18:30.";
  auto const text = string(name, p.required, expected);
  if (!text) return std::nullopt;
  auto const time = read_time_of_day(*text);
  if (!time) mistake(name, expected);
  return time;
}

std::optional<time_zone> field_reader::zone(std::string_view name, need p) {
  constexpr auto expected = "Must be the name of an IANA time zone, such as Europe/Paris or Asia/Kolkata.";
  auto const text = string(name, p.required, expected);
  if (!text) return std::nullopt;
  auto const found = time_zone::find(*text);
  if (!found) mistake(name, expected);
  return found;
}

std::optional<std::string> field_reader::email(std::string_view name, need p) {
  constexpr auto expected = "Must be an e-mail address, such as ada@example.org.";
  auto const text = string(name, p.required, expected);
  if (!text) return std::nullopt;
  auto address = normal_address(*text);
  if (is_address(address)) return address;
  mistake(name, expected);
  return std::nullopt;
}

std::optional<std::vector<std::string>> field_reader::texts(std::string_view name, list_limits limits,
                                                            text_limits each) {
  auto const* elements = list(name, limits);
  if (elements == nullptr) return std::nullopt;
  std::vector<std::string> found;
  for (auto const& element : *elements) {
    auto const* text = element.if_string();
    auto wrong = text == nullptr ? "Must be a text." : mistake_in_line(view(*text), each.at_most);
    if (!wrong && is_blank(view(*text))) wrong = "Must not be empty.";
    if (wrong) mistake(name, found.size(), *wrong);
    found.emplace_back(wrong ? std::string_view{} : view(*text));
  }
  return found;
}

std::optional<field_reader> field_reader::object(std::string_view name, need p) {
  auto const* value = find(name, p.required);
  if (value == nullptr) return std::nullopt;
  return field_reader(*value, *errors_, pointer(name));
}

std::vector<field_reader> field_reader::objects(std::string_view name, list_limits limits) {
  std::vector<field_reader> readers;
  auto const* elements = list(name, limits);
  if (elements == nullptr) return readers;
  readers.reserve(elements->size());
  for (auto const& element : *elements) {
    readers.emplace_back(element, *errors_, pointer(name) + "/" + std::to_string(readers.size()));
  }
  return readers;
}

void field_reader::no_others() {
  if (object_ == nullptr) return;
  for (auto const& member : *object_) {
    auto const name = view(member.key());
    if (std::ranges::find(asked_, name) != asked_.end()) continue;
    std::string known;
    for (auto const& asked : asked_) known += (known.empty() ? "" : ", ") + asked;
    mistake(name, "This member is not known here; known are: " + known + ".");
  }
}

bool field_reader::has(std::string_view name) {
  return find(name, false) != nullptr;
}

bool field_reader::is_null(std::string_view name) {
  find(name, false);
  if (object_ == nullptr) return false;
  auto const* value = object_->if_contains({name.data(), name.size()});
  return value != nullptr && value->is_null();
}

std::vector<std::string> field_reader::names() const {
  std::vector<std::string> all;
  if (object_ == nullptr) return all;
  for (auto const& member : *object_) all.emplace_back(view(member.key()));
  return all;
}

void field_reader::mistake(std::string_view name, std::string detail) {
  add(pointer(name), std::move(detail));
}

void field_reader::mistake(std::string_view name, std::size_t index, std::string detail) {
  add(pointer(name) + "/" + std::to_string(index), std::move(detail));
}

void field_reader::mistake_here(std::string detail) {
  add(at_, std::move(detail));
}

std::string field_reader::pointer(std::string_view name) const {
  return at_ + "/" + escaped_for_pointer(name);
}

json::value const* field_reader::find(std::string_view name, bool required) {
  if (std::ranges::find(asked_, name) == asked_.end()) asked_.emplace_back(name);
  if (object_ == nullptr) return nullptr;
  auto const* value = object_->if_contains({name.data(), name.size()});
  if (value != nullptr && !value->is_null()) return value;
  if (required) mistake(name, "This member is required.");
  return nullptr;
}

std::optional<std::string> field_reader::string(std::string_view name, bool required, std::string_view expected) {
  auto const* value = find(name, required);
  if (value == nullptr) return std::nullopt;
  if (auto const* text = value->if_string()) return std::string(view(*text));
  mistake(name, std::string(expected));
  return std::nullopt;
}

json::array const* field_reader::list(std::string_view name, list_limits limits) {
  auto const* value = find(name, limits.required);
  if (value == nullptr) return nullptr;
  auto const* elements = value->if_array();
  if (elements != nullptr && elements->size() <= limits.at_most) return elements;
  mistake(name, "Must be a list of at most " + std::to_string(limits.at_most) + ".");
  return nullptr;
}

void field_reader::add(std::string at, std::string detail) {
  if (errors_->size() < most_errors) errors_->push_back({std::move(at), std::move(detail)});
}

}  // namespace rehearse
