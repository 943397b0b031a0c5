// Every page and every form as a table: start reading here. Also the files that the pages use, /docs and /problems.
#pragma once

#include "server/auth/endpoint.hpp"

#include <filesystem>

namespace rehearse {

// `templates`: a folder whose files stand in for those in the program; empty: none. Throws where a template is broken,
// so that the start stops and not a page at night.
entrance pages_entrance(std::filesystem::path const& templates);

}  // namespace rehearse
