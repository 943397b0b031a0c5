#include "notify/smtp/eml_mailer.hpp"

#include "notify/smtp/mime.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace rehearse {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_name = 200;

[[noreturn]] void fail(std::string const& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

class open_file {
 public:
  open_file(fs::path const& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (number_ < 0) fail("cannot open " + path.string());
  }
  ~open_file() { ::close(number_); }
  open_file(open_file const&) = delete;
  open_file& operator=(open_file const&) = delete;

  void write(std::string_view text) {
    while (!text.empty()) {
      ssize_t const written = ::write(number_, text.data(), text.size());
      if (written < 0 && errno != EINTR) fail("cannot write");
      if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() {
    if (::fsync(number_) != 0) fail("cannot sync");
  }

 private:
  int number_;
};

void make_folder(fs::path const& folder) {
  if (fs::create_directories(folder)) fs::permissions(folder, fs::perms::owner_all);
}

// Under another name first, then renamed: a reader of the folder never sees half a mail.
void write_whole(fs::path const& folder, std::string const& name, std::string_view text) {
  fs::path const unfinished = folder / ("." + name + "." + std::to_string(::getpid()) + ".part");
  try {
    open_file file(unfinished, O_WRONLY | O_CREAT | O_TRUNC);
    file.write(text);
    file.sync();
    fs::rename(unfinished, folder / name);
  } catch (...) {
    ::unlink(unfinished.c_str());
    throw;
  }
  open_file(folder, O_RDONLY | O_DIRECTORY).sync();
}

class eml_mailer final : public mailer {
 public:
  explicit eml_mailer(fs::path folder) : folder_(std::move(folder)) {}

  delivery_report send(message const& mail) override {
    try {
      make_folder(folder_);
      write_whole(folder_, eml_file_name(mail.message_id), mime_text(mail));
    } catch (unsafe_header const& refusal) {
      return {.outcome = delivery::refused_for_good, .detail = refusal.what()};
    } catch (std::system_error const& error) {
      return {.outcome = delivery::refused_for_now, .detail = error.what(), .server_trouble = true};
    }
    return {.outcome = delivery::sent, .detail = "written to the mail folder"};
  }

 private:
  fs::path folder_;
};

bool may_stand_in_a_name(char c) {
  bool const is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == '@';
}

}  // namespace

std::unique_ptr<mailer> make_eml_mailer(fs::path folder) {
  return std::make_unique<eml_mailer>(std::move(folder));
}

std::string eml_file_name(std::string_view message_id) {
  if (message_id.starts_with('<')) message_id.remove_prefix(1);
  if (message_id.ends_with('>')) message_id.remove_suffix(1);
  std::string name(message_id.substr(0, longest_name));
  for (char& c : name)
    if (!may_stand_in_a_name(c)) c = '_';
  if (name.empty() || name.front() == '.') name.insert(0, "_");
  return name + ".eml";
}

}  // namespace rehearse
