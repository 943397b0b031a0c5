#include "scheduler/use_cases/desk/programme_desk.hpp"

#include "tests/support/world.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

interview_type system_design() {
  interview_type type;
  type.id = "system-design-45";
  type.title = "System design";
  type.duration = 45min;
  type.criteria = {{"scope", "Scope", "Asks what matters before drawing."}};
  return type;
}

result<interview_type> create(world& w, interview_type const& type, caller const& who = organizer()) {
  return w.write([&](store& s) { return create_interview_type(s, who, type, w.now()); });
}

result<interview_type> change(world& w, interview_type const& type, std::optional<int> expected = {}) {
  return w.write([&](store& s) { return change_interview_type(s, organizer(), type, expected, w.now()); });
}

struct condition {
  std::optional<int> expected;
  bool only_if_none = false;
};

result<saved_policy> save(world& w, named_policy const& policy, condition const& c = {}) {
  return w.write([&](store& s) { return save_policy(s, organizer(), policy, c.expected, c.only_if_none, w.now()); });
}

result<programme> save(world& w, programme const& settings, std::optional<int> expected = {}) {
  return w.write([&](store& s) { return save_programme(s, organizer(), settings, expected, w.now()); });
}

TEST(InterviewTypes, AreCreatedOnceAndListed) {
  world w;

  EXPECT_EQ(create(w, system_design()).value().revision, 1);
  EXPECT_EQ(create(w, system_design()).error().code, errc::already_exists);

  auto const all = w.read([](store& s) { return list_interview_types(s); });
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].id, "system-design-45");
  EXPECT_EQ(all[1].criteria.at(0).title, "Scope");
}

TEST(InterviewTypes, NameAPolicyThatExists) {
  world w;
  auto type = system_design();
  type.policy = "strict";

  EXPECT_EQ(create(w, type).error().errors.at(0).pointer, "/policy");
  ASSERT_TRUE(save(w, named_policy{"strict", {}, 0}, {{}, true}));
  EXPECT_TRUE(create(w, type));
}

TEST(InterviewTypes, AreTheOrganizersToChange) {
  world w;
  auto ada = w.volunteer("Ada");

  EXPECT_EQ(create(w, system_design(), ada.as()).error().code, errc::forbidden);
  EXPECT_EQ(create(w, system_design(), anonymous{}).error().code, errc::forbidden);
}

TEST(InterviewTypes, ChangeUnderTheirRevision) {
  world w;
  auto type = create(w, system_design()).value();
  type.title = "Design";

  EXPECT_EQ(change(w, type, 9).error().code, errc::precondition_failed);
  EXPECT_EQ(change(w, type, 1).value().revision, 2);
  type.duration = 5min;
  EXPECT_EQ(change(w, type).error().errors.at(0).pointer, "/duration_minutes");
  type.id = "chess";
  EXPECT_EQ(change(w, type).error().code, errc::not_found);
}

TEST(Policies, HaveStandardFromTheStart) {
  world w;

  auto const standard = w.read([](store& s) { return read_policy(s, "standard"); }).value();

  EXPECT_EQ(standard.rules, policy{});
  EXPECT_EQ(w.read([](store& s) { return read_policy(s, "strict"); }).error().code, errc::not_found);
}

TEST(Policies, AreCreatedByTheSameCallThatReplacesThem) {
  world w;
  named_policy strict{"strict", {}, 0};
  strict.rules.confirm_email = true;

  EXPECT_TRUE(save(w, strict, {{}, true}).value().created);
  EXPECT_EQ(save(w, strict, {{}, true}).error().code, errc::precondition_failed);
  EXPECT_EQ(save(w, strict, {5, false}).error().code, errc::precondition_failed);
  auto const again = save(w, strict, {1, false}).value();
  EXPECT_FALSE(again.created);
  EXPECT_EQ(again.saved.revision, 2);
}

TEST(Policies, RefuseAStaleConditionWhereThereIsNone) {
  world w;

  EXPECT_EQ(save(w, named_policy{"strict", {}, 0}, {1, false}).error().code, errc::precondition_failed);
  EXPECT_EQ(save(w, named_policy{"strict", {}, 0}, {0, false}).error().code, errc::precondition_failed);
  EXPECT_EQ(save(w, named_policy{"strict", {}, 0}, {{}, false}).error().code, errc::precondition_failed);
}

TEST(Policies, AreReadBackAsWritten) {
  world w;
  named_policy odd{"odd", {}, 0};
  odd.rules.max_bookings.reset();
  odd.rules.no_show.reset();
  odd.rules.release_unconfirmed.reset();
  odd.rules.reminders = {{120min, {true, false}, true}};

  ASSERT_TRUE(save(w, odd, {{}, true}));

  EXPECT_EQ(w.read([](store& s) { return read_policy(s, "odd"); }).value().rules, odd.rules);
}

TEST(Policies, NameEveryMistake) {
  world w;
  named_policy wrong{"wrong", {}, 0};
  wrong.rules.name = "";
  wrong.rules.max_reschedules = -1;

  EXPECT_EQ(save(w, wrong, {{}, true}).error().errors.size(), 2u);
  EXPECT_EQ(save(w, named_policy{"No Slug", {}, 0}, {{}, true}).error().code, errc::invalid);
}

TEST(Programme, IsSavedUnderItsRevision) {
  world w;
  auto settings = w.read([](store& s) { return read_programme(s); });
  int const revision = settings.revision;
  settings.name = "Rehearsals";
  settings.contact = "hello@example.org";

  EXPECT_EQ(save(w, settings, revision + 1).error().code, errc::precondition_failed);
  EXPECT_EQ(save(w, settings, revision).value().revision, revision + 1);
  EXPECT_EQ(w.read([](store& s) { return read_programme(s); }).name, "Rehearsals");
}

TEST(Programme, NamesADefaultPolicyThatExists) {
  world w;
  auto settings = w.read([](store& s) { return read_programme(s); });
  settings.default_policy = "strict";

  EXPECT_EQ(save(w, settings).error().errors.at(0).pointer, "/default_policy");
}

}  // namespace
}  // namespace rehearse::test
