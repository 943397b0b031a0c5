#include "server/auth/fault_answers.hpp"

#include "config/log.hpp"
#include "scheduler/storage/database.hpp"

namespace rehearse {
namespace {

http::response refuse(errand const& e, refusal const& why) {
  return e.at->table.refuse(e.c, why).response;
}

// And so nothing was changed.
bool is_unavailable(std::exception_ptr const& fault) try {
  if (fault) std::rethrow_exception(fault);
  return false;
} catch (outcome_unknown const&) {
  return false;
} catch (database_unavailable const&) {
  return true;
} catch (...) {
  return false;
}

}  // namespace

refusal not_now() {
  return refused(errc::overloaded, "The database cannot take this now. Nothing was changed.");
}

http::response overloaded(errand const& e) {
  auto const& table = e.at->table;
  return table.overloaded ? table.overloaded(e.c) : refuse(e, not_now());
}

http::response answer_to_fault(errand const& e, std::exception_ptr const& fault) {
  try {
    std::rethrow_exception(fault);
  } catch (outcome_unknown const&) {
    return refuse(e,
                  refused(errc::outcome_unknown,
                          "The database was lost in the middle of it: whether it was done is not known. Send it again, "
                          "with the same Idempotency-Key where there was one."));
  } catch (database_unavailable const&) {  // why, is in the log
    return overloaded(e);
  } catch (std::exception const& bug) {
    log::error("request failed",
               {{"request_id", e.c.request->id}, {"operation", std::string(e.way->operation)}, {"reason", bug.what()}});
  } catch (...) {
    log::error("request failed", {{"request_id", e.c.request->id}, {"operation", std::string(e.way->operation)}});
  }
  return refuse(e, refused(errc::internal, "Something went wrong here. Nothing was changed."));
}

job form_again(errand const& e, std::exception_ptr const& fault) {
  if (!e.at->table.form_again || !is_unavailable(fault)) return {};
  return e.at->table.form_again(e.c);
}

}  // namespace rehearse
