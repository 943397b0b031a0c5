#include "scheduler/use_cases/demo/seed_demo.hpp"

#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/organizers_table.hpp"
#include "scheduler/use_cases/demo/demo_bookings.hpp"
#include "scheduler/use_cases/demo/demo_programme.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/publish_availability.hpp"
#include "scheduler/use_cases/refusals.hpp"

namespace rehearse {
namespace {

caller const operator_at_the_machine = the_system{};

void set_up_programme(store& s, instant then) {
  auto who = demo::who_runs_it();
  who.id = s.make_id<organizer_id>();
  storage::insert(s.db(), who);
  save_programme(s, operator_at_the_machine, demo::texts(), {}, then).value();
  save_policy(s, operator_at_the_machine, demo::careful_policy(), {}, true, then).value();
  for (auto const& type : demo::interview_types())
    create_interview_type(s, operator_at_the_machine, type, then).value();
}

std::vector<volunteer_id> invite_volunteers(store& s, instant then, local_date today) {
  std::vector<volunteer_id> invited;
  for (auto const& [asked, hours] : demo::volunteers(today)) {
    auto const v = invite_volunteer(s, operator_at_the_machine, asked, then).value();
    publish_availability(s, operator_at_the_machine, {v.id, hours, {}, true}, then).value();
    invited.push_back(v.id);
  }
  return invited;
}

}  // namespace

result<seeded_demo> seed_demo(store& s, instant now) {
  if (!storage::is_empty(s.db()))
    return refused(errc::wrong_state, "The database is not empty: the demo programme fills an empty one alone.");
  auto const then = now - 24h * 60;
  set_up_programme(s, then);
  auto const volunteers = invite_volunteers(s, then, local_date{date::floor<date::days>(now).time_since_epoch()});
  demo::make_bookings(s, volunteers, now);
  demo::drop_mails_of_the_past(s, now);
  return seeded_demo{demo::who_runs_it().email,
                     read_volunteer(s, operator_at_the_machine, volunteers[0]).value().email};
}

}  // namespace rehearse
