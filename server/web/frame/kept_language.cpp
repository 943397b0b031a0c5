#include "server/web/frame/kept_language.hpp"

#include "notify/words/world_names.hpp"
#include "server/web/frame/kept_query.hpp"

#include <algorithm>
#include <array>

namespace rehearse {
namespace {

bool speaks_a_language(std::string_view path) {
  constexpr std::array<std::string_view, 3> without{"/assets/", "/api/", "//"};
  return std::ranges::none_of(without, [&](auto begin) { return path.starts_with(begin); });
}

bool names_a_language(std::string_view path) {
  return path.find("?lang=") != path.npos || path.find("&lang=") != path.npos || path.find("&amp;lang=") != path.npos;
}

// The position behind the next `href="`, `action="` or `formaction="` with a path, or npos.
std::size_t next_path(std::string_view html, std::size_t from) {
  constexpr std::array<std::string_view, 3> attributes{" href", " action", " formaction"};
  for (auto at = html.find("=\"/", from); at != html.npos; at = html.find("=\"/", at + 1)) {
    auto const before = html.substr(0, at);
    if (std::ranges::any_of(attributes, [&](auto name) { return before.ends_with(name); })) return at + 2;
  }
  return html.npos;
}

std::string links_with_language(std::string_view html, std::string_view lang) {
  std::string all;
  std::size_t done = 0;
  for (auto at = next_path(html, 0); at != html.npos; at = next_path(html, done)) {
    auto const end = std::min(html.find('"', at), html.size());
    all += html.substr(done, at - done);
    all += with_language(html.substr(at, end - at), lang, "&amp;");
    done = end;
  }
  return all += html.substr(done);
}

// A form that is sent with GET replaces the query of its action by its own members.
std::string forms_with_language(std::string_view html, std::string_view lang) {
  std::string all;
  std::size_t done = 0;
  for (auto at = html.find("<form "); at != html.npos; at = html.find("<form ", done)) {
    auto const inside = std::min(html.find('>', at), html.size() - 1) + 1;
    auto const form = html.substr(at, std::min(html.find("</form>", at), html.size()) - at);
    all += html.substr(done, inside - done);
    bool const is_sent_with_post = html.substr(at, inside - at).find("method=\"post\"") != html.npos;
    if (!is_sent_with_post && form.find("name=\"lang\"") == form.npos)
      all += "<input type=\"hidden\" name=\"lang\" value=\"" + std::string(lang) + "\">";
    done = inside;
  }
  return all += html.substr(done);
}

// As it stands in a link again.
std::string encoded(std::string_view path) {
  std::string all;
  while (!path.empty()) {
    auto const segment = path.substr(1, path.find('/', 1) - 1);
    all += "/" + http::percent_encoded(segment);
    path.remove_prefix(1 + segment.size());
  }
  return all;
}

}  // namespace

std::optional<std::string> language_asked(call const& c) {
  auto const asked = c.request->query_value("lang");
  return asked ? supported_locale(*asked) : std::nullopt;
}

std::string with_language(std::string_view path, std::string_view lang, std::string_view divides) {
  if (!path.starts_with('/') || !speaks_a_language(path) || names_a_language(path)) return std::string(path);
  auto const fragment = std::min(path.find('#'), path.size());
  auto const whole = path.substr(0, fragment);
  std::string const sign(whole.find('?') == whole.npos ? "?" : divides);
  return std::string(whole) + sign + "lang=" + std::string(lang) + std::string(path.substr(fragment));
}

std::string keeping_language(std::string_view html, std::string_view lang) {
  return forms_with_language(links_with_language(html, lang), lang);
}

std::vector<view> language_switch(page_call const& c) {
  auto const path = encoded(page_at(c, c.request->path).value_or("/"));
  std::vector<view> all;
  for (auto const& tag : offered_locales())
    all.push_back({{"tag", tag},
                   {"name", own_name(tag)},
                   {"url", link_keeping(c, path, {{"lang", tag}})},
                   {"current", tag == c.language.locale()}});
  return all;
}

}  // namespace rehearse
