#include "tests/simulation/tables.hpp"

#include "scheduler/storage/row.hpp"

#include <algorithm>

#include <boost/json/parse.hpp>

namespace rehearse::test {
namespace {

using storage::row;

#define BOOKING_COLUMNS                                                                                      \
  "id, state, interview_type, volunteer_id, candidate_email, agreed_candidate_zone, agreed_volunteer_zone, " \
  "meeting_url, attendance, sequence, revision, reschedules, start_at, end_at, made_at, agreed_candidate, "  \
  "agreed_volunteer, new_email, held_until, cancelled_at, policy "
#define MAIL_COLUMNS                                                                                            \
  "number, id, kind, to_side, recipient, coalesce(booking_id, ''), state, booking_sequence, attempts, detail, " \
  "written_at, due, useless_after "

minutes minutes_in(boost::json::object const& from, std::string_view name) {
  auto const* value = from.if_contains(name);
  return minutes{value == nullptr || value->is_null() ? 0 : value->to_number<std::int64_t>()};
}

std::vector<mail_rule> rules_in(boost::json::object const& policy, std::string_view list, std::string_view distance) {
  std::vector<mail_rule> rules;
  for (auto const& item : policy.at(list).as_array()) {
    mail_rule rule{minutes_in(item.as_object(), distance), false, false};
    for (auto const& side : item.at("to").as_array())
      (side.as_string() == "candidate" ? rule.to_candidate : rule.to_volunteer) = true;
    rules.push_back(rule);
  }
  return rules;
}

void read_policy(booking_row& b, std::string const& document) {
  auto const policy = boost::json::parse(document).as_object();
  b.reminders = rules_in(policy, "reminders", "minutes_before");
  b.follow_ups = rules_in(policy, "follow_ups", "minutes_after");
  b.reschedule_until = minutes_in(policy, "reschedule_until_minutes");
  b.max_reschedules = static_cast<int>(policy.at("max_reschedules").as_int64());
}

booking_row read_booking(row r) {
  booking_row b;
  for (auto* text : {&b.id, &b.state, &b.type, &b.volunteer, &b.email, &b.candidate_zone, &b.volunteer_zone,
                     &b.meeting_url, &b.attendance})
    *text = r.text();
  for (auto* number : {&b.sequence, &b.revision, &b.reschedules}) *number = r.number();
  for (auto* time : {&b.start, &b.end, &b.made_at}) *time = r.time();
  b.candidate_time = r.wall_time();
  b.volunteer_time = r.wall_time();
  b.new_email = r.maybe_text();
  b.held_until = r.maybe_time();
  b.cancelled_at = r.maybe_time();
  read_policy(b, r.text());
  return b;
}

occupation_row read_occupation(row r) {
  occupation_row o;
  for (auto* text : {&o.volunteer, &o.booking, &o.kind}) *text = r.text();
  for (auto* time : {&o.from, &o.to, &o.start}) *time = r.time();
  o.runs_out = r.maybe_time();
  return o;
}

mail_row read_mail(row r) {
  mail_row m;
  m.number = r.big();
  for (auto* text : {&m.id, &m.kind, &m.to, &m.recipient, &m.booking, &m.state}) *text = r.text();
  m.sequence = r.number();
  m.attempts = r.number();
  auto const detail = boost::json::parse(r.text()).as_object();
  m.distance = minutes_in(detail, m.kind == "reminder" ? "minutes_before" : "minutes_after");
  for (auto* time : {&m.written_at, &m.due, &m.useless_after}) *time = r.time();
  return m;
}

void read_history(storage::connection& db, std::map<std::string, booking_row>& bookings, instant since) {
  auto& lines = storage::query(db,
                               "select h.booking_id, h.at, h.by_side, h.what from booking_history h "
                               "join bookings b on b.id = h.booking_id where b.end_at > $1 or b.made_at > $1 "
                               "order by h.booking_id, h.number",
                               since);
  while (lines.step()) {
    row r(lines);
    auto const id = r.text();
    auto const at = r.time();
    auto const by = r.text();
    bookings.at(id).history.push_back({at, by, r.text()});
  }
}

}  // namespace

int booking_row::moves() const {
  return static_cast<int>(std::ranges::count(history, "rescheduled", &history_row::what));
}

instant booking_row::agreed_at() const {
  instant last;
  for (auto const& line : history)
    if (line.what == "booked" || line.what == "confirmed" || line.what == "rescheduled") last = line.at;
  return last;
}

tables read_tables(world& w, instant since) {
  return w.read([&](store& s) {
    tables t;
    auto& db = s.db();
    for (auto& b : storage::all_rows(
             storage::query(db, "select " BOOKING_COLUMNS "from bookings where end_at > $1 or made_at > $1", since),
             read_booking))
      t.bookings.emplace(b.id, std::move(b));
    read_history(db, t.bookings, since);
    t.occupations = storage::all_rows(
        storage::query(db,
                       "select volunteer_id, booking_id, kind, occupied_from, occupied_to, start_at, runs_out_at "
                       "from occupations where occupied_to > $1 order by volunteer_id, occupied_from",
                       since),
        read_occupation);
    t.mails = storage::all_rows(
        storage::query(db,
                       "select " MAIL_COLUMNS
                       "from outbox where booking_id in (select id from bookings where end_at > $1 or made_at > $1) "
                       "or (booking_id is null and state in ('waiting', 'leased')) order by number",
                       since),
        read_mail);
    return t;
  });
}

booking_row read_booking_row(world& w, std::string const& id) {
  return w.read([&](store& s) {
    auto b = storage::first_row(storage::query(s.db(), "select " BOOKING_COLUMNS "from bookings where id = $1", id),
                                read_booking)
                 .value();
    auto& lines = storage::query(
        s.db(), "select at, by_side, what from booking_history where booking_id = $1 order by number", id);
    b.history = storage::all_rows(lines, [](row r) {
      auto const at = r.time();
      auto by = r.text();
      return history_row{at, std::move(by), r.text()};
    });
    return b;
  });
}

bool is_told_not_to_have_happened(world& w, std::string const& booking) {
  return w.read([&](store& s) {
    auto& told = storage::query(s.db(),
                                "select count(*) from presence_reports where booking_id = $1 "
                                "and (candidate = 'did_not_come' or volunteer = 'did_not_come')",
                                booking);
    return storage::first_row(told, [](row r) { return r.number(); }).value_or(0) > 0;
  });
}

std::optional<mail_row> read_mail_row(world& w, std::string const& id) {
  return w.read([&](store& s) {
    return storage::first_row(storage::query(s.db(), "select " MAIL_COLUMNS "from outbox where id = $1", id),
                              read_mail);
  });
}

std::vector<mail_row> mails_about_booking(world& w, std::string const& booking) {
  return w.read([&](store& s) {
    return storage::all_rows(
        storage::query(s.db(), "select " MAIL_COLUMNS "from outbox where booking_id = $1 order by number", booking),
        read_mail);
  });
}

std::optional<instant> next_mail_due(world& w) {
  return w.read([](store& s) {
    auto& soonest = storage::query(s.db(),
                                   "select min(case state when 'waiting' then due else leased_until end) "
                                   "from outbox where state in ('waiting', 'leased')");
    return storage::first_row(soonest, [](row r) { return r.maybe_time(); }).value();
  });
}

std::vector<their_booking> bookings_of_address(world& w, std::string const& email) {
  return w.read([&](store& s) {
    auto& theirs = storage::query(s.db(),
                                  "select id, start_at, end_at from bookings where candidate_email = $1 "
                                  "and state not in ('cancelled', 'expired') "
                                  "and (state <> 'pending' or held_until > $2)",
                                  email, w.now());
    return storage::all_rows(theirs, [](row r) {
      auto id = r.text();
      auto const start = r.time();
      return their_booking{std::move(id), start, r.time()};
    });
  });
}

}  // namespace rehearse::test
