#include "scheduler/rules/address.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "server/web/candidate/candidate_pages.hpp"
#include "server/web/frame/fields.hpp"
#include "server/web/frame/refusal_words.hpp"

namespace rehearse {
namespace {

http::response show_find(page_call const& c, caller const& who, form const& typed, bool sent) {
  field const address{.name = "email",
                      .label = c.say("Your email address"),
                      .kind = field_kind::email,
                      .required = true,
                      .hint = c.say("The one you booked with."),
                      .autocomplete = "email"};
  page shown;
  shown.template_name = "find.html";
  shown.title = c.say("My interviews");
  shown.error = typed.has_mistakes();
  shown.status = shown.error ? 422 : 200;
  shown.facts = {
      {"title", shown.title}, {"sent", sent}, {"path", link_to("/find")}, {"fields", field_views(typed, {address})}};
  shown.facts.merge(typed.errors());
  return render(c, who, std::move(shown));
}

}  // namespace

action find_page(page_call const& c) {
  return reading{[c](store&, caller const& who, instant) -> answer { return show_find(c, who, form(c), false); }};
}

action find_deed(page_call const& c) {
  auto const sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  if (!is_address(normal_address(sent->value("email")))) {
    auto wrong = *sent;
    wrong.mistake("email", sentence_of(c, field_error{"/email", ""}));
    return reading{
        [c, wrong](store&, caller const& who, instant) -> answer { return show_find(c, who, wrong, false); }};
  }
  return writing{[c, sent = *sent](store& s, caller const& who, instant now) -> answer {
    find_bookings(s, normal_address(sent.value("email")), c.server->mails_per_hour, now);
    return show_find(c, who, sent, true);
  }};
}

}  // namespace rehearse
