#include "server/http/router.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

namespace rehearse::http {
namespace {

constexpr std::array all_methods{method::get,   method::head,    method::post,   method::put,
                                 method::patch, method::delete_, method::options};

// What of a path is still to be walked: its segments, one after the other. "/a//b" has an empty one in its middle.
class segments {
 public:
  explicit segments(std::string_view path) : rest_(path.starts_with('/') ? path.substr(1) : path) {}

  bool done() const { return done_; }
  std::string_view front() const { return rest_.substr(0, rest_.find('/')); }
  segments next() const {
    auto after = *this;
    auto const slash = rest_.find('/');
    after.done_ = slash == rest_.npos;
    if (!after.done_) after.rest_.remove_prefix(slash + 1);
    return after;
  }

 private:
  std::string_view rest_;
  bool done_ = false;
};

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
  node const* walk(segments path, values& into) const {
    if (path.done()) return routes.empty() ? nullptr : this;
    if (auto const literal = literals.find(path.front()); literal != literals.end())
      if (auto const* end = literal->second->walk(path.next(), into)) return end;
    for (auto const& p : parameters)
      if (auto const* end = walk_into(p, path, into)) return end;
    return nullptr;
  }

  node const* walk_into(parameter const& p, segments path, values& into) const {
    auto const segment = path.front();
    if (segment.size() <= p.ending.size() || !segment.ends_with(p.ending)) return nullptr;
    into.emplace_back(p.name, segment.substr(0, segment.size() - p.ending.size()));
    if (auto const* end = p.next->walk(path.next(), into)) return end;
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
  for (segments path(pattern); !path.done(); path = path.next()) at = &at->child(path.front());
  if (!at->routes.emplace(verb, route).second) throw std::logic_error("two routes for " + std::string(pattern));
}

router::found router::find(method verb, std::string_view path) const {
  found answer;
  auto const* at = root_->walk(segments(path), answer.parameters);
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
