#include "config/durable_file.hpp"

#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rehearse {
namespace {

using path = std::filesystem::path;

[[noreturn]] void fail(path const& file, int why) {
  throw std::runtime_error(file.string() + ": " + std::generic_category().message(why));
}

class descriptor {
 public:
  descriptor(path const& file, int flags, mode_t mode = 0)
      : file_(file), number_(::open(file.c_str(), flags | O_CLOEXEC, mode)) {
    if (number_ < 0) fail();
  }
  ~descriptor() { ::close(number_); }
  descriptor(descriptor const&) = delete;
  descriptor& operator=(descriptor const&) = delete;

  void write(std::string_view text) const {
    if (::write(number_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) fail();
  }
  void sync() const {
    if (::fsync(number_) != 0) fail();
  }

 private:
  [[noreturn]] void fail() const { rehearse::fail(file_, errno); }

  path file_;
  int number_;
};

void sync_folder_of(path const& file) {
  descriptor(folder_of(file), O_RDONLY | O_DIRECTORY).sync();
}

struct ::stat found_at(path const& file) {
  struct ::stat found {};
  if (::stat(file.c_str(), &found) != 0) fail(file, errno);
  return found;
}

path written_draft(path const& file, std::string const& text, randomness& source) {
  path draft = file.string() + random_id(source, ".new-");
  descriptor const out(draft, O_WRONLY | O_CREAT | O_EXCL, 0600);
  out.write(text);
  out.sync();
  return draft;
}

}  // namespace

path folder_of(path const& file) {
  return file.has_parent_path() ? file.parent_path() : path(".");
}

void make_empty_file(path const& file) {
  descriptor(file, O_WRONLY | O_CREAT | O_EXCL, 0600);
}

void write_new_file(path const& file, std::string const& text, randomness& source) {
  auto const draft = written_draft(file, text, source);
  int const linked = ::link(draft.c_str(), file.c_str());
  int const why = errno;
  ::unlink(draft.c_str());
  if (linked != 0 && why != EEXIST) fail(file, why);
  sync_folder_of(file);
}

void replace_file(path const& file, std::string const& text, path const& like, randomness& source) {
  auto const draft = written_draft(file, text, source);
  make_like(draft, like);
  put_in_place(draft, file);
}

void put_in_place(path const& draft, path const& file) {
  descriptor(draft, O_RDONLY).sync();
  if (::rename(draft.c_str(), file.c_str()) != 0) fail(file, errno);
  sync_folder_of(file);
}

void keep_under(path const& file, path const& second_name) {
  if (::link(file.c_str(), second_name.c_str()) != 0 && errno != ENOENT) fail(second_name, errno);
}

void move_to(path const& file, path const& new_name) {
  if (::rename(file.c_str(), new_name.c_str()) == 0) return sync_folder_of(file);
  if (errno != ENOENT) fail(new_name, errno);
}

void give_to_owner_of(path const& other, path const& file) {
  auto const found = found_at(other);
  if (::geteuid() == 0 && ::chown(file.c_str(), found.st_uid, found.st_gid) != 0) fail(file, errno);
}

void make_like(path const& file, path const& like) {
  give_to_owner_of(like, file);
  auto const mode = found_at(like).st_mode;
  if (S_ISREG(mode) && ::chmod(file.c_str(), mode & 07777) != 0) fail(file, errno);
}

}  // namespace rehearse
