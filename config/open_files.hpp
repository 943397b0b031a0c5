// How many files, sockets included, the kernel lets this process have open (RLIMIT_NOFILE). `serve` reckons from it how
// many clients it can take without starving database and mail; `doctor` shows it. Main thread.
#pragma once

#include <cstddef>

namespace rehearse {

// Raises the limit to the most that this process may have, and returns it.
std::size_t allow_most_open_files();

}  // namespace rehearse
