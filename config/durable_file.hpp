// Files that are there whole and on disk, or not at all, whenever the machine stops. For secrets and backups. All throw
// std::runtime_error with one line that names the file. Any thread; `source` makes the name of the draft.
#pragma once

#include "config/randomness.hpp"

#include <filesystem>
#include <string>

#include <sys/types.h>

namespace rehearse {

// The folder that the file stands in: "." where its path names none.
std::filesystem::path folder_of(std::filesystem::path const& file);

// Mode 0600; there must be none of that name.
void make_empty_file(std::filesystem::path const& file);
// Mode 0600. A file that is there already stays as it is.
void write_new_file(std::filesystem::path const& file, std::string const& text, randomness& source);
// A text on disk, mode 0600, beside the place where it belongs, under a name of its own. It goes unless it was put in
// place.
class written_draft {
 public:
  written_draft(std::filesystem::path const& beside, std::string const& text, randomness& source);
  written_draft(written_draft const&) = delete;
  written_draft& operator=(written_draft const&) = delete;
  ~written_draft();

  std::filesystem::path const& file() const { return file_; }

 private:
  std::filesystem::path file_;
};

// Gives what is written at `draft` (of the same folder) the name `file`, in place of what is there.
void put_in_place(std::filesystem::path const& draft, std::filesystem::path const& file);
// The same, unless something is there: that stays as it is, whoever made it and when; false then. The draft may have
// both names afterwards.
bool put_where_nothing_is(std::filesystem::path const& draft, std::filesystem::path const& file);

// The same file under a second name, which must be free; nothing where there is no file.
void keep_under(std::filesystem::path const& file, std::filesystem::path const& second_name);
// The file under that name alone; nothing where there is no file.
void move_to(std::filesystem::path const& file, std::filesystem::path const& new_name);

// The file belongs to whom `other` belongs, where this process may give files away: root may. Fails where `file` is a
// link to another.
void give_to_owner_of(std::filesystem::path const& other, std::filesystem::path const& file);
// The same, and the file has of `at_most` what the mode of `like` has, unless that is a folder.
void make_like(std::filesystem::path const& file, std::filesystem::path const& like, ::mode_t at_most = 0777);

}  // namespace rehearse
