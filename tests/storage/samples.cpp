#include "tests/storage/samples.hpp"

#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/storage/migrate.hpp"
#include "scheduler/storage/volunteers_table.hpp"
#include "tests/storage/query_plans.hpp"

#include <atomic>
#include <cstdlib>

#include <unistd.h>

namespace rehearse::storage::test {

std::uint64_t seed() {
  auto const* given = std::getenv("REHEARSE_SEED");
  return given ? std::strtoull(given, nullptr, 10) : 20261102;
}

std::string drawn::text() {
  static constexpr std::array<std::string_view, 8> pieces = {"a", "ñ", "अ", "'", "\"", "\\", "; --", "🙂"};
  std::string made;
  for (int i = number(12); i >= 0; --i) made += pieces[static_cast<std::size_t>(number(pieces.size()))];
  return made;
}

volunteer some_volunteer(drawn& d) {
  volunteer v;
  v.id = d.id<volunteer_id>();
  v.name = d.text();
  v.email = v.id.text + "@example.org";
  v.zone = d.one_of<std::string>({"America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"});
  v.headline = d.text();
  v.bio = d.text();
  v.pronouns = d.text();
  v.spoken = {"en", "pt-BR"};
  v.languages = {"go", d.text()};
  v.topics = {d.text()};
  v.interview_types = d.flag() ? std::vector<slug>{} : std::vector<slug>{"coding-60"};
  v.editors = {d.one_of({editor::own_machine, editor::shared_editor})};
  v.unfamiliar_languages = d.flag();
  v.meeting_url = d.text();
  v.editor_url = d.text();
  v.reminders = d.flag();
  v.feed_generation = d.number(9);
  v.revision = d.number(9);
  return v;
}

interview_type some_type(drawn& d) {
  interview_type t;
  t.id = "type-" + std::to_string(d.number(1000000));
  t.title = d.text();
  t.duration = minutes(10 + d.number(470));
  t.description = d.text();
  if (d.flag()) t.policy = "standard";
  t.intake = {{"goal", d.text(), intake_kind::text, {}, d.flag()},
              {"level", d.text(), intake_kind::choice, {"junior", d.text() + "+"}, d.flag()},
              {"camera", d.text(), intake_kind::yes_no, {}, d.flag()}};
  t.criteria = {{"clarity", d.text(), d.text()}};
  t.revision = d.number(9);
  return t;
}

policy some_policy(drawn& d) {
  policy p;
  p.name = d.text();
  p.confirm_email = d.flag();
  p.hold = minutes(1 + d.number(100));
  p.cancel_until = minutes(d.number(1000));
  p.reschedule_until = minutes(d.number(1000));
  p.max_reschedules = d.number(9);
  p.reminders = {{minutes(5 + d.number(50)), {true, d.flag()}, d.flag()}, {60min, {d.flag(), true}, d.flag()}};
  if (d.flag()) p.release_unconfirmed.reset();
  p.release_only_if_waiting = d.flag();
  p.offer_until = minutes(d.number(500));
  if (d.flag()) p.no_show.reset();
  p.follow_ups = {{minutes(d.number(100)), {true, d.flag()}, d.flag()}};
  if (d.flag()) p.max_open_bookings.reset();
  if (d.flag()) p.max_bookings.reset();
  return p;
}

namespace {

preparation some_preparation(drawn& d) {
  preparation p;
  p.goal = d.text();
  if (d.flag()) p.programming_language = "Go";
  if (d.flag()) p.editor_choice = editor::shared_editor;
  p.format = {"camera_off"};
  p.accessibility = d.text();
  p.answers = {{"goal", d.text()}, {"camera", "yes"}};
  return p;
}

cancellation some_cancellation(drawn& d) {
  return {party::candidate, d.time(), d.flag(), d.one_of({cancel_reason::illness, cancel_reason::other}), d.text()};
}

}  // namespace

booking some_booking(drawn& d, volunteer_id const& who, slug const& type) {
  booking b;
  b.id = d.id<booking_id>();
  b.sequence = d.number(5);
  b.revision = d.number(5);
  b.reference = d.flag() ? "" : "ref-" + std::to_string(d.number(10));
  b.interview_type = type;
  b.start = d.time();
  b.end = b.start + 1h;
  b.volunteer = who;
  b.candidate = {d.text(), "adaeze@example.org", "Africa/Lagos", "en"};
  b.email_confirmed = d.flag();
  if (d.flag()) b.new_email = "other@example.org";
  b.agreed = {wall_clock{seconds(d.number(1000000))}, "Africa/Lagos", wall_clock{seconds(d.number(1000000))},
              "Europe/Paris", "2026f"};
  b.prepared = some_preparation(d);
  b.agreed_to.job_leads = d.flag();
  b.meeting_url = d.text();
  b.editor_url = d.text();
  b.attends = d.one_of({attendance::not_asked, attendance::asked, attendance::confirmed});
  b.policy_id = "standard";
  b.rules = some_policy(d);
  b.reschedules = d.number(3);
  if (d.flag()) {
    b.state = booking_state::cancelled;
    b.cancelled = some_cancellation(d);
  }
  b.presence_reports = {{party::candidate, presence::came, std::nullopt, d.time()}};
  b.undeliverable = d.flag();
  b.token_generation = d.number(3);
  b.confirm_generation = d.number(3);
  if (d.flag()) b.held_until = d.time();
  b.made_at = d.time();
  b.history = {{d.time(), party::candidate, "booked"}, {d.time(), party::system, d.text()}};
  return b;
}

mail some_mail(drawn& d) {
  mail m;
  m.id = d.id<mail_id>();
  m.kind = all_mail_kinds()[static_cast<std::size_t>(d.number(static_cast<int>(all_mail_kinds().size())))];
  m.recipient = d.flag() ? "" : "chidi@example.org";
  m.booking_sequence = d.number(4);
  m.detail = R"({"minutes":10})";
  m.urgent = d.flag();
  m.written_at = d.time();
  m.due = d.time();
  m.useless_after = d.time();
  m.smtp_code = d.number(600);
  m.answer = d.text();
  return m;
}

occupation some_occupation(drawn& d, booking_id const& of, instant start) {
  occupation o;
  o.id = d.id<occupation_id>();
  o.booking = of;
  o.from = start;
  o.to = start + 75min;
  o.start = start;
  return o;
}

table::table() : chance_(seed()), d_(chance_) {
  RecordProperty("seed", std::to_string(seed()));
  if (rehearse::test::on_postgres()) {
    db_ = place_.emplace().connect();
  } else {
    db_ = sqlite_connection::open(":memory:", access::write);
    migrate(*db_);
  }
  db_->begin();
}

void table::TearDown() {
  EXPECT_EQ(scans_in(*db_), std::vector<std::string>{});
  if (HasFailure()) std::fprintf(stderr, "REHEARSE_SEED=%llu\n", static_cast<unsigned long long>(seed()));
}

volunteer table::add_volunteer() {
  auto v = some_volunteer(d_);
  insert(*db_, v);
  return v;
}

booking table::add_booking(volunteer const& who, instant start) {
  if (!find_interview_type(*db_, type_)) {
    auto t = some_type(d_);
    t.id = type_;
    insert(*db_, t);
  }
  auto b = some_booking(d_, who.id, type_);
  b.state = booking_state::confirmed;
  b.cancelled.reset();
  b.start = start;
  b.end = start + 1h;
  insert(*db_, b);
  return b;
}

folder::folder() {
  static std::atomic<int> made{0};
  path_ = std::filesystem::temp_directory_path() /
          ("rehearse-storage-" + std::to_string(::getpid()) + "-" + std::to_string(made++));
  std::filesystem::create_directories(path_);
}

folder::~folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::unique_ptr<database> door::open(sqlite_options options) {
  if (options.path.empty()) options.path = folder_.file("test.db");
  return open_sqlite(options, chance_, secret_key(secret_));
}

std::int64_t door::count(database& db, std::string_view sql) {
  return db.read_now([&](store& s) {
    auto& counted = query(s.db(), sql);
    counted.step();
    return counted.integer(0);
  });
}

}  // namespace rehearse::storage::test
