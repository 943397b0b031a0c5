// In which language somebody is answered: the one that ?lang= asks for, else that of ours which the browser prefers,
// else the programme's own. That one stands in the database, so it is known for certain only once a job runs; until
// then it is taken to be what it was at the last page. Used by routes.cpp, around every page. Any thread.
#pragma once

#include "server/web/frame/page.hpp"

#include <atomic>

namespace rehearse {

class site_language {
 public:
  // For a call that has just come in.
  void choose(page_call& p) const;

  // The job that `endpoint` named for the call, told the programme's language; where that is the one to answer in and
  // another one was taken for it, the endpoint is asked anew.
  job settled(page_call const& p, page_endpoint endpoint, job run);

 private:
  std::atomic<words> programme_{words{}};
};

}  // namespace rehearse
