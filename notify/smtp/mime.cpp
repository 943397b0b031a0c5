#include "notify/smtp/mime.hpp"

#include "notify/smtp/transfer_encodings.hpp"

#include <string_view>

namespace rehearse {
namespace {

// "=_" stands in no quoted-printable and no base64 text, so these two can be no line of any part.
constexpr std::string_view mixed_boundary = "=_rehearse_mixed";
constexpr std::string_view alternative_boundary = "=_rehearse_alternative";

std::string opening(std::string_view boundary) {
  return "--" + std::string(boundary) + "\r\n";
}
std::string closing(std::string_view boundary) {
  return "--" + std::string(boundary) + "--\r\n";
}

std::string multipart(std::string_view kind, std::string_view boundary) {
  return "Content-Type: multipart/" + std::string(kind) + ";\r\n boundary=\"" + std::string(boundary) + "\"\r\n";
}

std::string thread_fields(message const& mail) {
  if (mail.thread_id.empty() || mail.thread_id == mail.message_id) return {};
  return id_field("In-Reply-To", mail.thread_id) + id_field("References", mail.thread_id);
}

std::string header(message const& mail) {
  std::string fields = date_field(mail.date);
  fields += mailbox_field("From", mail.from);
  if (mail.reply_to) fields += mailbox_field("Reply-To", *mail.reply_to);
  fields += mailbox_field("To", mail.to);
  fields += text_field("Subject", mail.subject);
  fields += id_field("Message-ID", mail.message_id);
  fields += thread_fields(mail);
  // RFC 3834: vacation programs do not answer it.
  fields += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
  return fields + multipart("mixed", mixed_boundary) + "\r\n";
}

void append_text_part(std::string& to, std::string_view type, std::string_view text) {
  to.append(opening(alternative_boundary)).append("Content-Type: ").append(type);
  to += "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
  append_quoted_printable(to, text);
  to += "\r\n";
}

// No Content-Disposition here: with one, some clients show no invitation.
void append_calendar_part(std::string& to, invitation const& calendar) {
  bool const cancels = calendar.method == invitation_method::cancel;
  append_text_part(
      to, cancels ? "text/calendar; charset=UTF-8; method=CANCEL" : "text/calendar; charset=UTF-8; method=REQUEST",
      calendar.calendar);
}

void append_alternative(std::string& to, message const& mail) {
  to += opening(mixed_boundary) + multipart("alternative", alternative_boundary) + "\r\n";
  append_text_part(to, "text/plain; charset=UTF-8", mail.text);
  if (!mail.html.empty()) append_text_part(to, "text/html; charset=UTF-8", mail.html);
  if (mail.calendar) append_calendar_part(to, *mail.calendar);
  to += closing(alternative_boundary);
}

std::string attached_calendar(invitation const& calendar) {
  return opening(mixed_boundary) +
         "Content-Type: application/ics; name=\"invite.ics\"\r\n"
         "Content-Disposition: attachment; filename=\"invite.ics\"\r\n"
         "Content-Transfer-Encoding: base64\r\n\r\n" +
         base64_lines(calendar.calendar);
}

}  // namespace

std::string mime_text(message const& mail) {
  std::string text = header(mail);
  text.reserve(2'000 + (mail.text.size() + mail.html.size()) * 5 / 4);
  append_alternative(text, mail);
  if (mail.calendar) text += attached_calendar(*mail.calendar);
  return text + closing(mixed_boundary);
}

}  // namespace rehearse
