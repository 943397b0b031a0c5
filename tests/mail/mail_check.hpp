// What the mail tests share: a mail to send, and Python's parsers, which say whether bytes are the mail that was meant.
#pragma once

#include "notify/calendar/calendar_file.hpp"
#include "notify/letters/message.hpp"
#include "tests/support/child_process.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace rehearse::testing {

// A folder of its own, gone with the object.
class scratch_folder {
 public:
  scratch_folder();
  ~scratch_folder() { std::filesystem::remove_all(path_); }
  scratch_folder(scratch_folder const&) = delete;
  scratch_folder& operator=(scratch_folder const&) = delete;
  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

calendar_event sample_event();
// A mail with everything: a reply address, a thread, both texts; with `event`, an invitation to it.
message sample_mail();
message sample_invitation(invitation_method method = invitation_method::request);

// Puts the mail's event into it. The event's attendee becomes the mail's recipient.
void invite(message& mail, calendar_event event, invitation_method method);

// Runs tests/mail/check_mails.py.
class mail_check {
 public:
  mail_check();
  // "ok", or all in which `bytes` differ from `meant`. `was_received`: by a server, which adds fields and stores LF
  // lines.
  std::string differences(std::string_view bytes, message const& meant, bool was_received = false);

 private:
  scratch_folder folder_;
  child_process child_;
  int checked_ = 0;
};

// Makes certificate.pem, signed by nobody but itself, for `names`, and key.pem in `folder`.
void make_certificate(std::filesystem::path const& folder, std::string const& names = "DNS:localhost,IP:127.0.0.1");

std::string read_file(std::filesystem::path const& path);

}  // namespace rehearse::testing
