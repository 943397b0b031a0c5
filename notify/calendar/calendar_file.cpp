#include "notify/calendar/calendar_file.hpp"

#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <libical/ical.h>

namespace rehearse {
namespace {

struct component_deleter {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using component = std::unique_ptr<icalcomponent, component_deleter>;

// libical 3.0.16 keeps its error state per thread. What threads share is the table of zones, made on first use and
// asked for UTC here, and two counters in its lists which nothing reads. So the table is made once, before anything
// else.
icaltimezone* utc() {
  static icaltimezone* const zone = icaltimezone_get_utc_timezone();
  return zone;
}

icaltimetype ical_time(instant when) {
  return icaltime_from_timet_with_zone(static_cast<time_t>(when.time_since_epoch().count()), 0, utc());
}

// Control characters are not allowed in iCalendar text; libical would write most of them as they are.
std::string clean_text(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (char c : text) {
    bool const is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    if (!is_control || c == '\n') clean += c;
    if (c == '\t') clean += ' ';
  }
  return clean;
}

// Without line breaks and double quotes: for parameters and addresses. (RFC 6868 could carry quotes, few clients read
// it.)
std::string clean_line(std::string_view text) {
  std::string line = clean_text(text);
  for (char& c : line) {
    if (c == '\n') c = ' ';
    if (c == '"') c = '\'';
  }
  return line;
}

template <class Make>
void add_text(icalcomponent* to, Make make, std::string const& text) {
  if (!text.empty()) icalcomponent_add_property(to, make(text.c_str()));
}

void add_name(icalproperty* property, calendar_person const& person) {
  std::string const name = clean_line(person.name);
  if (!name.empty()) icalproperty_add_parameter(property, icalparameter_new_cn(name.c_str()));
}

icalproperty* organizer_of(calendar_event const& event) {
  icalproperty* property = icalproperty_new_organizer(("mailto:" + clean_line(event.organizer.address)).c_str());
  add_name(property, event.organizer);
  return property;
}

// Accepted already, and no reply wanted: nobody reads the organizer's mailbox for declines, so none shall be sent.
icalproperty* attendee_of(calendar_event const& event) {
  icalproperty* property = icalproperty_new_attendee(("mailto:" + clean_line(event.attendee.address)).c_str());
  icalproperty_add_parameter(property, icalparameter_new_cutype(ICAL_CUTYPE_INDIVIDUAL));
  icalproperty_add_parameter(property, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
  icalproperty_add_parameter(property, icalparameter_new_partstat(ICAL_PARTSTAT_ACCEPTED));
  icalproperty_add_parameter(property, icalparameter_new_rsvp(ICAL_RSVP_FALSE));
  add_name(property, event.attendee);
  return property;
}

void add_times(icalcomponent* to, calendar_event const& event) {
  icalcomponent_add_property(to, icalproperty_new_dtstamp(ical_time(event.stamp)));
  icalcomponent_add_property(to, icalproperty_new_created(ical_time(event.created)));
  icalcomponent_add_property(to, icalproperty_new_lastmodified(ical_time(event.last_modified)));
  icalcomponent_add_property(to, icalproperty_new_dtstart(ical_time(event.start)));
  icalcomponent_add_property(to, icalproperty_new_dtend(ical_time(event.end)));
}

component make_event(calendar_method method, calendar_event const& event) {
  component made{icalcomponent_new(ICAL_VEVENT_COMPONENT)};
  icalcomponent* const to = made.get();
  bool const cancelled = event.cancelled || method == calendar_method::cancel;
  add_text(to, icalproperty_new_uid, clean_line(event.uid));
  icalcomponent_add_property(to, icalproperty_new_sequence(event.sequence));
  icalcomponent_add_property(to, icalproperty_new_status(cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
  icalcomponent_add_property(to, icalproperty_new_class(ICAL_CLASS_PRIVATE));
  icalcomponent_add_property(to, icalproperty_new_transp(cancelled ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE));
  add_times(to, event);
  add_text(to, icalproperty_new_summary, clean_text(event.summary));
  add_text(to, icalproperty_new_description, clean_text(event.description));
  add_text(to, icalproperty_new_location, clean_text(event.location));
  add_text(to, icalproperty_new_url, clean_line(event.url));
  icalcomponent_add_property(to, organizer_of(event));
  if (method != calendar_method::publish) icalcomponent_add_property(to, attendee_of(event));
  return made;
}

icalproperty_method ical_method(calendar_method method) {
  switch (method) {
    case calendar_method::request:
      return ICAL_METHOD_REQUEST;
    case calendar_method::cancel:
      return ICAL_METHOD_CANCEL;
    case calendar_method::publish:
      return ICAL_METHOD_PUBLISH;
  }
  throw std::logic_error("no such calendar method");
}

component make_calendar(calendar_method method) {
  component calendar{icalcomponent_new(ICAL_VCALENDAR_COMPONENT)};
  icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//Rehearse//Rehearse//EN"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_calscale("GREGORIAN"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_method(ical_method(method)));
  return calendar;
}

// libical folds a line also where it ends at the fold: a continuation with nothing in it, which some readers take for
// the end of the entry.
std::string without_empty_folds(std::string text) {
  constexpr std::string_view empty_fold = "\r\n \r\n";
  for (auto at = text.find(empty_fold); at != text.npos; at = text.find(empty_fold, at)) text.erase(at, 3);
  return text;
}

std::string text_of(icalcomponent* calendar) {
  std::unique_ptr<char, decltype(&std::free)> const text{icalcomponent_as_ical_string_r(calendar), &std::free};
  if (!text) throw std::runtime_error(std::string("libical: ") + icalerror_strerror(icalerrno));
  return without_empty_folds(text.get());
}

}  // namespace

std::string calendar_file(calendar_method method, calendar_event const& event) {
  component const calendar = make_calendar(method);
  icalcomponent_add_component(calendar.get(), make_event(method, event).release());
  return text_of(calendar.get());
}

std::string calendar_feed(std::string_view name, std::span<calendar_event const> events) {
  component const calendar = make_calendar(calendar_method::publish);
  icalproperty* const shown_name = icalproperty_new_x(clean_line(name).c_str());
  icalproperty_set_x_name(shown_name, "X-WR-CALNAME");
  icalcomponent_add_property(calendar.get(), shown_name);
  for (calendar_event const& event : events)
    icalcomponent_add_component(calendar.get(), make_event(calendar_method::publish, event).release());
  return text_of(calendar.get());
}

}  // namespace rehearse
