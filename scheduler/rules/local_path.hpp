// Where somebody may be led after signing in: a path of this site, and nothing that a browser could take for another
// one, or that would need encoding in a link. Pure; any thread.
#pragma once

#include <string_view>

namespace rehearse {

// Begins with one "/", at most 200 characters, only letters, digits and / _ . - ? =
bool is_local_path(std::string_view text);

}  // namespace rehearse
