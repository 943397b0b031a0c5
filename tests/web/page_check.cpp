#include "tests/web/page_check.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>

namespace rehearse::test {
namespace {

struct tag {
  std::string name;
  std::string text;  // between the angles

  std::string attribute(std::string const& wanted) const {
    auto const at = text.find(" " + wanted + "=\"");
    if (at == text.npos) return "";
    auto const begin = at + wanted.size() + 3;
    return text.substr(begin, text.find('"', begin) - begin);
  }
};

std::vector<tag> tags_of(std::string_view html) {
  std::vector<tag> tags;
  for (auto at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
    auto const end = html.find('>', at);
    auto const text = std::string(html.substr(at + 1, end - at - 1));
    tags.push_back({text.substr(0, text.find_first_of(" \n")), text});
  }
  return tags;
}

bool is_field(tag const& t) {
  if (t.name == "select" || t.name == "textarea") return true;
  return t.name == "input" && t.attribute("type") != "hidden";
}

class page_look {
 public:
  explicit page_look(std::string_view html) : tags_(tags_of(html)) {
    for (auto const& t : tags_) {
      if (auto const id = t.attribute("id"); !id.empty() && !ids_.insert(id).second) fault("two with the id " + id);
      if (t.name == "label") labelled_.insert(t.attribute("for"));
    }
  }

  std::vector<std::string> run() {
    for (auto const& t : tags_) look_at(t);
    if (headings_.empty() || std::ranges::count(headings_, 1) != 1) fault("not exactly one h1");
    if (!headings_.empty() && headings_.front() != 1) fault("does not begin with its h1");
    for (std::size_t i = 1; i < headings_.size(); ++i)
      if (headings_[i] > headings_[i - 1] + 1) fault("a level of headings is left out");
    return std::move(faults_);
  }

 private:
  void look_at(tag const& t) {
    if (t.name == "script" && (t.attribute("type") != "module" || !t.attribute("src").starts_with("/assets/")))
      fault("a script that is no module of ours");
    if (t.name.size() == 2 && t.name[0] == 'h' && t.name[1] >= '1' && t.name[1] <= '6')
      headings_.push_back(t.name[1] - '0');
    if (t.name == "label") inside_label_ = true;
    if (t.name == "/label") inside_label_ = false;
    if (t.name == "html" && t.attribute("lang").empty()) fault("no language");
    if (is_field(t) && !inside_label_ && !labelled_.contains(t.attribute("id"))) fault("no label: <" + t.text + ">");
    if (auto const link = t.attribute("href"); link.starts_with("#")) demand(link.substr(1));
    std::istringstream described(t.attribute("aria-describedby"));
    for (std::string id; described >> id;) demand(id);
  }

  void demand(std::string const& id) {
    if (!ids_.contains(id)) fault("nothing has the id " + id);
  }
  void fault(std::string what) { faults_.push_back(std::move(what)); }

  std::vector<tag> tags_;
  std::set<std::string> ids_, labelled_;
  std::vector<int> headings_;
  bool inside_label_ = false;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> faults_of_page(std::string_view html) {
  return page_look(html).run();
}

std::vector<std::pair<std::string, std::string>> hidden_members(std::string_view html, std::string_view path) {
  std::vector<std::pair<std::string, std::string>> members;
  auto const begin = html.rfind("<form method=\"post\" action=\"" + std::string(path));
  if (begin == html.npos) return members;
  auto const form = html.substr(begin, html.find("</form>", begin) - begin);
  for (auto const& t : tags_of(form))
    if (t.name == "input" && t.attribute("type") == "hidden")
      members.emplace_back(t.attribute("name"), t.attribute("value"));
  return members;
}

}  // namespace rehearse::test
