#include "server/http/router.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <stdexcept>

namespace rehearse::http {
namespace {

constexpr std::array all_methods{method::get,   method::head,    method::post,   method::put,
                                 method::patch, method::delete_, method::options};

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  if (path.starts_with('/')) path.remove_prefix(1);
  while (true) {
    auto const slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == path.npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

// One segment of the paths so far. Parameters are tried by length of their ending, longest first.
struct router::node {
  struct parameter {
    std::string name;
    std::string ending;
    std::unique_ptr<node> next;
  };
  std::map<std::string, std::unique_ptr<node>, std::less<>> literals;
  std::vector<parameter> parameters;
  std::map<method, std::size_t> routes;

  node& child(std::string_view segment) {
    if (!segment.starts_with('{')) {
      auto& next = literals[std::string(segment)];
      if (!next) next = std::make_unique<node>();
      return *next;
    }
    auto const close = segment.find('}');
    return child_of_parameter(std::string(segment.substr(1, close - 1)), std::string(segment.substr(close + 1)));
  }

  node& child_of_parameter(std::string name, std::string ending) {
    for (auto& p : parameters)
      if (p.name == name && p.ending == ending) return *p.next;
    parameters.push_back({std::move(name), std::move(ending), std::make_unique<node>()});
    auto& made = *parameters.back().next;
    std::ranges::stable_sort(parameters, std::greater{}, [](parameter const& p) { return p.ending.size(); });
    return made;
  }

  using values = std::vector<std::pair<std::string, std::string>>;

  // The node at the end of the path, its parameters in `into`; null: none.
  node const* walk(std::span<std::string_view const> path, values& into) const {
    if (path.empty()) return routes.empty() ? nullptr : this;
    if (auto const literal = literals.find(path.front()); literal != literals.end())
      if (auto const* end = literal->second->walk(path.subspan(1), into)) return end;
    for (auto const& p : parameters)
      if (auto const* end = walk_into(p, path, into)) return end;
    return nullptr;
  }

  node const* walk_into(parameter const& p, std::span<std::string_view const> path, values& into) const {
    auto const segment = path.front();
    if (segment.size() <= p.ending.size() || !segment.ends_with(p.ending)) return nullptr;
    into.emplace_back(p.name, segment.substr(0, segment.size() - p.ending.size()));
    if (auto const* end = p.next->walk(path.subspan(1), into)) return end;
    into.pop_back();
    return nullptr;
  }

  bool answers(method verb) const {
    return verb == method::options || routes.contains(verb) || (verb == method::head && routes.contains(method::get));
  }

  std::string allowed() const {
    std::string list;
    for (auto const verb : all_methods)
      if (answers(verb)) list += (list.empty() ? "" : ", ") + std::string(name_of(verb));
    return list;
  }
};

router::router() : root_(std::make_unique<node>()) {}
router::router(router&&) noexcept = default;
router::~router() = default;

void router::add(method verb, std::string_view pattern, std::size_t route) {
  auto* at = root_.get();
  for (auto const segment : segments_of(pattern)) at = &at->child(segment);
  if (!at->routes.emplace(verb, route).second) throw std::logic_error("two routes for " + std::string(pattern));
}

router::found router::find(method verb, std::string_view path) const {
  found answer;
  auto const segments = segments_of(path);
  auto const* at = root_->walk(segments, answer.parameters);
  if (at == nullptr) return answer;
  auto route = at->routes.find(verb);
  if (route == at->routes.end() && verb == method::head) route = at->routes.find(method::get);
  if (route != at->routes.end())
    answer.route = route->second;
  else
    answer.allowed = at->allowed();
  return answer;
}

}  // namespace rehearse::http
