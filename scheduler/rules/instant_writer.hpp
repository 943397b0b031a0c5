// The texts of many instants, one after the other, for answers that hold hundreds: what one shares with the one before
// it, date and offset, is not made again. The same as to_text() of each alone (time_zone.hpp). For one thread.
#pragma once

#include "scheduler/rules/time_zone.hpp"

namespace rehearse {

class instant_writer {
 public:
  explicit instant_writer(time_zone zone) : zone_(std::move(zone)) {}
  void add_utc(std::string& to, instant when);
  void add_local(std::string& to, instant when);

 private:
  // Its date, then a time of day, of which the digits are written over where it is added, then what follows.
  struct last_text {
    wall_clock midnight = wall_clock::max() - date::days{2};  // before the time of day; at first before none
    std::string text;
    void add(std::string& to, wall_clock time, std::string_view ending);
  };
  void know_offset_at(instant when);

  time_zone zone_;
  last_text utc_, local_;
  zone_offset offset_{};
  std::string ending_;
};

}  // namespace rehearse
