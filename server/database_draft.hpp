// A SQLite file that is being made beside the place where it belongs. Used by backup and restore. One thread.
#pragma once

#include <filesystem>

namespace rehearse {

// Nothing of it stays unless it got its name. What an earlier try left at `file` is removed.
class database_draft {
 public:
  explicit database_draft(std::filesystem::path file);
  database_draft(database_draft const&) = delete;
  database_draft& operator=(database_draft const&) = delete;
  ~database_draft();

  std::filesystem::path const& file() const { return file_; }

 private:
  std::filesystem::path file_;
};

// What SQLite keeps beside a database: they belong to it alone, and would be played into another of its name.
inline constexpr char const* log_endings[] = {"-wal", "-shm", "-journal"};

// Reads all of it. Throws std::runtime_error with one line that names the file.
void demand_sound(std::filesystem::path const& file);

}  // namespace rehearse
