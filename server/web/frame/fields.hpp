// The fields of a form as templates show them (templates/parts/fields.html): each with its label, hint, what was typed
// and what is wrong with it, linked for screen readers. A page says which fields it has; the markup stands once.
// Pure; any thread.
#pragma once

#include "server/web/frame/form.hpp"

#include <string>
#include <vector>

namespace rehearse {

struct field_option {
  std::string value;
  std::string label;
  bool of_programme = false;  // the programme wrote it, in its own language
};

enum class field_kind {
  line,
  email,
  number,
  date,     // one of the calendar, sent as 2026-11-24
  lines,    // several lines of text
  menu,     // a select
  one_of,   // radio buttons
  some_of,  // check boxes
  check,    // a single check box: value "yes"
};

struct field {
  std::string name;
  std::string label;
  field_kind kind = field_kind::line;
  bool required = false;
  std::string hint{};
  std::string autocomplete{};
  std::vector<field_option> options{};
  std::string owner{};        // "Window 2": said after the label, to those who hear the page
  bool of_programme = false;  // the programme wrote the label, in its own language
};

// With what was typed, and the mistakes at each.
std::vector<view> field_views(form const& typed, std::vector<field> const& fields);

}  // namespace rehearse
