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

std::string text_part(std::string_view type, std::string_view text) {
  return opening(alternative_boundary) + "Content-Type: " + std::string(type) +
         "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted_printable(text) + "\r\n";
}

// No Content-Disposition here: with one, some clients show no invitation.
std::string calendar_part(invitation const& calendar) {
  bool const cancels = calendar.method == invitation_method::cancel;
  return text_part(
      cancels ? "text/calendar; charset=UTF-8; method=CANCEL" : "text/calendar; charset=UTF-8; method=REQUEST",
      calendar.calendar);
}

std::string alternative(message const& mail) {
  std::string part = opening(mixed_boundary) + multipart("alternative", alternative_boundary) + "\r\n";
  part += text_part("text/plain; charset=UTF-8", mail.text);
  if (!mail.html.empty()) part += text_part("text/html; charset=UTF-8", mail.html);
  if (mail.calendar) part += calendar_part(*mail.calendar);
  return part + closing(alternative_boundary);
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
  std::string text = header(mail) + alternative(mail);
  if (mail.calendar) text += attached_calendar(*mail.calendar);
  return text + closing(mixed_boundary);
}

}  // namespace rehearse
