// Volunteers as the programme knows them. Their availability is in a table of its own; addresses are unique.
// Within a transaction; the thread of its connection.
#pragma once

#include "scheduler/rules/volunteer.hpp"
#include "scheduler/storage/availability_table.hpp"
#include "scheduler/storage/connection.hpp"
#include "scheduler/storage/page.hpp"

namespace rehearse::storage {

// Writes a new one. Throws constraint_broken where id or address is taken (look with volunteer_of_address before).
void insert(connection& db, volunteer const& v);
std::optional<volunteer> find(connection& db, volunteer_id const& id);
// What a letter needs of a volunteer. Cheaper than all of it.
struct addressee {
  std::string name, email, locale;
  bool reminders = true;
};
std::optional<addressee> addressee_of(connection& db, volunteer_id const& id);
// By address in lower case.
std::optional<volunteer> volunteer_of_address(connection& db, std::string_view email);
// Writes the whole record but for slots_revision, which is raised here where status or interview types changed. The
// caller raises `revision`. Throws std::logic_error where there is none, constraint_broken where the address is taken.
void update(connection& db, volunteer const& v);

struct volunteer_filter {
  std::optional<volunteer_status> status;
};
// One piece, by order of invitation; errc::bad_query for a cursor that is none.
result<paged<volunteer>> list(connection& db, volunteer_filter const& filter, page const& piece);

struct active_volunteer {
  volunteer who;
  std::optional<published_availability> published;  // none: has published none yet
};
// Every active volunteer with the availability, in one query, by order of invitation.
std::vector<active_volunteer> active_volunteers(connection& db);

// What changes with every change of the volunteer's slots; none: no such volunteer. Cheap.
std::optional<int> slots_revision_of(connection& db, volunteer_id const& id);
// Raised by these tables themselves with every change of occupations, availability and status.
void raise_slots_revision(connection& db, volunteer_id const& id);
// Makes whoever else would change this volunteer's time wait until this transaction ends (SQLite: nothing to do). Where
// somebody changed it since this transaction looked first, the transaction is begun anew. Whoever locks a candidate too
// does that before.
void lock_volunteer(connection& db, volunteer_id const& id);

}  // namespace rehearse::storage
