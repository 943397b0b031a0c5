#include "server/web/organizer/organizer_page.hpp"

#include "scheduler/use_cases/desk/mail_desk.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "server/auth/problem_table.hpp"
#include "server/web/organizer/mail_trouble_view.hpp"

namespace rehearse {
namespace {

constexpr std::size_t most_volunteers = 100;
constexpr std::size_t most_mails = 20;

std::string standing_of(words const& language, volunteer_status status) {
  switch (status) {
    case volunteer_status::invited:
      return language.say("Invited");
    case volunteer_status::active:
      return language.say("Can be booked");
    case volunteer_status::paused:
      return language.say("Paused");
    case volunteer_status::left:
      return language.say("Left the programme");
  }
  return "";
}

std::string cursor_of(page_call const& c, std::string_view name) {
  return std::string(c.request->query_value(name).value_or(""));
}

view volunteers_view(page_call const& c, page_of<volunteer> const& found) {
  std::vector<view> rows;
  for (auto const& v : found.items)
    rows.push_back({{"name", v.name},
                    {"status", standing_of(c.language, v.status)},
                    {"availability_url", link_to("/volunteer/availability", {{"volunteer", v.id.text}})},
                    {"profile_url", link_to("/volunteer/profile", {{"volunteer", v.id.text}})}});
  bool const any = !rows.empty();
  return {{"volunteers", std::move(rows)},
          {"has_volunteers", any},
          {"more_url", found.next ? link_to("/organizer", {{"after", *found.next}}) : ""}};
}

// `mistake`: why a mail was not tried again; empty: nothing was refused.
answer organizer_page(page_call const& c, store& s, caller const& who, std::string const& mistake, instant now) {
  auto const volunteers = list_volunteers(s, who, {most_volunteers, cursor_of(c, "after")});
  if (!volunteers) return refusal_page(c, who, volunteers.error());
  auto const standing = read_mail_standing(s, who, now);
  if (!standing) return refusal_page(c, who, standing.error());
  auto const mails = list_troubled_mail(s, who, {most_mails, cursor_of(c, "mail_after")}, now);
  if (!mails) return refusal_page(c, who, mails.error());
  page shown;
  shown.template_name = "organizer.html";
  shown.title = c.say("Organizing");
  shown.error = !mistake.empty();
  shown.facts = volunteers_view(c, *volunteers).merge(mail_trouble_view(c, s, *standing, *mails, now));
  shown.facts.set("mail_mistake", mistake);
  shown.facts.set("mail_done", c.request->query_value("done") == "retry" ? c.say("The mail is tried again.") : "");
  return render(c, who, std::move(shown));
}

}  // namespace

action show_organizer_page(page_call const& c) {
  return reading{
      [c](store& s, caller const& who, instant now) -> answer { return organizer_page(c, s, who, "", now); }};
}

action try_mail_again(page_call const& c) {
  return writing{[c](store& s, caller const& who, instant now) -> answer {
    auto const again = retry_mail(s, who, {c.parameter("id")}, now);
    if (again) return see_other(link_to("/organizer", {{"done", "retry"}}) + "#mail");
    if (again.error().code != errc::wrong_state) return refusal_page(c, who, again.error());
    auto const status = kind_of(again.error().code).status;
    return shown_after(status, [c, status](store& reader, caller const& asks, instant later) -> answer {
      auto const why = c.say("This mail cannot be tried again: it is on its way already, or its time has gone.");
      auto shown = organizer_page(c, reader, asks, why, later);
      shown.response.status = status;
      return shown;
    });
  }};
}

}  // namespace rehearse
