// The organizer's own resources (contract 10): volunteers, interview types, policies, the programme. Changing needs an
// organizer; a volunteer changes their own record. `expected_revision`: precondition_failed when another is stored.
#pragma once

#include "scheduler/rules/caller.hpp"
#include "scheduler/rules/interview_type.hpp"
#include "scheduler/rules/policy.hpp"
#include "scheduler/rules/programme.hpp"
#include "scheduler/rules/volunteer.hpp"
#include "scheduler/storage/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rehearse {

// What the database knows to be wrong with what somebody sends, for a draft that has mistakes already: so all are
// answered at once. Without others, the use cases below refuse by themselves.
std::vector<field_error> further_mistakes(store& s, volunteer const& v);
std::vector<field_error> further_mistakes(store& s, interview_type const& type);
std::vector<field_error> further_mistakes(store& s, programme const& settings);

template <class T>
struct page_of {
  std::vector<T> items;
  std::optional<std::string> next;
};
struct page_request {
  std::size_t limit = 50;
  std::string cursor;
};

// Creates an active volunteer and writes the invitation mail. already_exists: the address is taken.
result<volunteer> invite_volunteer(store& s, caller const& who, volunteer asked, instant now);
// Only active ones for the public. not_found as well for one that the caller may not see.
result<volunteer> read_volunteer(store& s, caller const& who, volunteer_id const& id);
result<page_of<volunteer>> list_volunteers(store& s, caller const& who, page_request const& page);
// All that list_volunteers gives, page by page.
std::vector<volunteer> every_volunteer(store& s, caller const& who);
// The record as it should be (already merged). A volunteer changes everything of their own but `email` (their way in:
// the organizer answers for it) and `status` other than between active and paused: forbidden names the member.
// already_exists: the address is taken; open_bookings: `left` while there are some; invalid.
result<volunteer> change_volunteer(store& s, caller const& who, volunteer const& changed,
                                   std::optional<int> expected_revision, instant now);

// Interview types are public. Their policy must exist: invalid otherwise.
std::vector<interview_type> list_interview_types(store& s);
result<interview_type> read_interview_type(store& s, slug const& id);
result<interview_type> create_interview_type(store& s, caller const& who, interview_type const& type, instant now);
result<interview_type> change_interview_type(store& s, caller const& who, interview_type const& changed,
                                             std::optional<int> expected_revision, instant now);

std::vector<named_policy> list_policies(store& s);
result<named_policy> read_policy(store& s, slug const& id);
// Puts it in place of the one there, or with `only_if_none` creates it; precondition_failed where it is the other way.
struct saved_policy {
  named_policy saved;
  bool created = false;
};
result<saved_policy> save_policy(store& s, caller const& who, named_policy const& asked,
                                 std::optional<int> expected_revision, bool only_if_none, instant now);

// The default policy must exist: invalid otherwise. Nothing deletes a policy.
programme read_programme(store& s);
result<programme> save_programme(store& s, caller const& who, programme const& asked,
                                 std::optional<int> expected_revision, instant now);

}  // namespace rehearse
