// What may happen only so often to an address. Within a transaction; the thread of its connection.
#pragma once

#include "scheduler/storage/connection.hpp"

namespace rehearse::storage {

// May the reason of a refused booking be mailed to that address (lower case)? At most once in 24 hours: true notes it.
bool may_explain_limit(connection& db, std::string_view address, instant now);

}  // namespace rehearse::storage
