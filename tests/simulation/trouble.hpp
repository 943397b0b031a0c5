// The stretches of time in which mail may be late, each as long as what went wrong can be felt: an outage, and the
// back-off after it. Outside of them a mail leaves at its minute. Used by the simulation alone; a value.
#pragma once

#include "config/instant.hpp"

#include <algorithm>
#include <vector>

namespace rehearse::test {

class diary_of_trouble {
 public:
  void note(instant from, instant to) { stretches_.push_back({from, to}); }
  bool any_between(instant from, instant to) const {
    return std::ranges::any_of(stretches_, [&](stretch const& s) { return s.from <= to && from <= s.to; });
  }
  bool any_at(instant when) const { return any_between(when, when); }

 private:
  struct stretch {
    instant from, to;
  };
  std::vector<stretch> stretches_;
};

}  // namespace rehearse::test
