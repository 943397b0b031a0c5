// The free starts of one volunteer, kept beside the copy of them (volunteer_snapshots): made when the pool first asks,
// good until time alone changes them, so that counting ten thousand volunteers costs a walk over numbers. Notice is
// left to who asks: it moves on with every minute. Any thread.
#pragma once

#include "scheduler/rules/slot_grid.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace rehearse {

// The free starts from `from` on, for a month: in minutes since then, ascending.
struct month_of_starts {
  minutes duration{0};
  instant from;
  instant made, until;  // right for any instant in [made, until)
  std::vector<std::uint16_t> at;

  std::span<std::uint16_t const> within(instant first, instant end) const;  // starts in [first, end)
};

class kept_starts {
 public:
  // `from` is a whole minute.
  explicit kept_starts(instant from) : from_(from) {}

  // Those of that question, of a volunteer who is active and gives the type; null when [first, end) reaches beyond the
  // month.
  std::shared_ptr<month_of_starts const> of(slot_question const& question, instant first, instant end);

 private:
  instant const from_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<month_of_starts const>> known_;  // one of each duration, few
};

}  // namespace rehearse
