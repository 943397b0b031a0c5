#include "server/auth/kept_answers.hpp"

namespace rehearse {

std::shared_ptr<kept_answers::kept const> kept_answers::find(std::string const& question, instant now) {
  std::lock_guard const lock(mutex_);
  auto const known = by_question_.find(question);
  if (known == by_question_.end()) return nullptr;
  auto const at = known->second;
  if (!is_right(*at->answer, now)) {
    drop(at);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, at);
  return at->answer;
}

void kept_answers::keep(std::string const& question, std::shared_ptr<kept const> answer) {
  std::lock_guard const lock(mutex_);
  if (auto const known = by_question_.find(question); known != by_question_.end()) {
    if (known->second->answer->seen > answer->seen) return;
    drop(known->second);
  }
  entries_.push_front({question, std::move(answer)});
  bytes_ += entries_.front().bytes();
  by_question_.emplace(entries_.front().question, entries_.begin());
  while (bytes_ > most_bytes_) drop(std::prev(entries_.end()));
}

std::size_t kept_answers::bytes() const {
  std::lock_guard const lock(mutex_);
  return bytes_;
}

bool kept_answers::is_right(kept const& answer, instant now) const {
  if (now < answer.made || now >= answer.until) return false;  // the clock may be set back
  return answer.about ? copies_.is_unchanged(*answer.about, answer.seen) : copies_.is_unchanged(answer.seen);
}

void kept_answers::drop(order::iterator which) {
  bytes_ -= which->bytes();
  by_question_.erase(which->question);
  entries_.erase(which);
}

}  // namespace rehearse
