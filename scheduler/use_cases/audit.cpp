#include "scheduler/use_cases/audit.hpp"

#include "scheduler/storage/audit_table.hpp"

namespace rehearse {

void note(store& s, caller const& who, std::string_view what, std::vector<std::string> subjects, instant now) {
  storage::audit_line line;
  line.id = s.make_id<audit_id>();
  line.at = now;
  line.who = name_of(who);
  line.what = what;
  line.subjects = std::move(subjects);
  storage::insert(s.db(), line);
}

}  // namespace rehearse
