// Reads the mails that our own mailer writes to files (notify/smtp/mime), so that the demo can show them: unfolded
// fields, encoded words, parts in quoted-printable and base64. No general mail reader. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

struct read_mail {
  std::string from, to, subject, date;  // decoded; empty: not there
  std::string text;                     // the text/plain part
  std::string html;                     // the text/html part; empty: none
  std::vector<std::string> attached;    // the names of files
};

// Never fails: what cannot be read is left away.
read_mail read_eml(std::string_view file);

// A name that a mail's file can have, and no path: letters, digits, "_-.@", not beginning with a dot, ending in ".eml".
bool is_eml_name(std::string_view name);

}  // namespace rehearse
