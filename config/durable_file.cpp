#include "config/durable_file.hpp"

#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <stdio.h>
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
  void give_to(::uid_t user, ::gid_t group) const {
    if (::fchown(number_, user, group) != 0) fail();
  }
  void let(::mode_t mode) const {
    if (::fchmod(number_, mode) != 0) fail();
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

// Never what a link of that name leads to: in a folder where others may write, that can be any file of this machine.
constexpr int itself = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

// In one step, whoever makes `file` meanwhile. Some file systems know no second names.
bool named_where_nothing_was(path const& draft, path const& file) {
  if (::link(draft.c_str(), file.c_str()) == 0) return true;
  if (errno != EPERM && errno != EOPNOTSUPP) return false;
  return ::renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0;
}

}  // namespace

path folder_of(path const& file) {
  return file.has_parent_path() ? file.parent_path() : path(".");
}

void make_empty_file(path const& file) {
  descriptor(file, O_WRONLY | O_CREAT | O_EXCL, 0600);
}

written_draft::written_draft(path const& beside, std::string const& text, randomness& source)
    : file_(beside.string() + random_id(source, ".new-")) {
  make_empty_file(file_);
  try {
    descriptor const out(file_, O_WRONLY | O_NOFOLLOW);
    out.write(text);
    out.sync();
  } catch (...) {
    ::unlink(file_.c_str());
    throw;
  }
}

written_draft::~written_draft() {
  ::unlink(file_.c_str());
}

void write_new_file(path const& file, std::string const& text, randomness& source) {
  written_draft const draft(file, text, source);
  put_where_nothing_is(draft.file(), file);
}

bool put_where_nothing_is(path const& draft, path const& file) {
  descriptor(draft, O_RDONLY).sync();
  bool const is_ours = named_where_nothing_was(draft, file);
  if (!is_ours && errno != EEXIST) fail(file, errno);
  sync_folder_of(file);
  return is_ours;
}

void put_in_place(path const& draft, path const& file) {
  descriptor(draft, O_RDONLY).sync();
  if (::rename(draft.c_str(), file.c_str()) != 0) fail(file, errno);
  sync_folder_of(file);
}

void keep_under(path const& file, path const& second_name) {
  if (::link(file.c_str(), second_name.c_str()) == 0) return sync_folder_of(second_name);
  if (errno != ENOENT) fail(second_name, errno);
}

void move_to(path const& file, path const& new_name) {
  if (::rename(file.c_str(), new_name.c_str()) == 0) return sync_folder_of(file);
  if (errno != ENOENT) fail(new_name, errno);
}

void give_to_owner_of(path const& other, path const& file) {
  auto const found = found_at(other);
  if (::geteuid() == 0) descriptor(file, itself).give_to(found.st_uid, found.st_gid);
}

void make_like(path const& file, path const& like, ::mode_t at_most) {
  give_to_owner_of(like, file);
  auto const mode = found_at(like).st_mode;
  if (S_ISREG(mode)) descriptor(file, itself).let(mode & at_most);
}

}  // namespace rehearse
