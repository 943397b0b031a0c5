// The files that pages use (styles, scripts, icons), each with an ETag. Under the address that pages give it a file
// never changes, so that browsers keep it and do not ask again. Immutable; any thread.
#pragma once

#include "config/embedded.hpp"
#include "server/auth/endpoint.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

// A route for each: /assets/….
std::vector<route> assets();

// The same of other files, below `folder` ("/docs/").
std::vector<route> files_below(std::string const& folder, std::span<embedded_file const> files);

// "rehearse.css" → "/assets/rehearse.css?v=…", other bytes having another address. Throws std::logic_error when there
// is no such file.
std::string asset_url(std::string_view name);

}  // namespace rehearse
