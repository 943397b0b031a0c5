#include "scheduler/storage/kept_starts.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr auto month = std::chrono::minutes{60 * 24 * 31};
static_assert(month.count() <= UINT16_MAX);

std::shared_ptr<month_of_starts const> made_for(slot_question const& question, instant from) {
  auto const found = free_slots_but_for_notice(question, from, from + month);
  auto made = std::make_shared<month_of_starts>();
  made->duration = question.duration;
  made->from = from;
  made->made = question.now;
  made->until = found.until;
  made->at.reserve(found.slots.size());
  for (auto const& s : found.slots) made->at.push_back(static_cast<std::uint16_t>((s.start - from) / 1min));
  return made;
}

}  // namespace

std::span<std::uint16_t const> month_of_starts::within(instant first, instant end) const {
  auto const minute_from = [&](instant when) { return date::ceil<minutes>(std::max(when, from) - from).count(); };
  auto const begin = std::ranges::lower_bound(at, minute_from(first));
  return {begin, std::ranges::lower_bound(begin, at.end(), minute_from(end))};
}

std::shared_ptr<month_of_starts const> kept_starts::of(slot_question const& question, instant first, instant end) {
  if (first < from_ || end > from_ + month) return nullptr;
  std::lock_guard const lock(mutex_);
  auto const known = std::ranges::find(known_, question.duration, &month_of_starts::duration);
  if (known == known_.end()) return known_.emplace_back(made_for(question, from_));
  bool const is_right = (*known)->made <= question.now && question.now < (*known)->until;
  if (!is_right) *known = made_for(question, from_);
  return *known;
}

}  // namespace rehearse
