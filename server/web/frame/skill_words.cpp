#include "server/web/frame/skill_words.hpp"

#include <algorithm>

namespace rehearse {
namespace {

// What is not written like other words; each stands for itself in any language.
constexpr std::pair<std::string_view, std::string_view> names[] = {
    {"api", "API"},
    {"apis", "APIs"},
    {"aws", "AWS"},
    {"cobol", "COBOL"},
    {"css", "CSS"},
    {"devops", "DevOps"},
    {"f#", "F#"},
    {"graphql", "GraphQL"},
    {"html", "HTML"},
    {"http", "HTTP"},
    {"ios", "iOS"},
    {"javascript", "JavaScript"},
    {"linux", "Linux"},
    {"matlab", "MATLAB"},
    {"ml", "ML"},
    {"node.js", "Node.js"},
    {"ocaml", "OCaml"},
    {"oop", "OOP"},
    {"php", "PHP"},
    {"postgresql", "PostgreSQL"},
    {"react", "React"},
    {"rest", "REST"},
    {"sql", "SQL"},
    {"tcp", "TCP"},
    {"typescript", "TypeScript"},
    {"ui", "UI"},
    {"ux", "UX"},
};

std::string_view written(std::string_view word) {
  auto const known = std::ranges::find(names, word, [](auto const& each) { return each.first; });
  return known == std::end(names) ? word : known->second;
}

}  // namespace

std::string skill_words(std::string_view kept) {
  std::string all;
  while (!kept.empty()) {
    auto const end = std::min(kept.find_first_of(" -"), kept.size());
    all += std::string(all.empty() ? "" : " ") + std::string(written(kept.substr(0, end)));
    kept.remove_prefix(std::min(end + 1, kept.size()));
  }
  // "iOS" and what has a capital already stays.
  bool const plain = std::ranges::none_of(all.substr(0, all.find(' ')), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (plain && !all.empty() && all[0] >= 'a' && all[0] <= 'z') all[0] = static_cast<char>(all[0] - 'a' + 'A');
  return all;
}

std::vector<std::string> skill_words(std::vector<std::string> const& kept) {
  std::vector<std::string> all;
  for (auto const& each : kept) all.push_back(skill_words(each));
  return all;
}

}  // namespace rehearse
