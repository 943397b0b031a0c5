#include "server/web/volunteer/profile_pages.hpp"

#include "notify/words/world_names.hpp"
#include "scheduler/documents/volunteer_document.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "server/auth/problem_table.hpp"
#include "server/web/frame/fields.hpp"
#include "server/web/frame/refusal_words.hpp"
#include "server/web/volunteer/availability_pages.hpp"

#include <array>
#include <charconv>
#include <sstream>

#include <boost/json/array.hpp>

namespace rehearse {
namespace {

namespace json = boost::json;

constexpr std::array one_texts{"name", "pronouns", "headline", "bio", "meeting_url", "editor_url", "status"};
constexpr std::array comma_lists{"spoken", "languages", "topics"};
constexpr std::array chosen_lists{"interview_types", "editors"};
constexpr std::array flags{"unfamiliar_languages", "reminders"};

std::vector<field_option> type_options(store& s) {
  std::vector<field_option> options;
  for (auto const& type : list_interview_types(s)) options.push_back({type.id, type.title});
  return options;
}

// A volunteer comes and goes between active and paused; the rest is the organizer's.
std::vector<field_option> status_options(page_call const& c, bool organizer) {
  std::vector<field_option> options{{"active", c.say("Active: candidates can book")},
                                    {"paused", c.say("Paused: interviews that are agreed stay, no new ones come")}};
  if (organizer) options.push_back({"left", c.say("Left the programme")});
  return options;
}

std::vector<field> place_fields(page_call const& c) {
  return {{.name = "meeting_url",
           .label = c.say("Link to your meeting room"),
           .hint = c.say("Begins with https://. Candidates see it once they have booked.")},
          {.name = "editor_url", .label = c.say("Link to your shared editor"), .hint = c.say("Begins with https://.")}};
}

std::vector<field> person_fields(page_call const& c) {
  return {
      {.name = "name", .label = c.say("Name"), .required = true, .autocomplete = "name"},
      {.name = "pronouns", .label = c.say("Pronouns")},
      {.name = "headline", .label = c.say("One line about you"), .hint = c.say("Such as: backend engineer, 12 years")},
      {.name = "bio", .label = c.say("About you"), .kind = field_kind::lines},
      {.name = "spoken",
       .label = c.say("Languages you speak"),
       .hint = c.say("By name or code, with commas between: English, Igbo, pt-BR")}};
}

std::vector<field> interview_fields(page_call const& c, store& s) {
  return {{.name = "interview_types",
           .label = c.say("Interviews you give"),
           .kind = field_kind::some_of,
           .hint = c.say("None chosen: all of them."),
           .options = type_options(s)},
          {.name = "languages",
           .label = c.say("Programming languages"),
           .hint = c.say("With commas between: go, python, c++")},
          {.name = "unfamiliar_languages",
           .label = c.say("I also take interviews in a language that I do not know"),
           .kind = field_kind::check},
          {.name = "topics", .label = c.say("Topics"), .hint = c.say("With commas between: graphs, concurrency")},
          {.name = "editors",
           .label = c.say("How candidates write code"),
           .kind = field_kind::some_of,
           .options = {{"own_machine", c.say("On their own machine, with a shared screen")},
                       {"shared_editor", c.say("In a shared editor")}}}};
}

std::vector<field> setting_fields(page_call const& c, bool organizer) {
  std::vector<field_option> mails;
  for (auto const& tag : offered_locales()) mails.push_back({tag, own_name(tag)});
  return {{.name = "locale",
           .label = c.say("Language of your mails"),
           .kind = field_kind::menu,
           .required = true,
           .options = mails},
          {.name = "reminders", .label = c.say("Mail me reminders of my interviews"), .kind = field_kind::check},
          {.name = "status",
           .label = c.say("Can you be booked?"),
           .kind = field_kind::one_of,
           .required = true,
           .options = status_options(c, organizer)}};
}

std::string joined(json::value const& list) {
  std::string all;
  for (auto const& v : list.as_array()) all += (all.empty() ? "" : ", ") + std::string(v.as_string());
  return all;
}

std::vector<std::string> texts_of(json::value const& list) {
  std::vector<std::string> texts;
  for (auto const& v : list.as_array()) texts.emplace_back(v.as_string());
  return texts;
}

// The parts of "go, python".
json::array parts_of(std::string const& text) {
  json::array parts;
  std::istringstream all(text);
  for (std::string part; std::getline(all, part, ',');) {
    auto const first = part.find_first_not_of(" \t");
    if (first == part.npos) continue;
    parts.push_back(json::value(part.substr(first, part.find_last_not_of(" \t") - first + 1)));
  }
  return parts;
}

// The language in which somebody of this locale is written to: "es" of "es-MX", and English where we do not speak
// theirs.
std::string mailed_in(std::string const& locale) {
  return words(locale).locale();
}

// Languages by name, where the form understands the name again.
std::string names_of(std::vector<std::string> const& tags, words const& language) {
  std::string all;
  for (auto const& tag : tags) {
    auto const name = language_name(tag, language);
    bool const understood = name.find(',') == name.npos && language_tag_of(name, language) == tag;
    all += (all.empty() ? "" : ", ") + (understood ? name : tag);
  }
  return all;
}

void put(words const& language, volunteer const& v, form& into) {
  auto const document = write_volunteer(v);
  auto const text = [&](char const* name) {
    auto const* found = document.if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
  };
  for (auto const* name : one_texts) into.set(name, text(name));
  for (auto const* name : comma_lists) into.set(name, joined(document.at(name)));
  into.set("spoken", names_of(v.spoken, language));
  into.set("locale", mailed_in(v.locale));
  for (auto const* name : chosen_lists) into.set_all(name, texts_of(document.at(name)));
  for (auto const* name : flags) into.set(name, document.at(name).as_bool() ? "yes" : "");
}

// The record with what the form says.
result<volunteer> changed_by(words const& language, form const& sent, volunteer const& there) {
  auto document = write_volunteer(there);
  for (auto const* name : one_texts) {
    if (sent.value(name).empty()) {
      document.erase(name);
    } else {
      document[name] = sent.value(name);
    }
  }
  // Another language only where another was chosen: "es-MX" stays.
  auto const locale = sent.value("locale");
  if (!locale.empty() && locale != mailed_in(there.locale)) document["locale"] = locale;
  for (auto const* name : comma_lists) document[name] = parts_of(sent.value(name));
  for (auto& spoken : document["spoken"].as_array())
    spoken = language_tag_of(std::string(spoken.as_string()), language);
  for (auto const* name : chosen_lists) {
    auto const chosen = sent.values(name);
    document[name] = json::array(chosen.begin(), chosen.end());
  }
  for (auto const* name : flags) document[name] = sent.value(name) == "yes";
  document.erase("id");
  auto changed = read_volunteer(document);
  if (changed) changed->id = there.id;
  return changed;
}

struct profile {
  volunteer_id volunteer;
  form typed;
  int revision = 0;
  int status = 200;
};

http::response profile_page(page_call const& c, store& s, caller const& who, profile const& p) {
  bool const organizer = is_organizer(who);
  auto const named = organizer ? p.volunteer.text : std::string();
  auto const groups = [&](std::vector<field> const& fields) { return view{{"fields", field_views(p.typed, fields)}}; };
  page shown;
  shown.template_name = "profile.html";
  shown.title = organizer ? c.say("Profile") : c.say("Your profile");
  shown.status = p.status;
  shown.error = p.typed.has_mistakes();
  shown.facts = p.typed.errors();
  shown.facts.merge({{"title", shown.title},
                     {"done", c.request->query_value("done").has_value()},
                     {"volunteer", named},
                     {"availability_url", link_to("/volunteer/availability", {{"volunteer", named}})},
                     {"revision", p.revision},
                     {"place", groups(place_fields(c))},
                     {"person", groups(person_fields(c))},
                     {"interviews", groups(interview_fields(c, s))},
                     {"settings", groups(setting_fields(c, organizer))}});
  return render(c, who, std::move(shown));
}

std::string label_of(page_call const& c, store& s, std::string const& name) {
  for (auto const& group : {place_fields(c), person_fields(c), interview_fields(c, s), setting_fields(c, false)})
    for (auto const& each : group)
      if (each.name == name) return each.label;
  return "";
}

std::string field_of(std::string const& pointer) {
  auto const name = pointer.substr(std::min<std::size_t>(1, pointer.size()));
  return name.substr(0, name.find('/'));
}

answer refused_page(page_call const& c, store& s, caller const& who, profile p, refusal const& why) {
  for (auto const& e : why.errors) {
    auto const name = field_of(e.pointer);
    p.typed.mistake(name, plain_detail(c.language, e.detail), label_of(c, s, name));
  }
  p.status = kind_of(why.code).status;
  if (why.code == errc::precondition_failed) {
    auto const now_there = read_volunteer(s, who, p.volunteer);
    if (now_there) p.revision = now_there->revision;
    p.typed.mistake("", c.say("The profile was changed meanwhile. Press Save again to put this in its place."));
  } else if (why.errors.empty()) {
    p.typed.mistake("", sentence_of(c, why));
  }
  return profile_page(c, s, who, p);
}

answer refused(page_call const& c, profile const& p, refusal const& why) {
  return shown_after(kind_of(why.code).status,
                     [c, p, why](store& s, caller const& who, instant) { return refused_page(c, s, who, p, why); });
}

answer store_profile(page_call const& c, store& s, caller const& who, form const& sent, instant now) {
  auto const id = volunteer_meant(who, sent.value("volunteer"));
  if (!id) return see_other(link_to("/organizer"));
  auto const there = read_volunteer(s, who, *id);
  if (!there) return refusal_page(c, who, there.error());
  auto const text = sent.value("revision");
  int revision = 0;
  std::from_chars(text.data(), text.data() + text.size(), revision);
  profile const p{*id, sent, revision};
  auto const changed = changed_by(c.language, sent, *there);
  if (!changed) return refused(c, p, changed.error());
  auto const done = change_volunteer(s, who, *changed, revision, now);
  if (!done) return refused(c, p, done.error());
  auto const named = is_organizer(who) ? id->text : std::string();
  return see_other(link_to("/volunteer/profile", {{"volunteer", named}, {"done", "yes"}}));
}

}  // namespace

action show_profile(page_call const& c) {
  return reading{[c](store& s, caller const& who, instant) -> answer {
    auto const id = volunteer_meant(who, std::string(c.request->query_value("volunteer").value_or("")));
    if (!id) return see_other(link_to("/organizer"));
    auto const v = read_volunteer(s, who, *id);
    if (!v) return refusal_page(c, who, v.error());
    profile p{*id, form(c), v->revision};
    put(c.language, *v, p.typed);
    return profile_page(c, s, who, p);
  }};
}

action change_profile(page_call const& c) {
  auto const sent = form::read(c);
  if (!sent) return refusal_page(c, anonymous{}, sent.error());
  return writing{[c, sent = *sent](store& s, caller const& who, instant now) -> answer {
    return store_profile(c, s, who, sent, now);
  }};
}

}  // namespace rehearse
