// Mail as files: what the SMTP mailer would send, written as one .eml each into a folder. Used where no SMTP server is
// set, and by the demo inbox, which reads the folder. Any number of mailers may share a folder; one thread at a time
// per mailer.
#pragma once

#include "notify/smtp/mailer.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace rehearse {

// A mailer that writes into `folder`, which is made when missing. A file appears whole or not at all, readable by its
// owner alone (mails carry links that act); the same Message-ID overwrites. What the disk refuses is reported as
// refused_for_now.
std::unique_ptr<mailer> make_eml_mailer(std::filesystem::path folder);

// The file name of a mail with this Message-ID: "mail_7k2m@host.eml".
std::string eml_file_name(std::string_view message_id);

}  // namespace rehearse
