// Reads a JSON object member by member and collects every mistake with its pointer (RFC 6901), so that a client learns
// all of them at once (contract 3). Used by everybody who reads a request body or a stored document:
//
//   std::vector<field_error> errors;
//   field_reader r(body, errors);                             // body: boost::json::value, from parse_json
//   auto const name = r.text("name", {.required = true});     // std::optional<std::string>
//   auto const step = r.integer("step_minutes", {.least = 5, .most = 1440});
//   for (auto& item : r.objects("travel", {.at_most = 50})) {
//     item.date("from", {.required = true});
//     item.no_others();
//   }
//   r.no_others();                                            // last: refuses members that nobody asked for
//   if (!errors.empty()) return invalid(std::move(errors));
//   use(*name, step.value_or(60));
//
// Every read answers none when the member is absent or null, or when it is wrong (then a mistake has been collected; a
// required member that is absent or null is one). So after `errors.empty()` every required value is there.
// A reader over something that is no object has said so once and then answers none to everything, silently.
// A reader refers to the document and to `errors`, which must outlive it, and so must those it hands out. One thread.
#pragma once

#include "scheduler/rules/result.hpp"
#include "scheduler/rules/time_zone.hpp"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

namespace rehearse {

struct need {
  bool required = false;
};
struct text_limits {
  bool required = false;      // then it must not be blank either
  std::size_t at_most = 200;  // characters: Unicode code points
};
struct long_text_limits {
  bool required = false;
  std::size_t at_most = 5000;
};
struct number_limits {
  bool required = false;
  int least = 0;
  int most = std::numeric_limits<int>::max();
};
struct list_limits {
  bool required = false;
  std::size_t at_most = 100;  // elements
};

class field_reader {
 public:
  // Reads `document`, which stands at the pointer `at` of what was sent ("/preparation"). No object: a mistake there.
  field_reader(boost::json::value const& document, std::vector<field_error>& errors, std::string at = "");

  // One line, without control characters.
  std::optional<std::string> text(std::string_view name, text_limits limits = {});
  // Several lines; tabs and line breaks are allowed, CRLF becomes LF.
  std::optional<std::string> long_text(std::string_view name, long_text_limits limits = {});
  // A whole number (60.0 is one).
  std::optional<int> integer(std::string_view name, number_limits limits = {});
  std::optional<bool> boolean(std::string_view name, need p = {});
  // "2026-11-24".
  std::optional<local_date> date(std::string_view name, need p = {});
  // RFC 3339 or RFC 9557, whole seconds, not after 2036.
  std::optional<instant> moment(std::string_view name, need p = {});
  // "HH:MM" as minutes since midnight; 24:00 is allowed.
  std::optional<minutes> time_of_day(std::string_view name, need p = {});
  // The name of an IANA zone, aliases included; `name()` is as it was given.
  std::optional<time_zone> zone(std::string_view name, need p = {});
  // An e-mail address, trimmed and in lower case.
  std::optional<std::string> email(std::string_view name, need p = {});

  // One word of a list: `named` is the …_named function of the enumeration, `allowed` tells the words ("came or
  // trouble").
  template <class Enum>
  std::optional<Enum> choice(std::string_view name, std::optional<Enum> (*named)(std::string_view),
                             std::string_view allowed, need p = {}) {
    auto const word = text(name, {.required = p.required});
    if (!word) return std::nullopt;
    auto const found = named(*word);
    if (!found) mistake(name, "Must be " + std::string(allowed) + ".");
    return found;
  }
  // Several of them, in the order given; those that are wrong are left out.
  template <class Enum>
  std::optional<std::vector<Enum>> choices(std::string_view name, std::optional<Enum> (*named)(std::string_view),
                                           std::string_view allowed, list_limits limits = {}) {
    auto const words = texts(name, limits);
    if (!words) return std::nullopt;
    std::vector<Enum> found;
    for (std::size_t i = 0; i < words->size(); ++i) {
      if (auto const value = named((*words)[i])) {
        found.push_back(*value);
      } else if (!(*words)[i].empty()) {
        mistake(name, i, "Must be " + std::string(allowed) + ".");
      }
    }
    return found;
  }
  // A list of one-line texts. One that is wrong is a mistake and stands in the answer as an empty text.
  std::optional<std::vector<std::string>> texts(std::string_view name, list_limits limits = {}, text_limits each = {});

  // A nested object, with a reader of its own (call its no_others() too).
  std::optional<field_reader> object(std::string_view name, need p = {});
  // The elements of a list of objects, each with a reader; empty when the member is absent. An element that is no
  // object is a mistake and has a silent reader, so that positions stay.
  std::vector<field_reader> objects(std::string_view name, list_limits limits = {});

  // Refuses every member that was not asked for. Called last.
  void no_others();

  // Whether the member is there and not null. Counts as asked for.
  bool has(std::string_view name);
  // Whether the member is there as null: for the rare place where that differs from being absent. Counts as asked for.
  bool is_null(std::string_view name);
  // All member names, in order: for maps whose names are the client's ("answers").
  std::vector<std::string> names() const;
  // Whether there is an object to read at all.
  explicit operator bool() const { return object_ != nullptr; }

  // Collects a mistake of the caller's own about a member, about an element of a list, about the object itself.
  void mistake(std::string_view name, std::string detail);
  void mistake(std::string_view name, std::size_t index, std::string detail);
  void mistake_here(std::string detail);
  // The pointer of a member.
  std::string pointer(std::string_view name) const;

 private:
  // The member, unless absent or null (a mistake when required); remembers that it was asked for.
  boost::json::value const* find(std::string_view name, bool required);
  std::optional<std::string> string(std::string_view name, bool required, std::string_view expected);
  boost::json::array const* list(std::string_view name, list_limits limits);
  void add(std::string at, std::string detail);

  boost::json::object const* object_ = nullptr;
  std::vector<field_error>* errors_;
  std::string at_;
  std::vector<std::string> asked_;
};

// A member name as it stands in a pointer: "~" and "/" escaped (RFC 6901, 3).
std::string escaped_for_pointer(std::string_view name);

}  // namespace rehearse
