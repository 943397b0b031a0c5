#include "server/api/routes.hpp"

#include "scheduler/use_cases/sign_in.hpp"
#include "server/api/bookings_api.hpp"
#include "server/api/desk_api.hpp"
#include "server/api/respond.hpp"
#include "server/api/slots_api.hpp"
#include "server/auth/fault_answers.hpp"
#include "server/http/negotiation.hpp"

#include <map>

namespace rehearse {
namespace {

using enum http::method;

constexpr bool creates = true;
constexpr bool changes = false;
constexpr bool books = true;

// clang-format off
std::vector<route> all_routes() {
  return {
      // method, path, operation of the OpenAPI document, who may, does it create, endpoint
      {get,   "/api/v1/openapi.json", "read_openapi", access::everybody, changes, read_openapi_endpoint},
      {get,   "/api/v1/zones", "list_zones", access::everybody, changes, list_zones_endpoint},

      {get,   "/api/v1/programme", "read_programme", access::everybody, changes, read_programme_endpoint},
      {put,   "/api/v1/programme", "save_programme", access::organizers, changes, save_programme_endpoint},
      {get,   "/api/v1/interview-types", "list_interview_types", access::everybody, changes, list_interview_types_endpoint},
      {post,  "/api/v1/interview-types", "create_interview_type", access::organizers, creates, create_interview_type_endpoint},
      {get,   "/api/v1/interview-types/{slug}", "read_interview_type", access::everybody, changes, read_interview_type_endpoint},
      {patch, "/api/v1/interview-types/{slug}", "change_interview_type", access::organizers, changes, change_interview_type_endpoint},
      {get,   "/api/v1/policies", "list_policies", access::organizers, changes, list_policies_endpoint},
      {get,   "/api/v1/policies/{slug}", "read_policy", access::organizers, changes, read_policy_endpoint},
      {put,   "/api/v1/policies/{slug}", "save_policy", access::organizers, changes, save_policy_endpoint},

      {get,   "/api/v1/volunteers", "list_volunteers", access::everybody, changes, list_volunteers_endpoint},
      {post,  "/api/v1/volunteers", "invite_volunteer", access::organizers, creates, invite_volunteer_endpoint},
      {get,   "/api/v1/volunteers/{id}", "read_volunteer", access::everybody, changes, read_volunteer_endpoint},
      {patch, "/api/v1/volunteers/{id}", "change_volunteer", access::volunteers, changes, change_volunteer_endpoint},
      {get,   "/api/v1/volunteers/{id}/availability", "read_availability", access::volunteers, changes, read_availability_endpoint},
      {put,   "/api/v1/volunteers/{id}/availability", "publish_availability", access::volunteers, changes, publish_availability_endpoint},

      {get,   "/api/v1/slots", "list_pool_slots", access::everybody, changes, list_pool_slots_endpoint},
      {get,   "/api/v1/volunteers/{id}/slots", "list_slots", access::everybody, changes, list_slots_endpoint},
      {get,   "/api/v1/volunteers/{id}/slots/explain", "explain_slot", access::everybody, changes, explain_slot_endpoint},

      {get,   "/api/v1/bookings", "list_bookings", access::volunteers, changes, list_bookings_endpoint},
      {post,  "/api/v1/bookings", "book_slot", access::everybody, creates, book_slot_endpoint, books},
      {post,  "/api/v1/bookings/find", "find_bookings", access::everybody, changes, find_bookings_endpoint},
      {get,   "/api/v1/bookings/{id}", "read_booking", access::parties, changes, read_booking_endpoint},
      {patch, "/api/v1/bookings/{id}", "change_booking", access::parties, changes, change_booking_endpoint},
      {post,  "/api/v1/bookings/{id}/confirm-address", "confirm_address", access::everybody, changes, confirm_address_endpoint},
      {post,  "/api/v1/bookings/{id}/cancel", "cancel_booking", access::parties, changes, cancel_booking_endpoint},
      {post,  "/api/v1/bookings/{id}/reschedule", "reschedule_booking", access::parties, changes, reschedule_booking_endpoint},
      {post,  "/api/v1/bookings/{id}/confirm-attendance", "confirm_attendance", access::parties, changes, confirm_attendance_endpoint},
      {post,  "/api/v1/bookings/{id}/running-late", "tell_running_late", access::parties, changes, running_late_endpoint},
      {post,  "/api/v1/bookings/{id}/presence", "report_presence", access::parties, changes, report_presence_endpoint},

      {get,   "/api/v1/outbox", "list_outbox", access::organizers, changes, list_outbox_endpoint},
      {post,  "/api/v1/outbox/{id}/retry", "retry_mail", access::organizers, changes, retry_mail_endpoint},
      {get,   "/api/v1/audit", "list_audit", access::organizers, changes, list_audit_endpoint},
  };
}
// clang-format on

using query_names = std::vector<std::string_view>;

// The members that a query may have: none, but for these operations.
query_names query_of(std::string_view operation) {
  static std::map<std::string_view, query_names> const known{
      {"list_zones", {"limit", "cursor"}},
      {"list_interview_types", {"limit", "cursor"}},
      {"list_policies", {"limit", "cursor"}},
      {"list_volunteers", {"limit", "cursor"}},
      {"list_bookings", {"volunteer", "state", "reference", "from", "to", "limit", "cursor"}},
      {"list_outbox", {"state", "limit", "cursor"}},
      {"list_audit", {"limit", "cursor"}},
      {"list_slots", {"type", "from", "to", "zone"}},
      {"list_pool_slots", {"type", "from", "to", "zone", "start", "language", "topic", "spoken", "editor"}},
      {"explain_slot", {"type", "start"}},
  };
  auto const found = known.find(operation);
  return found == known.end() ? query_names{} : found->second;
}

constexpr std::string_view bearer = "Bearer ";  // case aside (RFC 9110, 11.1)

// None: there is none, or it is of another kind.
std::optional<std::string> token_shown(call const& c) {
  auto const given = http::joined(c.request->headers, "authorization");
  if (!http::same_word(given.substr(0, bearer.size()), bearer)) return std::nullopt;
  return given.substr(bearer.size());
}

// No Authorization is nobody; one that is no good is an error, so that nobody believes to be signed in. Two are no good
// either: who else reads the request may look at the other one.
std::optional<caller> who_asks(store& s, call const& c, instant now) {
  if (!c.request->header("Authorization")) return anonymous{};
  auto const token = token_shown(c);
  return token ? caller_of_bearer(s, *token, now) : std::nullopt;
}

std::function<void(store&)> use_to_note(store& s, call const& c, instant now) {
  auto const token = token_shown(c);
  if (!token || !is_token_use_to_note(s, *token, now)) return {};
  return [token = *token, now](store& writable) { note_token_use(writable, token, now); };
}

std::string common_fields(bool is_open, bool is_private) {
  http::header_list fields{{"Cache-Control", is_private ? "no-store" : "no-cache"},
                           {"Vary", "Authorization"},
                           {"X-Content-Type-Options", "nosniff"},
                           {"Referrer-Policy", "no-referrer"}};
  if (is_open) {
    fields.emplace_back("Access-Control-Allow-Origin", "*");
    fields.emplace_back("Access-Control-Expose-Headers", "ETag, Link, Retry-After, X-Request-Id");
  }
  return http::field_lines(fields);
}

// Public answers may be read by any page's script; nothing else may (contract 3). What somebody was told who showed a
// token, or what holds one, nobody keeps.
void finish(call const& c, route const* way, http::response& given) {
  static std::string const fields[2][2] = {{common_fields(false, false), common_fields(false, true)},
                                           {common_fields(true, false), common_fields(true, true)}};
  bool const reads = c.request->verb == get || c.request->verb == head;
  bool const is_open = reads && way != nullptr && way->who == access::everybody;
  bool const is_private = !reads || c.request->header("Authorization");
  given.shared_fields = fields[is_open][is_private];
}

// JSON is all there is: who accepts none of it is told so before anything is done, and so is who misspells a query.
action enter(call const& c, query_names const& names, action (*endpoint)(call const&)) {
  bool const readable =
      http::accepts(*c.request, "application/json") || http::accepts(*c.request, "application/problem+json");
  if (!readable) return refuse(c, refused(errc::not_acceptable, "This answers application/json.")).response;
  if (auto const allowed = only_these(c, names); !allowed) return refuse(c, allowed.error()).response;
  return endpoint(c);
}

}  // namespace

entrance api_entrance() {
  entrance api;
  api.routes = all_routes();
  for (auto& r : api.routes) {
    auto* const endpoint = *r.handle.target<action (*)(call const&)>();
    r.handle = [endpoint, names = query_of(r.operation)](call const& c) { return enter(c, names, endpoint); };
  }
  api.who = who_asks;
  api.to_note = use_to_note;
  api.refuse = refuse;
  api.overloaded = always_refusing(not_now());
  api.finish = finish;
  return api;
}

}  // namespace rehearse
