// A form as it was sent: its members by name, what was typed kept for showing it again, and mistakes that are listed on
// top and linked to their fields. Used by every page that has a form. One request; one thread.
#pragma once

#include "notify/words/view.hpp"
#include "scheduler/rules/result.hpp"
#include "server/auth/endpoint.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

class form {
 public:
  form() = default;
  // Nothing typed yet: a form that is shown the first time, prefilled from the query.
  explicit form(call const& c);
  // Reads the body; not_parsable, unsupported_media_type.
  static result<form> read(call const& c);

  // What was typed, trimmed; empty when it is not there.
  std::string value(std::string_view name) const;
  // All of a name: check boxes, rows of a table.
  std::vector<std::string> values(std::string_view name) const;
  bool has(std::string_view name) const;
  void set(std::string_view name, std::string value);
  void set_all(std::string_view name, std::vector<std::string> const& values);

  // Collects a mistake at a field: `sentence` is already in the reader's language. `place`: what the summary of
  // mistakes says before it, where the sentence alone does not tell which field it is about; at the field itself it
  // goes unsaid.
  void mistake(std::string_view name, std::string sentence, std::string_view place = "");
  bool has_mistakes() const { return !mistakes_.empty(); }
  std::vector<std::string> mistaken_fields() const;
  std::vector<std::string> sentences() const;

  // For the template: {"errors": [{"field", "sentence"}], "has_errors"}.
  view errors() const;
  // The sentences at one field, joined; empty: none.
  std::string error_at(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> members_;
  struct mistaken {
    std::string name, sentence, place;
  };
  std::vector<mistaken> mistakes_;
};

// Whom an organizer means, in the query or in the form that was sent; empty: nobody is named.
std::string volunteer_named(call const& c);

}  // namespace rehearse
