#include "scheduler/use_cases/desk/mail_desk.hpp"

#include "scheduler/rules/time_zone.hpp"
#include "scheduler/storage/audit_table.hpp"
#include "scheduler/storage/meta_table.hpp"
#include "scheduler/storage/outbox_table.hpp"
#include "scheduler/use_cases/audit.hpp"
#include "scheduler/use_cases/pages.hpp"
#include "scheduler/use_cases/refusals.hpp"

#include <algorithm>

namespace rehearse {
namespace {

// About a booking: as before. Others had three days from when they were written, and get three more.
instant useful_until(mail const& m, instant now) {
  return m.booking ? m.useless_after : std::max(m.useless_after, now + 72h);
}

constexpr auto usual_wait = minutes{5};

audit_line as_answered(storage::audit_line&& line) {
  return {std::move(line.id), line.at, std::move(line.who), std::move(line.what), std::move(line.subjects)};
}

}  // namespace

result<page_of<mail>> list_outbox(store& s, caller const& who, std::optional<mail_state> state,
                                  page_request const& page) {
  if (!is_organizer(who)) return organizers_only();
  return as_page(storage::list(s.db(), {state, std::nullopt}, as_piece(page)));
}

result<mail_standing> read_mail_standing(store& s, caller const& who, instant now) {
  if (!is_organizer(who)) return organizers_only();
  mail_standing found;
  found.failed = storage::count_mails(s.db(), mail_state::failed);
  found.uncertain = storage::count_mails(s.db(), mail_state::uncertain);
  found.late = storage::late_mails(s.db(), now - usual_wait);
  auto const first = storage::first_waiting(s.db());
  if (first && *first < now - usual_wait) found.oldest_due = first;
  found.held = mail_is_held(s);
  return found;
}

result<page_of<mail>> list_troubled_mail(store& s, caller const& who, page_request const& page, instant now) {
  if (!is_organizer(who)) return organizers_only();
  return as_page(storage::list_troubled(s.db(), now - usual_wait, as_piece(page)));
}

bool may_be_retried(mail const& m, instant now) {
  bool const is_over = m.state == mail_state::failed || m.state == mail_state::uncertain;
  return is_over && useful_until(m, now) > now;
}

result<mail> retry_mail(store& s, caller const& who, mail_id const& id, instant now) {
  if (!is_organizer(who)) return organizers_only();
  auto const found = storage::find(s.db(), id);
  if (!found) return refused(errc::not_found, "There is no such mail.");
  auto const until = useful_until(*found, now);
  if (until <= now) return refused(errc::wrong_state, "The time of this mail has gone: nobody could use it now.");
  if (!storage::retry(s.db(), id, now, until))
    return refused(errc::wrong_state, "Only a mail that failed, or is uncertain, can be tried again.");
  note(s, who, "mail.retry", {id.text}, now);
  return storage::find(s.db(), id).value();
}

bool mail_is_held(store& s) {
  return storage::mail_is_held(s.db());
}

void hold_mail(store& s, caller const& who, instant now) {
  storage::hold_mail(s.db(), true);
  note(s, who, "mail.hold", {}, now);
}

void release_mail(store& s, caller const& who, instant now) {
  storage::hold_mail(s.db(), false);
  storage::forget_meta(s.db(), storage::meta_restored);
  storage::forget_meta(s.db(), storage::meta_restored_from);
  note(s, who, "mail.release", {}, now);
}

std::optional<old_mail> read_old_mail(store& s) {
  auto const restored = read_instant(storage::meta(s.db(), storage::meta_restored).value_or(""));
  auto const made = read_instant(storage::meta(s.db(), storage::meta_restored_from).value_or(""));
  if (!restored || !made) return std::nullopt;
  return old_mail{*restored, *made, storage::count_due_before(s.db(), *restored, *made)};
}

result<std::int64_t> drop_old_mail(store& s, caller const& who, instant due_before, instant now) {
  auto const old = read_old_mail(s);
  if (!old)
    return refused(errc::wrong_state,
                   "No backup was put back since mail was released last: nothing waits that may have left already.");
  if (due_before > old->restored)
    return refused(errc::wrong_state, to_text(due_before) + " is after " + to_text(old->restored) +
                                          ", when the backup was put back: what fell due since then has not left.");
  auto const why = "due before " + to_text(due_before) + ": it may have left before the database was restored";
  note(s, who, "mail.drop", {}, now);
  return storage::drop_due_before(s.db(), {due_before, old->backup_made, why, now});
}

result<page_of<audit_line>> list_audit(store& s, caller const& who, page_request const& page) {
  if (!is_organizer(who)) return organizers_only();
  auto piece = storage::list_audit(s.db(), as_piece(page));
  if (!piece) return piece.error();
  page_of<audit_line> answer;
  for (auto& line : piece->items) answer.items.push_back(as_answered(std::move(line)));
  answer.next = std::move(piece->next);
  return answer;
}

}  // namespace rehearse
