// The environment of the process, read here and nowhere else (an architecture test looks). `main` reads it once and
// hands it to load_settings. Before any thread starts.
#pragma once

#include <map>
#include <string>

namespace rehearse {

using environment = std::map<std::string, std::string>;

// Every variable of this process; a name given twice counts once, the first.
environment process_environment();

}  // namespace rehearse
