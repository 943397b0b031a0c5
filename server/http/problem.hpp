// A refusal or fault as RFC 9457 problem+json: how it is written. Which there are, and in what words, the floors above
// say. Pure; any thread.
#pragma once

#include "server/http/response.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rehearse::http {

struct problem {
  int status = 500;
  std::string code;  // names the page /problems/CODE
  std::string title;
  std::string detail;                                       // empty: left away
  std::vector<std::pair<std::string, std::string>> errors;  // JSON pointer (RFC 6901) and what is wrong there
  std::string extra_members_json;  // further members as JSON text without the braces: "\"alternatives\":[…]"
};

// The answer that says so, as application/problem+json with `type`, `title`, `status`, `detail`, `code`, `request_id`,
// and `errors` where there are any.
response problem_response(problem const& what, std::string_view request_id);

// A problem that many are told in the same words: written once, but for the id of the request.
class ready_problem {
 public:
  explicit ready_problem(problem const& what);
  // What problem_response() says of it, for that request.
  response for_request(std::string_view request_id) const;

 private:
  int status_;
  std::string before_id_, after_id_;
};

}  // namespace rehearse::http
