#include "scheduler/reminders/detail.hpp"

#include <optional>
#include <stdexcept>

#include <boost/json.hpp>

namespace rehearse {
namespace {

std::optional<boost::json::value> member(mail const& m, std::string_view name) {
  auto const detail = boost::json::parse(m.detail);
  if (!detail.is_object()) throw std::runtime_error("the detail of " + m.id.text + " is no JSON object");
  auto const* found = detail.as_object().if_contains(name);
  if (found == nullptr) return std::nullopt;
  return *found;
}

}  // namespace

int detail_number(mail const& m, std::string_view name) {
  auto const found = member(m, name);
  return found && found->is_number() ? found->to_number<int>() : 0;
}

bool detail_flag(mail const& m, std::string_view name) {
  auto const found = member(m, name);
  return found && found->is_bool() && found->as_bool();
}

std::string detail_text(mail const& m, std::string_view name) {
  auto const found = member(m, name);
  return found && found->is_string() ? std::string(found->as_string()) : std::string();
}

std::vector<std::string> detail_texts(mail const& m, std::string_view name) {
  auto const found = member(m, name);
  std::vector<std::string> texts;
  if (!found || !found->is_array()) return texts;
  for (auto const& text : found->as_array()) texts.emplace_back(text.as_string());
  return texts;
}

}  // namespace rehearse
