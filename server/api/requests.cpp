#include "server/api/requests.hpp"

#include "scheduler/documents/field_reader.hpp"
#include "scheduler/documents/language_tag.hpp"
#include "scheduler/documents/parse_json.hpp"
#include "scheduler/documents/preparation_document.hpp"

#include <boost/json/object.hpp>

namespace rehearse {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_reference = 64;
constexpr int longest_delay = 120;

// The answer of a reader: what was read, or everything that was wrong.
template <class T>
result<T> finished(field_reader& r, std::vector<field_error>& errors, T value) {
  r.no_others();
  if (!errors.empty()) return invalid(std::move(errors));
  return value;
}

candidate_details read_candidate(field_reader r) {
  candidate_details c;
  c.name = r.text("name", {.required = true}).value_or("");
  c.email = r.email("email", {.required = true}).value_or("");
  if (auto const zone = r.zone("zone", {.required = true})) c.zone = zone->name();
  c.locale = read_locale(r).value_or("en");
  r.no_others();
  return c;
}

match read_match(field_reader r) {
  match m;
  m.language = r.text("language").value_or("");
  m.topic = r.text("topic").value_or("");
  m.spoken = r.text("spoken", {.at_most = 35}).value_or("");
  r.no_others();
  return m;
}

consents read_consents(field_reader r) {
  consents c;
  c.job_leads = r.boolean("job_leads").value_or(false);
  r.no_others();
  return c;
}

// The member as a preparation, as far as it could be read; its mistakes join the others.
std::optional<preparation> preparation_in(field_reader& r, json::value const& body, std::vector<field_error>& errors) {
  if (!r.object("preparation")) return std::nullopt;
  auto read = draft_preparation(body.at("preparation"), "/preparation");
  errors.insert(errors.end(), read.mistakes.begin(), read.mistakes.end());
  return std::move(read.it);
}

// RFC 7396: null removes a member, and this one cannot be without.
void stays(field_reader& r, std::string_view name) {
  if (r.is_null(name)) r.mistake(name, "This member is required: leave it out to keep it.");
}

void read_candidate_changes(booking_changes& changes, field_reader r) {
  for (auto const* name : {"name", "email", "zone"}) stays(r, name);
  changes.name = r.text("name");
  changes.email = r.email("email");
  if (auto const zone = r.zone("zone")) changes.zone = zone->name();
  changes.locale = r.is_null("locale") ? "en" : read_locale(r);
  r.no_others();
}

std::optional<std::string> url_in(field_reader& r, std::string_view name) {
  if (r.is_null(name)) return "";
  return r.text(name, {.at_most = 1000});
}

}  // namespace

draft_of<book_slot_request> read_book_slot(json::value const& body) {
  draft_of<book_slot_request> sent;
  auto& [asked, errors] = sent;
  field_reader r(body, errors);
  asked.interview_type = r.text("interview_type", {.required = true}).value_or("");
  if (auto const volunteer = r.text("volunteer_id")) asked.volunteer = volunteer_id{*volunteer};
  if (auto m = r.object("match")) asked.asked = read_match(*m);
  asked.start = r.moment("start", {.required = true}).value_or(instant{});
  if (auto c = r.object("candidate", {.required = true})) asked.candidate = read_candidate(*c);
  if (auto const prepared = preparation_in(r, body, errors)) asked.prepared = *prepared;
  asked.asked.wants_editor = asked.prepared.editor_choice;
  if (auto c = r.object("consents")) asked.agreed_to = read_consents(*c);
  asked.reference = r.text("reference", {.at_most = longest_reference}).value_or("");
  r.no_others();
  return sent;
}

result<cancel_request> read_cancel(booking_id const& id, json::value const& body) {
  std::vector<field_error> errors;
  field_reader r(body, errors);
  cancel_request asked;
  asked.booking = id;
  asked.reason = r.choice("reason", cancel_reason_named, "conflict, illness, found_a_job, not_ready or other")
                     .value_or(cancel_reason::other);
  asked.message = r.long_text("message").value_or("");
  return finished(r, errors, std::move(asked));
}

result<reschedule_request> read_reschedule(booking_id const& id, json::value const& body) {
  std::vector<field_error> errors;
  field_reader r(body, errors);
  reschedule_request asked{id, r.moment("start", {.required = true}).value_or(instant{})};
  return finished(r, errors, std::move(asked));
}

result<std::string> read_token(json::value const& body) {
  std::vector<field_error> errors;
  field_reader r(body, errors);
  auto token = r.text("token", {.required = true}).value_or("");
  return finished(r, errors, std::move(token));
}

result<minutes> read_running_late(json::value const& body) {
  std::vector<field_error> errors;
  field_reader r(body, errors);
  minutes const late{r.integer("minutes", {.required = true, .least = 1, .most = longest_delay}).value_or(0)};
  return finished(r, errors, late);
}

result<presence_request> read_presence(booking_id const& id, json::value const& body) {
  constexpr auto allowed = "came, did_not_come or trouble";
  std::vector<field_error> errors;
  field_reader r(body, errors);
  presence_request asked{id, r.choice("candidate", presence_named, allowed),
                         r.choice("volunteer", presence_named, allowed)};
  if (r && errors.empty() && !asked.candidate && !asked.volunteer)
    r.mistake_here("Say who came: candidate, volunteer, or both.");
  return finished(r, errors, std::move(asked));
}

result<std::string> read_find(json::value const& body) {
  std::vector<field_error> errors;
  field_reader r(body, errors);
  auto email = r.email("email", {.required = true}).value_or("");
  return finished(r, errors, std::move(email));
}

draft_of<booking_changes> read_booking_changes(json::value const& patch, preparation const& now_prepared) {
  draft_of<booking_changes> sent;
  auto& [changes, errors] = sent;
  field_reader r(patch, errors);
  stays(r, "candidate");
  if (auto c = r.object("candidate")) read_candidate_changes(changes, *c);
  if (r.has("preparation")) {
    auto const merged = merge_patch(json::value(write_preparation(now_prepared)), patch.at("preparation"));
    changes.prepared = preparation_in(r, json::value(json::object{{"preparation", merged}}), errors);
  }
  if (r.is_null("preparation")) changes.prepared = preparation{};
  if (auto c = r.object("consents")) changes.agreed_to = read_consents(*c);
  if (r.is_null("consents")) changes.agreed_to = consents{};
  changes.meeting_url = url_in(r, "meeting_url");
  changes.editor_url = url_in(r, "editor_url");
  r.no_others();
  return sent;
}

}  // namespace rehearse
