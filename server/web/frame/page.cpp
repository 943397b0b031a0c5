#include "server/web/frame/page.hpp"

#include "notify/words/world_names.hpp"
#include "server/auth/problem_table.hpp"
#include "server/web/frame/form.hpp"
#include "server/web/frame/kept_language.hpp"
#include "server/web/frame/kept_query.hpp"
#include "server/web/frame/public_files.hpp"
#include "server/web/frame/session.hpp"
#include "server/web/frame/status_words.hpp"

namespace rehearse {

http::response render(page_call const& c, caller const& who, page shown) {
  bool const volunteers = *c.plays_both || std::holds_alternative<signed_in_volunteer>(who);
  bool const organizes = *c.plays_both || is_organizer(who);
  view frame{{"lang", c.language.locale()},
             {"direction", c.language.direction()},
             {"their_language", foreign_tag(*c.programme_locale, c.language)},
             {"page_languages", language_switch(c)},
             {"page_title", (shown.error ? c.say("Error: {title}", {{"title", shown.title}}) : shown.title)},
             {"style_url", asset_url("rehearse.css")},
             {"script_url", shown.script.empty() ? "" : asset_url(shown.script)},
             {"home_url", link_to("/")},
             {"find_url", link_to("/find")},
             {"privacy_url", link_to("/privacy")},
             {"sign_in_url", link_to("/sign-in")},
             {"is_volunteer", volunteers},
             {"is_organizer", organizes},
             {"is_nobody", !volunteers && !organizes},
             {"csrf", csrf_token(c)},
             {"demo", c.server->demo_inbox}};
  frame.merge(shown.facts);
  auto html = c.templates->render(shown.template_name, c.language, frame);
  if (auto const asked = language_asked(c)) html = keeping_language(html, *asked);
  auto given = http::text_response(shown.status, "text/html; charset=utf-8", std::move(html));
  given.with("Content-Language", c.language.locale());
  given.with("Cache-Control", shown.may_be_kept ? "no-cache" : "no-store");
  return given;
}

namespace {

// What was typed into the form that was sent, for sending it again as it is. None: it was no form, or more than text.
std::vector<view> members_sent(page_call const& c) {
  std::vector<view> members;
  if (c.request->verb != http::method::post) return members;
  auto const sent = http::read_form(c.request->body);
  if (!sent) return members;
  for (auto const& [name, value] : *sent) members.push_back({{"member", name}, {"value", value}});
  return members;
}

// The same again may do a little later, and nothing that was typed gets lost meanwhile.
bool may_pass(int status) {
  return status == 429 || status == 500 || status == 503;
}

// Whoever follows a link of a mail in vain is best helped by a new mail.
bool is_of_a_mail(page_call const& c, int status) {
  return status == 410 || (status == 404 && c.request->path.starts_with("/b/"));
}

// `again`: where to open it again; may be empty.
http::response told(page_call const& c, caller const& who, spoken const& why, int status, std::string again = "") {
  auto const members = may_pass(status) ? members_sent(c) : std::vector<view>{};
  bool const read_again = may_pass(status) && c.request->verb == http::method::get && page_at(c, c.request->path);
  if (read_again || !members.empty()) again = link_keeping(c, c.request->path, {});
  page shown;
  shown.template_name = "refusal.html";
  shown.title = why.title;
  shown.status = status;
  shown.error = true;
  // Who asks is often not known yet; somebody with a session is not sent to sign in.
  bool const nobody = std::holds_alternative<anonymous>(who) && sent_session(c).empty();
  bool const lost_link = nobody && is_of_a_mail(c, status);
  shown.facts = {{"is_nobody", nobody},
                 {"lost_link", lost_link},
                 {"has_better", lost_link || !again.empty()},
                 {"title", why.title},
                 {"detail", why.sentence},
                 {"again_url", again},
                 {"again_form", !members.empty()},
                 {"members", members},
                 {"request_id", c.request->id}};
  return render(c, who, std::move(shown));
}

}  // namespace

http::response refusal_page(page_call const& c, caller const& who, refusal const& why) {
  return told(c, who, words_for(c.language, why.code), kind_of(why.code).status);
}

http::response refusal_page(page_call const& c, caller const& who, errc code, std::string const& sentence) {
  return told(c, who, {words_for(c.language, code).title, sentence}, kind_of(code).status);
}

http::response old_form_page(page_call const& c, caller const& who) {
  spoken const why{c.say("This page is out of date"),
                   c.say("You signed in or out after it was opened, so we did not take what you sent. Nothing was "
                         "changed. Please open the page again, and send it once more.")};
  auto const page = page_at(c, c.request->path).value_or("");
  return told(c, who, why, 403, page.empty() ? page : link_to(page, {{"volunteer", volunteer_named(c)}}));
}

http::response status_page(page_call const& c, int status) {
  return told(c, anonymous{}, words_for_status(c.language, status), status);
}

answer shown_after(int status, job show) {
  if (status < 400) throw std::logic_error("what was written is told at once: the reading might fail");
  http::response later;
  later.status = status;
  answer given(std::move(later));
  given.shown_by = std::move(show);
  return given;
}

std::optional<std::string> page_at(page_call const& c, std::string path) {
  for (; path.size() > 1; path.erase(path.rfind('/')))
    if (c.pages->find(http::method::get, path).route) return path;
  return std::nullopt;
}

http::response see_other(std::string const& where) {
  http::response given;
  given.status = 303;
  return given.with("Location", where).with("Cache-Control", "no-store");
}

std::string link_to(std::string_view path, std::vector<std::pair<std::string_view, std::string>> const& query) {
  std::string link(path);
  char divides = '?';
  auto const add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    link += divides + std::string(name) + "=" + http::percent_encoded(value);
    divides = '&';
  };
  for (auto const& [name, value] : query) add(name, value);
  return link;
}

}  // namespace rehearse
