#include "notify/smtp/smtp_mailer.hpp"

#include "notify/smtp/header_fields.hpp"
#include "notify/smtp/mime.hpp"
#include "notify/smtp/smtp_session.hpp"

#include <algorithm>

namespace rehearse {
namespace {

constexpr std::size_t longest_detail = 500;
// That a connection is gone shows at once; and a send that begins anew has its whole time ahead.
constexpr std::chrono::seconds longest_drop{30};

// Server text as one line that can stand in a log or a page.
std::string one_line(std::string_view text) {
  std::string line;
  for (char c : text.substr(0, longest_detail)) {
    bool const is_plain = c > ' ' && c < 0x7f;
    if (is_plain) line += c;
    if (!is_plain && !line.empty() && line.back() != ' ') line += ' ';
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

// RFC 3463: "5.2.2" behind the reply code tells a full mailbox from a message that is too big; both may come as 552.
bool is_mailbox_full(smtp_transcript const& seen) {
  if (seen.last_reply.find("5.2.2") != std::string::npos) return true;
  bool const says_more = seen.last_reply.size() > 5 && seen.last_reply.compare(4, 2, "5.") == 0;
  return seen.last_code == 552 && !says_more;
}

// Codes by which a server asks for a login or for encryption (RFC 4954 section 6, RFC 3207 section 4), wherever they
// come.
bool is_about_login(int code) {
  return code == 530 || code == 534 || code == 535 || code == 538 || code == 454;
}

bool is_about_one_mail(smtp_stage stage) {
  return stage >= smtp_stage::mail_from;
}

delivery after_the_end(smtp_transcript const& seen) {
  // Where writing failed the final dot did not leave, and without it no server takes a message.
  if (seen.exit == CURLE_SEND_ERROR && !seen.answered_stage) return delivery::refused_for_now;
  if (!seen.answered_stage) return delivery::perhaps_sent;
  if (seen.last_code / 100 == 4) return delivery::refused_for_now;
  if (seen.last_code / 100 == 5) return delivery::refused_for_good;
  return delivery::perhaps_sent;
}

delivery judge(smtp_transcript const& seen) {
  if (seen.exit == CURLE_OK && seen.last_code == 250 && seen.stage == smtp_stage::ended) return delivery::sent;
  if (is_about_login(seen.last_code) && seen.answered_stage) return delivery::refused_for_now;
  if (seen.stage == smtp_stage::ended) return after_the_end(seen);
  bool const refused = is_about_one_mail(seen.stage) && seen.answered_stage && seen.last_code / 100 == 5;
  return refused ? delivery::refused_for_good : delivery::refused_for_now;
}

// Whether the next mail would fare the same: nothing about this one had been answered, or the server is closing.
bool is_server_trouble(smtp_transcript const& seen) {
  if (seen.exit == CURLE_OK || seen.exit == CURLE_ABORTED_BY_CALLBACK) return false;
  if (!is_about_one_mail(seen.stage)) return true;
  if (seen.answered_stage) return seen.last_code == 421 || is_about_login(seen.last_code);
  return seen.stage != smtp_stage::ended;
}

std::string explain(smtp_transcript const& seen) {
  if (seen.login_missing) return "the server offers no login, but a user name is set";
  bool const reply_matters = seen.exit == CURLE_OK || seen.stage == smtp_stage::ended || seen.last_code >= 400;
  std::string const reply = seen.answered_stage && reply_matters ? one_line(seen.last_reply) : "";
  if (seen.exit == CURLE_OK) return reply;
  std::string const error = one_line(seen.curl_error);
  return reply.empty() ? error : reply + " (" + error + ")";
}

delivery_report report_on(smtp_transcript const& seen) {
  delivery_report report;
  report.outcome = judge(seen);
  report.smtp_code = seen.last_code;
  report.detail = explain(seen);
  report.mailbox_full = report.outcome == delivery::refused_for_good && is_mailbox_full(seen);
  report.server_trouble = report.outcome != delivery::sent && is_server_trouble(seen);
  return report;
}

// The server had closed the idle connection, with or without a word (421), before it took anything of this mail.
bool was_dropped_while_idle(smtp_transcript const& seen) {
  bool const lost = seen.exit == CURLE_SEND_ERROR || seen.exit == CURLE_RECV_ERROR || seen.exit == CURLE_GOT_NOTHING;
  if (!seen.was_reused || !lost || seen.took > longest_drop) return false;
  if (seen.stage != smtp_stage::mail_from && seen.stage != smtp_stage::connecting) return false;
  return seen.replies == 0 || seen.last_code == 421;
}

class smtp_mailer final : public mailer {
 public:
  explicit smtp_mailer(smtp_options options) : session_(std::move(options)) {}

  delivery_report send(message const& mail) override {
    std::string text;
    try {
      text = mime_text(mail);
    } catch (unsafe_header const& refusal) {
      return {.outcome = delivery::refused_for_good, .detail = refusal.what()};
    }
    smtp_transcript seen = session_.transfer(mail.from.address, mail.to.address, text, owes_an_answer_);
    if (was_dropped_while_idle(seen)) seen = session_.transfer(mail.from.address, mail.to.address, text, true);
    owes_an_answer_ = seen.exit != CURLE_OK && !seen.answered_stage;
    return report_on(seen);
  }

 private:
  // libcurl would go on with a connection whose last answer never came: it may hang for ever, and an answer that comes
  // late would be taken for one about the next mail.
  bool owes_an_answer_ = false;
  smtp_session session_;
};

}  // namespace

std::unique_ptr<mailer> make_smtp_mailer(smtp_options options) {
  return std::make_unique<smtp_mailer>(std::move(options));
}

smtp_check smtp_login_check(smtp_options const& options) {
  smtp_transcript const seen = smtp_session(options).greet();
  if (seen.exit != CURLE_OK) return {false, explain(seen)};
  std::string detail = "connected to " + options.url;
  bool const is_encrypted = seen.encrypted || options.url.starts_with("smtps:");
  detail += is_encrypted ? ", encrypted" : ", not encrypted";
  detail += seen.logged_in ? ", logged in" : ", without login";
  return {true, detail};
}

}  // namespace rehearse
