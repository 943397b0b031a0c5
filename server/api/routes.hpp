// The whole API as a table: start reading here. Each row names the operation as the OpenAPI document does.
#pragma once

#include "server/auth/endpoint.hpp"

namespace rehearse {

// Bearer tokens, problem+json, no CSRF since nothing is sent by itself.
entrance api_entrance();

}  // namespace rehearse
