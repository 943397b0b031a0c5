// What else is free: of book_slot.hpp.
#include "scheduler/storage/interview_types_table.hpp"
#include "scheduler/use_cases/book_slot.hpp"
#include "scheduler/use_cases/slot_choice.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr std::size_t most_alternatives = 3;

class alternatives {
 public:
  alternatives(book_slot_request const& asked, interview_type const& type, instant now)
      : asked_(asked), type_(type), now_(now) {}

  bool is_named(slot_facts const& f) const { return asked_.volunteer == f.who.id; }

  void add_same_instant(std::vector<shared_facts> const& all) {
    for (auto const& facts : all) {
      if (!is_named(*facts) && is_free_slot(question_about(*facts, type_, now_), asked_.start)) {
        add({asked_.start, asked_.start + type_.duration}, facts->who);
      }
    }
  }
  // Of two that are equally near that of the named volunteer, since somebody wanted them.
  void add_nearest(std::vector<shared_facts> const& all, start_range const& in) {
    std::vector<offer> offers;
    for (auto const& facts : all) {
      auto const question = question_about(*facts, type_, now_);
      for (auto const& free : nearest_slots(question, in, asked_.start, most_alternatives)) {
        offers.push_back({!is_named(*facts), free, &facts->who});
      }
    }
    std::stable_sort(offers.begin(), offers.end(), [&](offer const& a, offer const& b) { return rank(a) < rank(b); });
    for (auto const& o : offers) {
      if (!has(o.free.start)) add(o.free, *o.who);
    }
  }
  std::vector<alternative> found;

 private:
  struct offer {
    bool of_another;
    slot free;
    volunteer const* who;
  };
  std::pair<seconds, bool> rank(offer const& o) const {
    auto const away = o.free.start - asked_.start;
    return {away < 0s ? -away : away, o.of_another};
  }
  bool has(instant start) const {
    return std::any_of(found.begin(), found.end(), [&](alternative const& a) { return a.start == start; });
  }
  void add(slot const& free, volunteer const& who) {
    if (found.size() < most_alternatives) found.push_back({free.start, free.end, who.id, who.name});
  }

  book_slot_request const& asked_;
  interview_type const& type_;
  instant now_;
};

std::vector<shared_facts> those_who_suit(store& s, book_slot_request const& asked, start_range const& in) {
  auto all = slot_facts_of_active(s, in.from, in.to);
  std::erase_if(all, [&](shared_facts const& f) { return !suits(f->who, asked); });
  return all;
}

}  // namespace

std::vector<alternative> alternatives_to(store& s, book_slot_request const& asked, instant now) {
  auto const type = storage::find_interview_type(s.db(), asked.interview_type);
  if (!type) return {};
  alternatives other(asked, *type, now);
  for (auto const& in : {days_around(asked.start, now), all_days(now)}) {
    auto const all = those_who_suit(s, asked, in);
    other.add_same_instant(all);
    other.add_nearest(all, in);
    if (!other.found.empty()) break;
  }
  return std::move(other.found);
}

}  // namespace rehearse
