// Chance in few words, drawn from the world's seeded randomness. Used by the simulation alone; the test's thread.
#pragma once

#include "config/randomness.hpp"

#include <vector>

namespace rehearse::test {

class dice {
 public:
  explicit dice(randomness& chance) : chance_(chance) {}

  // From 0 to below n; from least to most, both included.
  int below(int n) { return static_cast<int>(random_below(chance_, static_cast<std::uint64_t>(n))); }
  int from(int least, int most) { return least + below(most - least + 1); }
  bool one_in(int n) { return below(n) == 0; }
  template <class T>
  T& one_of(std::vector<T>& all) {
    return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
  }
  template <class T>
  T const& one_of(std::vector<T> const& all) {
    return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
  }

 private:
  randomness& chance_;
};

}  // namespace rehearse::test
