// The part of a world that books.
#include "tests/support/world.hpp"

namespace rehearse::test {

book_slot_request world::request(std::string_view start) const {
  book_slot_request asked;
  asked.interview_type = "coding-60";
  asked.start = at(start);
  asked.candidate = {"Chidi", "chidi@example.org", "Africa/Lagos", "en"};
  return asked;
}

book_slot_request world::request(somebody const& who, std::string_view start) const {
  auto asked = request(start);
  asked.volunteer = who.id;
  return asked;
}

result<booking> world::book(book_slot_request const& asked) {
  return write([&](store& s) { return book_slot(s, asked, now()); });
}

result<booking> world::book(somebody const& who, std::string_view start) {
  return book(request(who, start));
}

}  // namespace rehearse::test
