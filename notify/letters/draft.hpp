// A letter being written: a subject and blocks in order, which templates/letter.html and letter.txt lay out. For the
// letters alone. One thread at a time.
#pragma once

#include "notify/words/catalogue.hpp"
#include "notify/words/view.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

class letter_draft {
 public:
  // A text with a label: "When", "Where". A web address becomes a link. `theirs`: before the text, which then stands in
  // brackets, what the programme wrote in its own language.
  struct row {
    std::string label, text, theirs{};
  };

  letter_draft(std::string subject, std::string title) : subject_(std::move(subject)), title_(std::move(title)) {}

  letter_draft& heading(std::string_view text);
  letter_draft& paragraph(std::string_view text);
  // What somebody else wrote; lines as they are. Nothing for an empty text.
  letter_draft& quote(std::string_view text);
  // Rows without a text are left out.
  letter_draft& rows(std::vector<row> const& all);
  letter_draft& bullets(std::vector<std::string> const& texts);
  letter_draft& bullets_of_programme(std::vector<std::string> const& texts);
  // Nothing where the URL is no web address.
  letter_draft& button(std::string_view label, std::string_view url);
  letter_draft& link(std::string_view label, std::string_view url);

  std::string const& subject() const { return subject_; }
  // Takes the blocks out.
  view to_view() &&;

  // A draft with each kind of block, for the check at start.
  static letter_draft sample();

 private:
  letter_draft& block(std::string_view kind, view_value content);

  std::string subject_, title_;
  std::vector<view> blocks_;
};

}  // namespace rehearse
