// Answers to public questions about slots, kept as they were written: while nothing changed, nobody computes, writes or
// copies them again, and whoever has them already is told so by a comparison. An answer is right until a change of what
// it tells of is known (storage/volunteer_snapshots numbers them), or until the instant from which time alone may
// change it. Bounded in bytes: what was asked for least lately goes first. Asked by server/api before there is a job,
// told by the job. Any thread.
#pragma once

#include "scheduler/storage/volunteer_snapshots.hpp"

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace rehearse {

class kept_answers {
 public:
  struct kept {
    std::shared_ptr<std::string const> body;
    std::string etag;
    std::optional<volunteer_id> about;              // none: it tells of all volunteers
    storage::volunteer_snapshots::number seen = 0;  // the last change before it was made
    instant made, until;                            // right for any instant in [made, until)
  };

  // 0 bytes: nothing is kept. `copies` outlives it.
  kept_answers(storage::volunteer_snapshots const& copies, std::size_t most_bytes)
      : copies_(copies), most_bytes_(most_bytes) {}

  // The answer to that question, as it was asked word for word; null where there is none that is still right.
  std::shared_ptr<kept const> find(std::string const& question, instant now);
  void keep(std::string const& question, std::shared_ptr<kept const> answer);
  std::size_t bytes() const;

 private:
  struct entry {
    std::string question;
    std::shared_ptr<kept const> answer;
    std::size_t bytes() const { return question.size() + answer->body->size() + 512; }  // and what holds them
  };
  using order = std::list<entry>;  // asked for last comes first

  bool is_right(kept const& answer, instant now) const;
  void drop(order::iterator which);

  storage::volunteer_snapshots const& copies_;
  std::size_t const most_bytes_;
  mutable std::mutex mutex_;
  order entries_;
  std::unordered_map<std::string_view, order::iterator> by_question_;
  std::size_t bytes_ = 0;
};

}  // namespace rehearse
