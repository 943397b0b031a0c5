#include "server/application/mail_way.hpp"

#include "config/plain_file.hpp"
#include "config/secret.hpp"
#include "notify/smtp/eml_mailer.hpp"
#include "notify/smtp/smtp_mailer.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace rehearse {
namespace {

// libcurl would tell only with the first mail.
std::string readable(std::string const& ca_file) {
  if (ca_file.empty()) return ca_file;
  if (auto const trouble = trouble_with_kind_of(ca_file)) throw std::runtime_error("[smtp] ca_file: " + *trouble);
  if (!std::ifstream(ca_file)) throw std::runtime_error("[smtp] ca_file cannot be read: " + ca_file);
  return ca_file;
}

std::string password_of(settings const& set) {
  try {
    return read_password(set.smtp.password_file);
  } catch (std::exception const& failure) {
    throw std::runtime_error("[smtp] password_file " + std::string(failure.what()) +
                             "; write the password on its first line, for this user alone (chown, chmod 600)");
  }
}

// 0, or why no file can be made there.
int error_of_new_file(std::filesystem::path const& folder) {
  auto const tried = folder / (".try." + std::to_string(::getpid()) + ".part");
  int const file = ::open(tried.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return errno;
  ::close(file);
  return ::unlink(tried.c_str()) == 0 ? 0 : errno;
}

// 0, or why that folder cannot be made.
int error_of_new_folder(std::filesystem::path folder) {
  while (folder.has_relative_path() && ::access(folder.c_str(), F_OK) != 0 && errno == ENOENT)
    folder = folder.parent_path();
  if (!std::filesystem::is_directory(folder)) return ENOTDIR;
  return ::access(folder.c_str(), W_OK | X_OK) == 0 ? 0 : errno;
}

}  // namespace

std::optional<std::string> trouble_with_mail_folder(settings const& set) {
  if (!set.smtp.url.empty()) return std::nullopt;
  auto const folder = std::filesystem::absolute(set.mail.directory).lexically_normal();
  int const error = std::filesystem::is_directory(folder) ? error_of_new_file(folder) : error_of_new_folder(folder);
  if (error == 0) return std::nullopt;
  return "[mail] directory " + folder.string() + ": " + std::generic_category().message(error) +
         "; this user must be able to write there (chown, chmod), or set [smtp] url";
}

smtp_options smtp_options_of(settings const& set, std::stop_token abandon) {
  smtp_options options;
  options.url = set.smtp.url;
  options.username = set.smtp.username;
  if (!set.smtp.password_file.empty()) options.password = password_of(set);
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
