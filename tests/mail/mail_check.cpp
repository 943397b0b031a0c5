#include "tests/mail/mail_check.hpp"

#include "tests/support/tree.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>

namespace rehearse::testing {
namespace {

std::string json_text(std::string_view text) {
  std::string json = "\"";
  for (char c : text) {
    char escaped[8];
    bool const is_plain = static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
    std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
    json += is_plain ? std::string(1, c) : std::string(escaped);
  }
  return json + '"';
}

std::string pair_json(mailbox const& who) {
  return "[" + json_text(who.name) + "," + json_text(who.address) + "]";
}

std::string number(instant when) {
  return std::to_string(when.time_since_epoch().count());
}

std::string event_json(calendar_event const& event) {
  return "{\"uid\":" + json_text(event.uid) + ",\"sequence\":" + std::to_string(event.sequence) +
         ",\"start\":" + number(event.start) + ",\"end\":" + number(event.end) +
         ",\"summary\":" + json_text(event.summary) + ",\"description\":" + json_text(event.description) +
         ",\"location\":" + json_text(event.location) + "}";
}

std::string fields_json(message const& mail) {
  std::string names = R"(["Date","From","To","Subject","Message-ID","Auto-Submitted","MIME-Version","Content-Type")";
  if (mail.reply_to) names += R"(,"Reply-To")";
  if (!mail.thread_id.empty()) names += R"(,"In-Reply-To","References")";
  return names + "]";
}

std::string meant_json(message const& mail, bool was_received) {
  std::string json = "{\"received\":" + std::string(was_received ? "true" : "false");
  json += ",\"fields\":" + fields_json(mail);
  json += ",\"From\":" + pair_json(mail.from) + ",\"To\":" + pair_json(mail.to);
  if (mail.reply_to) json += ",\"Reply-To\":" + pair_json(*mail.reply_to);
  json += ",\"Message-ID\":" + json_text(mail.message_id) + ",\"In-Reply-To\":" + json_text(mail.thread_id);
  json += ",\"References\":" + json_text(mail.thread_id) + ",\"date\":" + number(mail.date);
  json += ",\"subject\":" + json_text(mail.subject) + ",\"text\":" + json_text(mail.text) +
          ",\"html\":" + json_text(mail.html);
  json += ",\"calendar\":" + (mail.calendar ? json_text(mail.calendar->calendar) : "null");
  bool const cancels = mail.calendar && mail.calendar->method == invitation_method::cancel;
  json += ",\"method\":" + json_text(cancels ? "CANCEL" : "REQUEST");
  return json + ",\"event\":" + event_json(sample_event()) + "}";
}

void write_file(std::filesystem::path const& path, std::string_view text) {
  std::ofstream(path, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
}

}  // namespace

scratch_folder::scratch_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "rehearse_mail_XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder");
  path_ = name;
}

calendar_event sample_event() {
  using namespace date::literals;
  calendar_event event;
  event.uid = "bk_7k2m@rehearse.example";
  event.sequence = 2;
  event.start = date::sys_days{2026_y / 11 / 24} + 13h + 30min;
  event.end = event.start + 1h;
  event.stamp = event.created = event.last_modified = date::sys_days{2026_y / 11 / 20} + 8h;
  event.summary = "Practice interview";
  event.description =
      "For you: 14:30 (UTC+01:00, Africa/Lagos)\nFor Günther, today; tomorrow: 19:00 — नमस्ते 😀\n\nDeleting this entry "
      "tells nobody: use https://rehearse.example/b/token";
  event.location = "https://meet.example/room-1,2;3";
  event.url = "https://rehearse.example/b/token";
  event.organizer = {"Programme", "contact@rehearse.example"};
  return event;
}

message sample_mail() {
  message mail;
  mail.from = {"Rehearse", "mail@rehearse.example"};
  mail.to = {"Adaeze Ọkọ́nkwọ̀", "adaeze@example.org"};
  mail.reply_to = mailbox{"Contact, the Programme", "contact@rehearse.example"};
  mail.subject = "Your practice interview on Tuesday 24 November at 14:30 — with Günther";
  mail.text = "Good day,\n\n.a dot starts this line\nFrom here on:\n..\n.\ntrailing blank \nnaïve = 100 %\n";
  mail.html = "<!doctype html>\n<p style=\"color:#123\">Günther 😀</p>\n";
  mail.message_id = "<mail_abc123@rehearse.example>";
  mail.thread_id = "<bk_7k2m@rehearse.example>";
  mail.date = date::sys_days{date::year{2026} / 11 / 20} + 8h + 1min + 2s;
  return mail;
}

message sample_invitation(invitation_method method) {
  message mail = sample_mail();
  invite(mail, sample_event(), method);
  return mail;
}

void invite(message& mail, calendar_event event, invitation_method method) {
  bool const cancels = method == invitation_method::cancel;
  event.attendee = {mail.to.name, mail.to.address};
  mail.calendar =
      invitation{method, calendar_file(cancels ? calendar_method::cancel : calendar_method::request, event)};
}

mail_check::mail_check() : child_({"/usr/bin/python3", in_source_tree("tests/mail/check_mails.py")}) {}

std::string mail_check::differences(std::string_view bytes, message const& meant, bool was_received) {
  std::string const name = (folder_.path() / std::to_string(++checked_)).string();
  write_file(name + ".eml", bytes);
  write_file(name + ".json", meant_json(meant, was_received));
  child_.write_line(name + ".eml");
  return child_.read_line();
}

void make_certificate(std::filesystem::path const& folder, std::string const& names) {
  child_process openssl({"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                         "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", (folder / "key.pem").string(), "-out",
                         (folder / "certificate.pem").string(), "-days", "2", "-subj", "/CN=test", "-addext",
                         "subjectAltName=" + names});
  if (openssl.wait() != 0) throw std::runtime_error("openssl makes no certificate");
}

std::string read_file(std::filesystem::path const& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace rehearse::testing
