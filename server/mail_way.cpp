#include "server/mail_way.hpp"

#include "config/secret.hpp"
#include "notify/smtp/eml_mailer.hpp"
#include "notify/smtp/smtp_mailer.hpp"

#include <fstream>
#include <stdexcept>

namespace rehearse {
namespace {

// libcurl would tell only with the first mail.
std::string readable(std::string const& ca_file) {
  if (!ca_file.empty() && !std::ifstream(ca_file))
    throw std::runtime_error("[smtp] ca_file cannot be read: " + ca_file);
  return ca_file;
}

}  // namespace

smtp_options smtp_options_of(settings const& set, std::stop_token abandon) {
  smtp_options options;
  options.url = set.smtp.url;
  options.username = set.smtp.username;
  if (!set.smtp.password_file.empty()) options.password = read_password(set.smtp.password_file);
  options.encryption = set.smtp.starttls;
  options.ca_file = readable(set.smtp.ca_file);
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
