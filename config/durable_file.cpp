#include "config/durable_file.hpp"

#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <fcntl.h>
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

path folder_of(path const& file) {
  return file.has_parent_path() ? file.parent_path() : path(".");
}

void sync_folder_of(path const& file) {
  descriptor(folder_of(file), O_RDONLY | O_DIRECTORY).sync();
}

path written_draft(path const& file, std::string const& text, randomness& source) {
  path draft = file.string() + random_id(source, ".new-");
  descriptor const out(draft, O_WRONLY | O_CREAT | O_EXCL, 0600);
  out.write(text);
  out.sync();
  return draft;
}

}  // namespace

void write_new_file(path const& file, std::string const& text, randomness& source) {
  auto const draft = written_draft(file, text, source);
  int const linked = ::link(draft.c_str(), file.c_str());
  int const why = errno;
  ::unlink(draft.c_str());
  if (linked != 0 && why != EEXIST) fail(file, why);
  sync_folder_of(file);
}

void replace_file(path const& file, std::string const& text, randomness& source) {
  put_in_place(written_draft(file, text, source), file);
}

void put_in_place(path const& draft, path const& file) {
  descriptor(draft, O_RDONLY).sync();
  if (::rename(draft.c_str(), file.c_str()) != 0) fail(file, errno);
  sync_folder_of(file);
}

void keep_under(path const& file, path const& second_name) {
  if (::link(file.c_str(), second_name.c_str()) != 0 && errno != ENOENT) fail(second_name, errno);
}

}  // namespace rehearse
