// What the demo programme is made of: people, interview types, texts. Data alone; seed_demo puts it into a database.
#pragma once

#include "scheduler/rules/availability.hpp"
#include "scheduler/rules/interview_type.hpp"
#include "scheduler/rules/organizer.hpp"
#include "scheduler/rules/policy.hpp"
#include "scheduler/rules/programme.hpp"
#include "scheduler/rules/volunteer.hpp"

#include <vector>

namespace rehearse::demo {

// Everybody's addresses end in example.org or example.com: nothing can reach a person.
programme texts();
organizer who_runs_it();
// Asks for a confirmed address and keeps the slot for a day meanwhile.
named_policy careful_policy();
std::vector<interview_type> interview_types();

struct demo_volunteer {
  volunteer who;
  availability hours;
};
// Six, in six zones. `today` is used for journeys and days off.
std::vector<demo_volunteer> volunteers(local_date today);

}  // namespace rehearse::demo
