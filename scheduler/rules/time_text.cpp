// The text forms of time_zone.hpp and instant_writer.hpp, by hand: RFC 3339, RFC 9557, and plain dates. Strict: what a
// person or a program may have meant otherwise is refused, not guessed.
#include "scheduler/rules/instant_writer.hpp"
#include "scheduler/rules/time_zone.hpp"

#include <array>
#include <cstring>

namespace rehearse {

namespace {

using std::chrono::floor;
using std::chrono::round;

// "00" to "99".
constexpr auto two_digits = [] {
  std::array<char, 200> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<char>('0' + (i % 2 == 0 ? i / 20 : i / 2 % 10));
  return all;
}();

void put_two_digits(char* at, unsigned number) {
  std::memcpy(at, &two_digits[std::size_t{2} * number], 2);
}

void add_two_digits(std::string& to, unsigned number) {
  char digits[2];
  put_two_digits(digits, number);
  to.append(digits, sizeof digits);
}

constexpr std::size_t date_length = std::string_view("2026-11-24").size();

// "2026-11-24"; years have four digits: last_instant, read_date.
void put_date(char* at, local_date date) {
  year_month_day const ymd{date};
  auto const year = static_cast<unsigned>(static_cast<int>(ymd.year()));
  put_two_digits(at, year / 100 % 100);
  put_two_digits(at + 2, year % 100);
  put_two_digits(at + 5, static_cast<unsigned>(ymd.month()));
  put_two_digits(at + 8, static_cast<unsigned>(ymd.day()));
}

// "T13:30:00" behind the date.
void put_time_of_day(char* at, seconds since_midnight) {
  auto const count = static_cast<unsigned>(since_midnight.count());
  put_two_digits(at + 1, count / 3600);
  put_two_digits(at + 4, count / 60 % 60);
  put_two_digits(at + 7, count % 60);
}

// Offsets of long ago have seconds, which neither standard can write: the nearest minute stands for them.
minutes written(seconds offset) {
  return round<minutes>(offset);
}

// Reads from the front of a text and remembers whether all went well.
class text_reader {
 public:
  explicit text_reader(std::string_view text) : rest_(text) {}

  int number(std::size_t digits) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (i >= rest_.size() || rest_[i] < '0' || rest_[i] > '9') return fail();
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }
  bool skip_if(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(std::string_view any_of) {
    if (!skip_if(any_of)) fail();
  }
  int fail() {
    well_ = false;
    return 0;
  }
  std::string_view rest() const { return rest_; }
  bool well() const { return well_; }

 private:
  std::string_view rest_;
  bool well_ = true;
};

local_date read_date(text_reader& in) {
  auto const year = in.number(4);
  in.expect("-");
  auto const month = in.number(2);
  in.expect("-");
  auto const day = in.number(2);
  auto const ymd = date::year{year} / month / day;
  if (!ymd.ok()) in.fail();
  return in.well() ? local_date{ymd} : local_date{};
}

seconds read_time_of_day(text_reader& in) {
  auto const hour = in.number(2);
  in.expect(":");
  auto const minute = in.number(2);
  in.expect(":");
  auto const second = in.number(2);
  // A leap second (60) has no instant of ours.
  if (hour > 23 || minute > 59 || second > 59) in.fail();
  if (in.skip_if(".")) {
    in.expect("0");
    while (in.skip_if("0")) continue;
  }
  return hours{hour} + minutes{minute} + seconds{second};
}

struct read_offset {
  bool unknown = false;  // "Z", which says nothing about the place (RFC 9557, 2.2)
  minutes value{0};
};

read_offset read_offset_of(text_reader& in) {
  if (in.skip_if("Zz")) return {true, minutes{0}};
  bool const west = in.skip_if("-");
  if (!west) in.expect("+");
  auto const hour = in.number(2);
  in.expect(":");
  auto const minute = in.number(2);
  if (hour > 23 || minute > 59) in.fail();
  auto const value = hours{hour} + minutes{minute};
  // RFC 9557, 2.2: "-00:00" means what "Z" means.
  return {west && value == minutes{0}, west ? -value : value};
}

std::optional<instant> in_zone(wall_clock time, read_offset offset, std::string_view suffix) {
  if (suffix.size() < 3 || suffix.front() != '[' || suffix.back() != ']') return std::nullopt;
  auto name = suffix.substr(1, suffix.size() - 2);
  if (name.front() == '!') name.remove_prefix(1);
  auto const zone = time_zone::find(name);
  if (!zone) return std::nullopt;
  instant const when{time.time_since_epoch() - offset.value};
  if (offset.unknown) return when;
  auto const actual = zone->offset_at(when).from_utc;
  if (written(actual) != offset.value) return std::nullopt;
  return instant{time.time_since_epoch() - actual};
}

}  // namespace

std::string to_text(local_date date) {
  std::string text("0000-00-00");
  put_date(text.data(), date);
  return text;
}

std::string to_text(instant when) {
  auto const day = floor<date::days>(when);
  auto text = to_text(local_date{day.time_since_epoch()}) + "T00:00:00Z";
  put_time_of_day(text.data() + date_length, when - day);
  return text;
}

std::string to_text(instant when, time_zone const& zone) {
  std::string text;
  instant_writer(zone).add_local(text, when);
  return text;
}

// The time of day is written over a copy that is in its place already: to copy what was just written digit by digit
// makes a processor wait.
void instant_writer::last_text::add(std::string& to, wall_clock time, std::string_view ending) {
  if (text.empty()) text.append("0000-00-00T00:00:00").append(ending);
  if (time < midnight || time >= midnight + date::days{1}) {
    auto const date = floor<date::days>(time);
    midnight = date;
    put_date(text.data(), date);
  }
  auto const begin = to.size();
  to += text;
  put_time_of_day(to.data() + begin + date_length, time - midnight);
}

void instant_writer::add_utc(std::string& to, instant when) {
  utc_.add(to, wall_clock{when.time_since_epoch()}, "Z");
}

void instant_writer::add_local(std::string& to, instant when) {
  if (when < offset_.since || when >= offset_.until || ending_.empty()) know_offset_at(when);
  local_.add(to, wall_clock{when.time_since_epoch() + offset_.from_utc}, ending_);
}

// "+05:30[Asia/Kolkata]"
void instant_writer::know_offset_at(instant when) {
  offset_ = zone_.offset_at(when);
  date::hh_mm_ss const parts{written(offset_.from_utc)};
  ending_ = parts.is_negative() ? "-" : "+";
  add_two_digits(ending_, static_cast<unsigned>(parts.hours().count()));
  ending_ += ':';
  add_two_digits(ending_, static_cast<unsigned>(parts.minutes().count()));
  ending_.append("[").append(zone_.name()).append("]");
  local_ = {};
}

std::optional<instant> read_instant(std::string_view text) {
  text_reader in(text);
  auto const day = read_date(in);
  in.expect("Tt");
  auto const time_of_day = read_time_of_day(in);
  auto const offset = read_offset_of(in);
  if (!in.well()) return std::nullopt;
  if (in.rest().empty()) return instant{(day + time_of_day).time_since_epoch() - offset.value};
  return in_zone(day + time_of_day, offset, in.rest());
}

std::optional<local_date> read_date(std::string_view text) {
  text_reader in(text);
  auto const day = read_date(in);
  if (!in.well() || !in.rest().empty()) return std::nullopt;
  return day;
}

}  // namespace rehearse
