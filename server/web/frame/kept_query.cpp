#include "server/web/frame/kept_query.hpp"

#include <algorithm>

namespace rehearse {
namespace {

// What was just done: for the page it leads to, and none after that.
constexpr std::string_view said_once = "done";

}  // namespace

std::string link_keeping(page_call const& c, std::string_view path,
                         std::vector<std::pair<std::string_view, std::string>> const& changes) {
  std::string query;
  auto const add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    query += (query.empty() ? "?" : "&") + http::percent_encoded(name) + "=" + http::percent_encoded(value);
  };
  for (auto const& [name, value] : c.request->query) {
    if (name == said_once) continue;
    auto const same_name = [&name = name](auto const& change) { return change.first == name; };
    if (std::ranges::none_of(changes, same_name)) add(name, value);
  }
  for (auto const& [name, value] : changes) add(name, value);
  return std::string(path) + query;
}

std::vector<view> hidden_members(page_call const& c, std::vector<std::string_view> const& but) {
  std::vector<view> members;
  for (auto const& [name, value] : c.request->query)
    if (name != said_once && std::ranges::find(but, std::string_view(name)) == but.end())
      members.push_back({{"member", name}, {"value", value}});
  return members;
}

}  // namespace rehearse
