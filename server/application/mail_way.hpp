// Which way mails leave, as the settings say: to an SMTP server, or as .eml files into a folder. Main thread; what is
// made belongs to the thread that makes it.
#pragma once

#include "config/settings.hpp"
#include "notify/smtp/mailer.hpp"
#include "notify/smtp/smtp_mailer.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace rehearse {

// Makes mailers, one for each connection. Reads the password file now, and looks at the file of certificates; throws
// std::runtime_error with one line. When `abandon` stops, a send in flight ends within about a second.
std::function<std::unique_ptr<mailer>()> mail_way(settings const& set, std::stop_token abandon);

// How the SMTP server of the settings is reached; for `doctor`.
smtp_options smtp_options_of(settings const& set, std::stop_token abandon = {});

// What keeps mails from being written as files, and how to mend it; none where they can be, or an SMTP server is set. A
// folder that is there is tried by a file that goes at once.
std::optional<std::string> trouble_with_mail_folder(settings const& set);

}  // namespace rehearse
