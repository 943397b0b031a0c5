// The part of a world that makes volunteers, types and policies.
// uses.
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/publish_availability.hpp"
#include "tests/support/world.hpp"

#include <algorithm>
#include <cctype>

namespace rehearse::test {
namespace {

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

}  // namespace

somebody& somebody::open(std::string_view hours, std::string_view zone) {
  return publish(open_hours(hours, zone));
}

somebody& somebody::publish(availability const& published) {
  publish_availability_request const asked{id, published, {}, false};
  world_->write([&](store& s) { return publish_availability(s, as(), asked, world_->now()); }).value();
  return *this;
}

somebody& somebody::is(std::function<void(rehearse::volunteer&)> const& change) {
  auto changed = record();
  change(changed);
  world_->write([&](store& s) { return change_volunteer(s, organizer(), changed, {}, world_->now()); }).value();
  return *this;
}

rehearse::volunteer somebody::record() const {
  return world_->read([&](store& s) { return read_volunteer(s, organizer(), id); }).value();
}

somebody world::volunteer(std::string const& name) {
  rehearse::volunteer asked;
  asked.name = name;
  asked.email = lower_case(name) + "@example.org";
  asked.zone = "UTC";
  auto const invited = write([&](store& s) { return invite_volunteer(s, organizer(), asked, now()); }).value();
  return {*this, invited.id};
}

interview_type world::type(slug const& id, minutes duration) {
  interview_type asked;
  asked.id = id;
  asked.title = id;
  asked.duration = duration;
  return write([&](store& s) { return create_interview_type(s, organizer(), asked, now()); }).value();
}

void world::policy(std::function<void(rehearse::policy&)> const& change) {
  write([&](store& s) {
    auto standard = read_policy(s, "standard").value();
    change(standard.rules);
    return save_policy(s, organizer(), standard, {}, false, now());
  }).value();
}

}  // namespace rehearse::test
