// A stylesheet as it goes over the line: without comments and blanks, which browsers pass over. For public_files alone,
// once at the start; whoever writes styles keeps both. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace rehearse {

// What stands in quotes stays as it is.
std::string tightened(std::string_view stylesheet);

}  // namespace rehearse
