#include "config/open_files.hpp"

#include <cerrno>
#include <system_error>

#include <sys/resource.h>

namespace rehearse {

std::size_t allow_most_open_files() {
  rlimit allowed{};
  if (::getrlimit(RLIMIT_NOFILE, &allowed) != 0)
    throw std::system_error(errno, std::generic_category(), "getrlimit RLIMIT_NOFILE");
  rlimit const most{allowed.rlim_max, allowed.rlim_max};
  // Refused where the hard limit is beyond what the kernel gives to any process: the present one holds then.
  return ::setrlimit(RLIMIT_NOFILE, &most) == 0 ? most.rlim_cur : allowed.rlim_cur;
}

}  // namespace rehearse
