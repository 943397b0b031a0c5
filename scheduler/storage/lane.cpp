#include "scheduler/storage/lane.hpp"

#include "config/log.hpp"

namespace rehearse {

void answer_now(database::done const& then, std::exception_ptr fault) {
  try {
    then(std::move(fault));
  } catch (std::exception const& thrown) {
    log::error("an answer of the database was not taken", {{"fault", thrown.what()}});
  } catch (...) {
    log::error("an answer of the database was not taken");
  }
}

}  // namespace rehearse
