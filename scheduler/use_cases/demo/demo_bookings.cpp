#include "scheduler/use_cases/demo/demo_bookings.hpp"

#include "scheduler/rules/booking_rules.hpp"
#include "scheduler/storage/bookings_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/use_cases/book_slot.hpp"
#include "scheduler/use_cases/list_slots.hpp"
#include "scheduler/use_cases/manage_booking.hpp"

namespace rehearse::demo {
namespace {

constexpr auto day = std::chrono::hours{24};

// One interview as it was asked for.
struct wish {
  std::size_t volunteer;
  slug type;
  candidate_details candidate;
  preparation prepared;
};

// When it was asked for, and from when on the first free slot is taken.
struct moment {
  instant booked_at;
  instant not_before;
};

class story {
 public:
  story(store& s, std::vector<volunteer_id> const& volunteers) : s_(s), volunteers_(volunteers) {}

  booking book(wish const& w, moment const& m) {
    book_slot_request asked;
    asked.interview_type = w.type;
    asked.volunteer = volunteers_.at(w.volunteer);
    asked.start = first_start(*asked.volunteer, w.type, m);
    asked.candidate = w.candidate;
    asked.prepared = w.prepared;
    return book_slot(s_, asked, m.booked_at).value();
  }

  void move(booking const& b, moment const& m) {
    auto const start = first_start(b.volunteer, b.interview_type, m);
    reschedule_booking(s_, candidate_of{b.id}, {b.id, start}, m.booked_at).value();
  }

  void cancel(booking const& b, instant when) {
    cancel_request const asked{b.id, cancel_reason::conflict, "My shift was moved. Sorry, and thank you!"};
    cancel_booking(s_, candidate_of{b.id}, asked, when).value();
  }

  void say_both_came(booking const& b) {
    auto const when = b.end + 20min;
    report_presence(s_, signed_in_volunteer{b.volunteer}, {b.id, presence::came, presence::came}, when).value();
    report_presence(s_, candidate_of{b.id}, {b.id, presence::came, presence::came}, when + 1h).value();
  }

  void confirm_attendance(booking const& b, instant when) {
    rehearse::confirm_attendance(s_, candidate_of{b.id}, b.id, when).value();
  }

 private:
  instant first_start(volunteer_id const& who, slug const& type, moment const& m) {
    volunteer_slots_request const asked{who, type, m.not_before, m.not_before + 21 * day};
    return list_slots(s_, the_system{}, asked, m.booked_at).value().slots.at(0).start;
  }

  store& s_;
  std::vector<volunteer_id> const& volunteers_;
};

wish adaeze_codes() {
  wish w{0, "coding-60", {"Adaeze Obi", "adaeze@example.com", "Africa/Lagos", "en"}, {}};
  w.prepared.goal = "A phone screen at a fintech in two weeks: stay calm, talk more.";
  w.prepared.programming_language = "Python";
  w.prepared.editor_choice = editor::shared_editor;
  w.prepared.format = {"low_bandwidth"};
  w.prepared.answers = {{"level", "First job"}, {"focus", "Hash maps and two pointers"}};
  return w;
}

wish kiran_codes() {
  wish w{0, "coding-60", {"Kiran Rao", "kiran@example.com", "Asia/Kolkata", "en"}, {}};
  w.prepared.goal = "Graphs. They always come when I hope they will not.";
  w.prepared.programming_language = "Go";
  w.prepared.editor_choice = editor::own_machine;
  w.prepared.answers = {{"level", "Some years of work"}};
  return w;
}

wish luca_designs() {
  wish w{3, "system-design-45", {"Luca Ferri", "luca@example.com", "Europe/Rome", "en"}, {}};
  w.prepared.goal = "My first system design interview ever.";
  w.prepared.editor_choice = editor::shared_editor;
  w.prepared.accessibility = "I stammer; please give me a moment.";
  w.prepared.answers = {{"drawn_before", "no"}};
  return w;
}

wish sofia_tells_stories() {
  wish w{1, "behavioural-45", {"Sofía Álvarez", "sofia@example.com", "America/Bogota", "en"}, {}};
  w.prepared.goal = "Telling why I left my last job without sounding bitter.";
  w.prepared.answers = {{"role", "Team lead at a mid-sized company"}};
  return w;
}

wish wanjiru_codes() {
  wish w{2, "coding-60", {"Wanjiru Kamau", "wanjiru@example.com", "Africa/Nairobi", "en"}, {}};
  w.prepared.goal = "An internship interview on Monday.";
  w.prepared.programming_language = "JavaScript";
  w.prepared.format = {"low_bandwidth", "camera_off"};
  w.prepared.answers = {{"level", "First job"}};
  return w;
}

wish daniel_codes() {
  wish w{5, "coding-60", {"Daniel Kim", "daniel@example.com", "Asia/Seoul", "en"}, {}};
  w.prepared.goal = "Back to Go after two years of meetings.";
  w.prepared.programming_language = "Go";
  w.prepared.answers = {{"level", "Senior"}};
  return w;
}

bool is_still_news(store& s, mail const& m) {
  if (!m.booking) return false;
  auto const b = storage::find(s.db(), *m.booking);
  bool const tells_of_it = m.kind == mail_kind::booking_confirmation || m.kind == mail_kind::address_confirmation ||
                           m.kind == mail_kind::rescheduled;
  return tells_of_it && b && is_open(b->state) && b->sequence == m.booking_sequence;
}

}  // namespace

void make_bookings(store& s, std::vector<volunteer_id> const& volunteers, instant now) {
  story told(s, volunteers);
  told.say_both_came(told.book(adaeze_codes(), {now - 20 * day, now - 14 * day}));
  told.say_both_came(told.book(luca_designs(), {now - 18 * day, now - 12 * day}));

  told.book(kiran_codes(), {now - 3 * day, now + 2 * day});
  told.confirm_attendance(told.book(wanjiru_codes(), {now - 4 * day, now + 13h}), now);
  told.cancel(told.book(daniel_codes(), {now - 5 * day, now + 3 * day}), now - 1 * day);
  told.move(told.book(adaeze_codes(), {now - 6 * day, now + 4 * day}), {now - 2 * day, now + 8 * day});
  told.book(sofia_tells_stories(), {now - 5min, now + 2 * day});
}

void drop_mails_of_the_past(store& s, instant now) {
  std::vector<mail_id> gone;
  for (storage::page piece{200, ""};;) {
    auto const got = storage::list(s.db(), {mail_state::waiting, std::nullopt}, piece).value();
    for (auto const& m : got.items)
      if (m.due <= now && !is_still_news(s, m)) gone.push_back(m.id);
    if (!got.next) break;
    piece.cursor = *got.next;
  }
  for (auto const& id : gone)
    storage::settle(s.db(), id, {mail_state::dropped, 0, "It belongs to the past of the demo programme.", now});
}

}  // namespace rehearse::demo
