#include "scheduler/rules/caller.hpp"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

booking a_booking() {
  booking b;
  b.id = {"bk_1"};
  b.volunteer = {"vol_1"};
  return b;
}

TEST(Caller, HasPartInABookingAsItsCandidateItsVolunteerOrAnyOrganizer) {
  auto const b = a_booking();

  EXPECT_EQ(part_in(candidate_of{{"bk_1"}}, b), party::candidate);
  EXPECT_EQ(part_in(signed_in_volunteer{{"vol_1"}}, b), party::volunteer);
  EXPECT_EQ(part_in(signed_in_organizer{{"org_9"}}, b), party::organizer);
  EXPECT_EQ(part_in(the_system{}, b), party::system);
}

TEST(Caller, HasNoPartInABookingOfOthers) {
  auto const b = a_booking();

  EXPECT_EQ(part_in(anonymous{}, b), std::nullopt);
  EXPECT_EQ(part_in(candidate_of{{"bk_2"}}, b), std::nullopt);
  EXPECT_EQ(part_in(signed_in_volunteer{{"vol_2"}}, b), std::nullopt);
}

TEST(Caller, IsAnOrganizerByRoleAlone) {
  EXPECT_TRUE(is_organizer(signed_in_organizer{{"org_1"}}));
  EXPECT_TRUE(is_organizer(the_system{}));
  EXPECT_FALSE(is_organizer(signed_in_volunteer{{"vol_1"}}));
  EXPECT_FALSE(is_organizer(candidate_of{{"bk_1"}}));
  EXPECT_FALSE(is_organizer(anonymous{}));
}

TEST(Caller, IsOneVolunteerAndNoOther) {
  EXPECT_TRUE(is_volunteer(signed_in_volunteer{{"vol_1"}}, {"vol_1"}));
  EXPECT_FALSE(is_volunteer(signed_in_volunteer{{"vol_2"}}, {"vol_1"}));
  EXPECT_FALSE(is_volunteer(signed_in_organizer{{"vol_1"}}, {"vol_1"}));
}

TEST(Caller, IsNamedByIdInTheAudit) {
  EXPECT_EQ(name_of(caller{anonymous{}}), "anonymous");
  EXPECT_EQ(name_of(caller{candidate_of{{"bk_1"}}}), "bk_1");
  EXPECT_EQ(name_of(caller{signed_in_volunteer{{"vol_1"}}}), "vol_1");
  EXPECT_EQ(name_of(caller{signed_in_organizer{{"org_1"}}}), "org_1");
  EXPECT_EQ(name_of(caller{the_system{}}), "system");
}

}  // namespace
}  // namespace rehearse
