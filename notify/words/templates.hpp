// Mustache templates of mails and pages. Parsed, they take much more memory than as text: once checked, each is parsed
// again when it is first rendered in a locale, and then kept. Used by the letters and by server/web.
//
// Names end in .html (values and texts are escaped) or .txt (they are not). A template is made of
//   {{name}}  {{object.name}}  {{#name}}…{{/name}}  {{^name}}…{{/name}}  {{.}}  {{! a comment }}   as Mustache has
//   them;
//   {{{name}}} or {{&name}}         a value that is markup already;
//   {{#say}}Cancel until {until}.{{/say}}   a text of the catalogue, {until} a value of the view (dots allowed); no
//   tags inside;
//   {{> parts/head.html}}           another template, put in as it stands; those under parts/ are for this alone.
// A name that the view does not have is an error, also in {{^name}}. Immutable once made; any thread renders.
#pragma once

#include "config/embedded.hpp"
#include "notify/words/catalogue.hpp"
#include "notify/words/view.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

// Says the template and what is wrong with it.
class template_error : public std::runtime_error {
 public:
  template_error(std::string_view name, std::string_view what)
      : std::runtime_error("template " + std::string{name} + ": " + std::string{what}) {}
};

// A template with something to show: lists with an item, objects present.
struct template_sample {
  std::string name;
  view facts;
};

class templates {
 public:
  // Reads the templates, a file of the folder (none: "") in place of a built-in one of the same name, and makes them
  // ready in every supported locale. Throws template_error.
  explicit templates(std::span<embedded_file const> built_in, std::filesystem::path const& folder = {});
  ~templates();
  templates(templates&&) noexcept;
  templates& operator=(templates&&) noexcept;

  // Throws template_error for a template or a name that is not there.
  std::string render(std::string_view name, words const& language, view const& facts) const;
  // The same facts in several templates, which costs less than one after the other. In the order of the names.
  std::vector<std::string> render_each(std::span<std::string_view const> names, words const& language,
                                       view const& facts) const;

  // Looks at every name of each sample's template, also where the sample does not lead, renders it in every locale, and
  // demands a sample of every template. Throws template_error. Called once at start.
  void check(std::span<template_sample const> samples) const;

  std::vector<std::string> names() const;

 private:
  struct store;
  std::unique_ptr<store> store_;
};

// Escapes the five characters that mean something in HTML text and attributes.
std::string html_escaped(std::string_view text);

}  // namespace rehearse
