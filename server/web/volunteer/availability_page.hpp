// The page of an availability: what was typed, what is wrong with it, what it gives. Used by the endpoints in
// availability_pages.cpp. Within a job.
#pragma once

#include "scheduler/use_cases/publish_availability.hpp"
#include "server/web/frame/page.hpp"
#include "server/web/volunteer/typed_availability.hpp"

#include <optional>
#include <string>

namespace rehearse {

// So many interviews outside new hours are named.
inline constexpr std::size_t most_outside_named = 20;

// What the page is about: whose hours, as typed, and over which published ones.
struct draft {
  volunteer_id volunteer;
  typed_availability typed;
  form sent;
  int revision = 0;
  int status = 200;
  bool unsaved = false;                            // it was sent, and not published
  std::optional<availability_record> published{};  // others that were published meanwhile: both are shown
  std::string said{};                              // what a button did,
  std::string focus{};                             // where the focus is then,
  std::string at_hand{};                           // and in which part of the form
};

// The whole page, or, where the form's `part` says "preview", that alone: what changes as somebody types.
http::response availability_page(page_call const& c, store& s, caller const& who, draft const& d, instant now);

}  // namespace rehearse
