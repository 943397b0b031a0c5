// A million bookings in seconds: the program writes one of each kind, with all that belongs to it, and plain SQL copies
// its rows, each with ids, times, people of its own. For fill_database alone, on a file that nobody serves; one thread.
#pragma once

#include "config/instant.hpp"
#include "scheduler/rules/ids.hpp"

#include <string>

struct sqlite3;

namespace rehearse::bench {

class many_bookings {
 public:
  explicit many_bookings(std::string const& path);
  ~many_bookings();
  many_bookings(many_bookings const&) = delete;
  many_bookings& operator=(many_bookings const&) = delete;

  // `count` copies of that booking, of the volunteers in turn: the first round starts at `first`, each other `apart`
  // later (or, negative, earlier). No start is later than that of the booking copied, so nothing was made in the
  // future.
  struct series {
    booking_id of;
    int count = 0;
    instant first;
    seconds apart;
  };
  void copy(series const& wanted);
  // Removes that booking, of which there are copies now, and builds the indexes again.
  void finish(std::initializer_list<booking_id> copied);

 private:
  void run(std::string const& sql);
  std::string text_of(std::string const& sql);
  void fill_copies(series const& wanted);
  void copy_rows(std::string const& table, std::string const& where_it_is);
  void set_indexes_aside();

  sqlite3* db_ = nullptr;
  std::string indexes_;
};

}  // namespace rehearse::bench
