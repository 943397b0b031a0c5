#include "server/mail_way.hpp"

#include "config/secret.hpp"
#include "notify/smtp/eml_mailer.hpp"
#include "notify/smtp/smtp_mailer.hpp"

namespace rehearse {

smtp_options smtp_options_of(settings const& set, std::stop_token abandon) {
  smtp_options options;
  options.url = set.smtp.url;
  options.username = set.smtp.username;
  if (!set.smtp.password_file.empty()) options.password = read_password(set.smtp.password_file);
  options.encryption = set.smtp.starttls;
  options.ca_file = set.smtp.ca_file;
  auto const from = sender_address(set);
  options.ehlo_name = from.substr(from.rfind('@') + 1);
  options.abandon = std::move(abandon);
  return options;
}

std::function<std::unique_ptr<mailer>()> mail_way(settings const& set, std::stop_token abandon) {
  if (set.smtp.url.empty()) return [folder = set.mail.directory] { return make_eml_mailer(folder); };
  return [options = smtp_options_of(set, std::move(abandon))] { return make_smtp_mailer(options); };
}

}  // namespace rehearse
