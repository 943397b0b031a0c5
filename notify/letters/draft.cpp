#include "notify/letters/draft.hpp"

#include "notify/letters/plain_text.hpp"

#include <algorithm>

namespace rehearse {

namespace {

// As long as the heading, for the plain text.
std::string underline(std::string_view text) {
  auto const characters = std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
  return std::string(static_cast<std::size_t>(characters), '-');
}

std::vector<view> lines_of(std::string_view text) {
  std::vector<view> lines;
  while (!text.empty()) {
    auto const end = text.find('\n');
    lines.emplace_back().set("line", one_line(text.substr(0, end)));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return lines;
}

view link_view(std::string_view label, std::string_view url) {
  return view{}.set("label", label).set("url", url);
}

}  // namespace

letter_draft& letter_draft::block(std::string_view kind, view_value content) {
  blocks_.emplace_back().set(kind, std::move(content));
  return *this;
}

letter_draft& letter_draft::heading(std::string_view text) {
  return block("heading", view{}.set("text", text).set("underline", underline(text)));
}

letter_draft& letter_draft::paragraph(std::string_view text) {
  return block("paragraph", view{}.set("text", one_line(text)));
}

letter_draft& letter_draft::quote(std::string_view text) {
  return text.empty() ? *this : block("quote", view{}.set("lines", lines_of(text)));
}

letter_draft& letter_draft::rows(std::vector<row> const& all) {
  std::vector<view> views;
  for (auto const& each : all) {
    if (each.text.empty() && each.theirs.empty()) continue;
    auto first = views.empty();
    views.emplace_back()
        .set("label", each.label)
        .set("text", one_line(each.text))
        .set("theirs", one_line(each.theirs))
        .set("is_link", is_web_link(each.text))
        .set("first", first);
  }
  return block("rows", view{}.set("all", std::move(views)));
}

letter_draft& letter_draft::bullets(std::vector<std::string> const& texts) {
  return block("bullets", view{}.set("all", texts).set("of_programme", false));
}

letter_draft& letter_draft::bullets_of_programme(std::vector<std::string> const& texts) {
  return block("bullets", view{}.set("all", texts).set("of_programme", true));
}

letter_draft& letter_draft::button(std::string_view label, std::string_view url) {
  return is_web_link(url) ? block("button", link_view(label, url)) : *this;
}

letter_draft& letter_draft::link(std::string_view label, std::string_view url) {
  return is_web_link(url) ? block("link", link_view(label, url)) : *this;
}

view letter_draft::to_view() && {
  view all;
  // A block has its own kind; of any other that a template asks for, it finds this.
  for (auto const* kind : {"heading", "paragraph", "quote", "rows", "bullets", "button", "link"}) all.set(kind, false);
  all.set("subject", one_line(subject_)).set("title", one_line(title_)).set("title_underline", underline(title_));
  all.set("blocks", std::move(blocks_));
  return all;
}

letter_draft letter_draft::sample() {
  auto draft = letter_draft{"Subject", "Title"};
  // The first block has to have them all: the check looks at the first item of a list.
  draft.blocks_.push_back(
      {{"heading", view{{"text", "Heading"}, {"underline", "-------"}}},
       {"paragraph", view{{"text", "Paragraph"}}},
       {"quote", view{{"lines", lines_of("One\nTwo")}}},
       {"rows", view{{"all",
                      std::vector<view>{
                          {{"label", "L"}, {"text", "T"}, {"theirs", "P"}, {"is_link", true}, {"first", true}}}}}},
       {"bullets", view{{"all", std::vector<std::string>{"Bullet"}}, {"of_programme", true}}},
       {"button", link_view("Press", "https://example.org/")},
       {"link", link_view("Look", "https://example.org/")}});
  return draft;
}

}  // namespace rehearse
