// A template made ready to be filled, often: its tags are found once, and the facts are written between its texts as
// they stand. (No Mustache library of Debian's fills from our own values: copying those into its own, and its walk with
// a call for each word, took a fifth of what a reminder costs.) For templates.cpp alone. Immutable; any thread renders.
#pragma once

#include "notify/words/view.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

class prepared_template {
 public:
  // `text` assembled and translated; `html`: values are escaped. Throws template_error, as render().
  prepared_template(std::string name, std::string text, bool html);

  std::string render(view const& facts) const;
  std::string const& name() const { return name_; }
  std::string const& text() const { return text_; }

 private:
  // A piece of the text without tags ('t'), or one tag. By offsets: the whole may be moved.
  struct step {
    char kind;
    std::size_t begin, size;   // of the piece, or of the tag's name
    std::size_t section_ends;  // of '#' and '^': the step of its '/'
  };
  struct filling;

  void add_piece(std::size_t begin, std::size_t end);
  std::string_view words_of(step const& s) const { return std::string_view{text_}.substr(s.begin, s.size); }
  void fill(filling& f, std::size_t from, std::size_t to) const;
  void fill_section(filling& f, std::size_t which) const;
  view_value const& value_of(filling const& f, step const& s) const;
  void write_value(filling& f, step const& s) const;

  std::string name_, text_;
  bool html_;
  std::vector<step> steps_;
};

}  // namespace rehearse
