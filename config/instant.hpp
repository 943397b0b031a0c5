// The two kinds of time, different types on purpose: an instant is the same for everybody, a wall-clock time means
// nothing without a zone. Only scheduler/rules/time_zone joins them. Used everywhere; values, any thread.
#pragma once

#include <chrono>

#include <date/date.h>

namespace rehearse {

using namespace std::chrono_literals;

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// A point in real time, whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
using instant = date::sys_seconds;

// What a clock on a wall shows: a date and a time of day, in a zone that stands elsewhere.
using wall_clock = date::local_seconds;

// A day of somebody's calendar, as a count of days (cheap to compare and to step) and as year, month, day.
using local_date = date::local_days;
using date::year_month_day;

}  // namespace rehearse
