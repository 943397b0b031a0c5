#include "scheduler/documents/parse_json.hpp"

#include <cmath>
#include <set>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>

namespace rehearse {

namespace {

namespace json = boost::json;

constexpr std::size_t deepest = 32;

refusal not_parsable(std::string detail) {
  refusal r;
  r.code = errc::not_parsable;
  r.detail = std::move(detail);
  return r;
}

// Looks at what the document model cannot show any more: a member that stood twice, a number that became infinite.
class strict_handler {
 public:
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);

  std::string complaint;

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t, json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) {
    members_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, json::error_code&) {
    members_.pop_back();
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code& ec) {
    key_.append(part.data(), part.size());
    bool const is_new = members_.back().insert(std::exchange(key_, {})).second;
    return is_new || refuse(ec, "A member stands twice in one object.");
  }
  bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
  bool on_double(double number, json::string_view, json::error_code& ec) {
    return std::isfinite(number) || refuse(ec, "A number is too large.");
  }
  bool on_bool(bool, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  bool refuse(json::error_code& ec, char const* why) {
    complaint = why;
    ec = json::error::syntax;
    return false;
  }
  std::vector<std::set<std::string>> members_;  // of the objects that are open
  std::string key_;
};

std::string complaint_about(std::string_view text) {
  json::parse_options options;
  options.max_depth = deepest;
  json::basic_parser<strict_handler> parser(options);
  json::error_code ec;
  parser.write_some(false, text.data(), text.size(), ec);
  return parser.handler().complaint;
}

}  // namespace

result<json::value> parse_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = deepest;
  json::error_code ec;
  auto value = json::parse({text.data(), text.size()}, ec, {}, options);
  if (ec == json::error::too_deep) return not_parsable("The JSON is nested deeper than 32 levels.");
  if (ec) return not_parsable("This is no JSON text in UTF-8: " + ec.message() + ".");
  if (auto complaint = complaint_about(text); !complaint.empty()) return not_parsable(std::move(complaint));
  return value;
}

json::value merge_patch(json::value target, json::value const& patch) {
  if (!patch.is_object()) return patch;
  if (!target.is_object()) target.emplace_object();
  auto& members = target.get_object();
  for (auto const& [name, change] : patch.get_object()) {
    if (change.is_null()) {
      members.erase(name);
    } else {
      members[name] = merge_patch(members[name], change);
    }
  }
  return target;
}

}  // namespace rehearse
