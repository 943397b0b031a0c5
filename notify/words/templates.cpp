#include "notify/words/templates.hpp"

#include "notify/words/prepared_template.hpp"
#include "notify/words/template_text.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

namespace rehearse {

namespace {

std::string content_of(std::filesystem::path const& file) {
  auto stream = std::ifstream{file, std::ios::binary};
  auto content = std::ostringstream{};
  content << stream.rdbuf();
  if (!stream) throw template_error(file.string(), "cannot be read");
  return content.str();
}

bool is_part(std::string_view name) {
  return name.starts_with("parts/");
}
bool is_html(std::string_view name) {
  return name.ends_with(".html");
}

bool means_something_in_html(char c) {
  return c == '&' || c == '<' || c == '>' || c == '"' || c == '\'';
}

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return "&#39;";
  }
}

}  // namespace

struct templates::store {
  std::map<std::string, std::string, std::less<>> sources;  // as read
  std::map<std::string, std::map<std::string, prepared_template, std::less<>>, std::less<>> by_locale;

  void read(std::span<embedded_file const> built_in, std::filesystem::path const& folder);
  void prepare(std::string const& name, words const& language);
  prepared_template const& find(std::string_view name, words const& language) const;
};

void templates::store::read(std::span<embedded_file const> built_in, std::filesystem::path const& folder) {
  for (auto const& file : built_in) {
    auto const own = folder / file.path;
    auto const replaced = !folder.empty() && std::filesystem::exists(own);
    sources.emplace(file.path, replaced ? content_of(own) : std::string{file.bytes});
  }
}

void templates::store::prepare(std::string const& name, words const& language) {
  auto const lookup = [this](std::string_view wanted) -> std::string_view {
    auto const it = sources.find(wanted);
    if (it == sources.end()) throw template_error(wanted, "is not there");
    return it->second;
  };
  auto text = translated(name, assembled(name, lookup), language, is_html(name));
  by_locale[language.locale()].try_emplace(name, name, std::move(text), is_html(name));
}

prepared_template const& templates::store::find(std::string_view name, words const& language) const {
  auto const& all = by_locale.at(language.locale());
  auto const it = all.find(name);
  if (it == all.end()) throw template_error(name, "is not there");
  return it->second;
}

templates::templates(std::span<embedded_file const> built_in, std::filesystem::path const& folder)
    : store_(std::make_unique<store>()) {
  store_->read(built_in, folder);
  for (auto const& locale : supported_locales()) {
    for (auto const& name : names()) store_->prepare(name, words{locale});
  }
}

templates::~templates() = default;
templates::templates(templates&&) noexcept = default;
templates& templates::operator=(templates&&) noexcept = default;

std::string templates::render(std::string_view name, words const& language, view const& facts) const {
  return store_->find(name, language).render(facts);
}

void templates::check(std::span<template_sample const> samples) const {
  for (auto const& name : names()) {
    if (std::ranges::find(samples, name, &template_sample::name) == samples.end())
      throw template_error(name, "has no sample");
  }
  for (auto const& sample : samples) {
    for (auto const& locale : supported_locales()) {
      auto const language = words{locale};
      demand_names(sample.name, store_->find(sample.name, language).text(), sample.facts);
      render(sample.name, language, sample.facts);
    }
  }
}

std::vector<std::string> templates::names() const {
  std::vector<std::string> all;
  for (auto const& [name, source] : store_->sources) {
    if (!is_part(name)) all.push_back(name);
  }
  return all;
}

std::string html_escaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 8);
  append_html_escaped(escaped, text);
  return escaped;
}

void append_html_escaped(std::string& to, std::string_view text) {
  while (!text.empty()) {
    auto const special = std::ranges::find_if(text, means_something_in_html);
    auto const plain = static_cast<std::size_t>(special - text.begin());
    to += text.substr(0, plain);
    if (plain == text.size()) return;
    to += entity_of(text[plain]);
    text.remove_prefix(plain + 1);
  }
}

}  // namespace rehearse
