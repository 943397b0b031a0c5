#include "notify/words/templates.hpp"

#include "notify/words/template_text.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>

#include <kainjow/mustache.hpp>

namespace rehearse {

namespace {

namespace mustache = kainjow::mustache;
using data = mustache::data;

data to_data(view_value const& value);

data to_data(view const& object) {
  auto converted = data{data::type::object};
  for (auto const& field : object.fields()) converted[field.name] = to_data(field.value);
  return converted;
}

data to_data(view_value::list const& items) {
  auto converted = data{data::type::list};
  // push_back() and the other constructors copy whole trees; this list is ours and not const, only its door is.
  auto& inside = const_cast<mustache::list&>(converted.list_value());
  inside.reserve(items.size());
  for (auto const& item : items) inside.push_back(to_data(item));
  return converted;
}

// An empty text is as false as a missing one: Mustache itself would enter its section.
data to_data(std::string const& text) {
  return text.empty() ? data{false} : data{text};
}
data to_data(bool flag) {
  return data{flag};
}

data to_data(view_value const& value) {
  return std::visit([](auto const& each) { return to_data(each); }, value.value());
}

// A template as the library has it, and the texts that stand in it by number.
struct parsed_template {
  explicit parsed_template(template_frame const& frame)
      : tags(frame.tags), texts(frame.texts.begin(), frame.texts.end()) {}
  mustache::mustache tags;
  std::vector<data> texts;
};

// Finds names as Mustache does, innermost first, but is not silent about one that is missing.
class strict_context final : public mustache::basic_context<std::string> {
 public:
  strict_context(std::string_view file, std::vector<data> const& texts, data const& root) : file_(file), texts_(texts) {
    around_.push_back(&root);
  }

  void push(data const* inner) override { around_.push_back(inner); }
  void pop() override { around_.pop_back(); }

  data const* get(std::string const& name) const override {
    if (name == ".") return around_.back();
    if (auto const* text = numbered(name)) return text;
    for (auto it = around_.rbegin(); it != around_.rend(); ++it) {
      if (auto const* found = descend(*it, name)) return found;
    }
    throw template_error(file_, "\"" + name + "\" is not known");
  }

  data const* get_partial(std::string const& name) const override { return get(name); }

 private:
  static data const* descend(data const* from, std::string const& name) {
    auto begin = std::size_t{0};
    for (auto dot = name.find('.'); from && dot != name.npos; dot = name.find('.', begin)) {
      from = from->get(name.substr(begin, dot - begin));
      begin = dot + 1;
    }
    return from ? from->get(begin == 0 ? name : name.substr(begin)) : nullptr;
  }

  data const* numbered(std::string const& name) const {
    auto number = std::size_t{0};
    auto const* const end = name.data() + name.size();
    bool const is_number = std::from_chars(name.data(), end, number).ptr == end && number < texts_.size();
    return is_number ? &texts_[number] : nullptr;
  }

  std::string_view file_;
  std::vector<data> const& texts_;
  std::vector<data const*> around_;
};

// What Mustache takes for a stream.
struct rendered_text {
  std::string whole;
  rendered_text& operator<<(std::string const& piece) {
    whole += piece;
    return *this;
  }
};

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

// Empty for a character that stands for itself.
std::string_view entity_for(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

bool needs_entity(char c) {
  return !entity_for(c).empty();
}

}  // namespace

struct templates::store {
  std::map<std::string, std::string, std::less<>> sources;  // as read
  class prepared {
   public:
    prepared(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {}

    std::string const& text() const { return text_; }
    // Rendering does not change it unless a partial or a lambda fails, and these have none: many threads may share it.
    std::shared_ptr<parsed_template> parsed() const;
    void forget() const { parsed_ = nullptr; }

   private:
    std::string name_, text_;
    mutable std::mutex mutex_;
    mutable std::shared_ptr<parsed_template> parsed_;
  };
  std::map<std::string, std::map<std::string, prepared, std::less<>>, std::less<>> by_locale;

  void read(std::span<embedded_file const> built_in, std::filesystem::path const& folder);
  void prepare(std::string const& name, words const& language);
  prepared const& find(std::string_view name, words const& language) const;
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
  by_locale[language.locale()].try_emplace(name, name, std::move(text)).first->second.parsed();
}

std::shared_ptr<parsed_template> templates::store::prepared::parsed() const {
  std::lock_guard const lock(mutex_);
  if (parsed_) return parsed_;
  auto made = std::make_shared<parsed_template>(framed(name_, text_));
  if (!made->tags.is_valid()) throw template_error(name_, made->tags.error_message());
  auto const escape = is_html(name_) ? [](std::string const& value) { return html_escaped(value); }
                                     : [](std::string const& value) { return value; };
  made->tags.set_custom_escape(escape);
  return parsed_ = std::move(made);
}

templates::store::prepared const& templates::store::find(std::string_view name, words const& language) const {
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
  return std::move(render_each({&name, 1}, language, facts).front());
}

std::vector<std::string> templates::render_each(std::span<std::string_view const> names, words const& language,
                                                view const& facts) const {
  auto const root = to_data(facts);
  std::vector<std::string> all;
  for (auto const& name : names) {
    auto const parsed = store_->find(name, language).parsed();
    auto context = strict_context{name, parsed->texts, root};
    auto rendered = rendered_text{};
    parsed->tags.render(context, rendered);
    all.push_back(std::move(rendered.whole));
  }
  return all;
}

void templates::check(std::span<template_sample const> samples) const {
  for (auto const& name : names()) {
    if (std::ranges::find(samples, name, &template_sample::name) == samples.end())
      throw template_error(name, "has no sample");
  }
  for (auto const& sample : samples) {
    for (auto const& locale : supported_locales()) {
      auto const language = words{locale};
      auto const& looked_at = store_->find(sample.name, language);
      demand_names(sample.name, looked_at.text(), sample.facts);
      render(sample.name, language, sample.facts);
      looked_at.forget();  // most are not needed for long
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
  while (!text.empty()) {
    auto const plain = static_cast<std::size_t>(std::ranges::find_if(text, needs_entity) - text.begin());
    escaped += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    escaped += entity_for(text.front());
    text.remove_prefix(1);
  }
  return escaped;
}

}  // namespace rehearse
