// The organizer's look at the mail: what was sent, waits, or failed, and why; try again; hold and release all of it
// (contract 2, 10).
#pragma once

#include "scheduler/rules/caller.hpp"
#include "scheduler/rules/mail.hpp"
#include "scheduler/storage/store.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rehearse {

result<page_of<mail>> list_outbox(store& s, caller const& who, std::optional<mail_state> state,
                                  page_request const& page);
// A failed or uncertain mail waits again, due now. wrong_state for others.
result<mail> retry_mail(store& s, caller const& who, mail_id const& id, instant now);

// Whether mail leaves as it should. Trouble with it shows here alone, since a mail about it would not arrive.
struct mail_standing {
  std::int64_t failed = 0;
  std::int64_t uncertain = 0;
  std::int64_t late = 0;              // refused for now and tried again, or due for five minutes already
  std::optional<instant> oldest_due;  // of those that are late
  bool held = false;
  bool is_well() const { return failed == 0 && uncertain == 0 && late == 0 && !held; }
};
result<mail_standing> read_mail_standing(store& s, caller const& who, instant now);
// Those mails, latest written first.
result<page_of<mail>> list_troubled_mail(store& s, caller const& who, page_request const& page, instant now);
// What may be tried again: failed or uncertain, and still of use to somebody.
bool may_be_retried(mail const& m, instant now);

bool mail_is_held(store& s);
void hold_mail(store& s, caller const& who, instant now);
void release_mail(store& s, caller const& who, instant now);

// Of a database that was put back from a backup: what may have left already, by the server that was lost. None: it was
// not, or its mail was released since.
struct old_mail {
  instant restored;
  instant backup_made;
  std::int64_t waits = 0;  // that came with the backup and was due before it was put back
};
std::optional<old_mail> read_old_mail(store& s);
// Drops what came with the backup, waits, and was due before then; how many. Refuses where nothing was put back, and an
// instant since: what was written, or fell due, since then no server ever sent.
result<std::int64_t> drop_old_mail(store& s, caller const& who, instant due_before, instant now);

struct audit_line {
  audit_id id;
  instant at;
  std::string who;
  std::string what;                   // "booking.cancel"
  std::vector<std::string> subjects;  // texts of ids and slugs
};
result<page_of<audit_line>> list_audit(store& s, caller const& who, page_request const& page);

}  // namespace rehearse
