// The server as a whole: builds every part, names every thread, and takes them down in order. Made by the command
// `serve`; main thread.
//
// Threads: main (signals), the HTTP server's I/O threads, the database's writers and readers, the mail worker's
// senders, the timekeeper, the local socket.
#pragma once

#include "config/clock.hpp"
#include "config/settings.hpp"
#include "server/application/opening.hpp"

#include <memory>

namespace rehearse {

class application {
 public:
  // Binds the address; throws std::exception with one line when a part cannot be built. `chance` and `time` outlive it.
  application(settings set, opened all, clock const& time, randomness& chance);
  ~application();

  // "http://127.0.0.1:8080": where it is reached by those at the machine.
  std::string origin() const;
  void start();
  // Unready, finishes what is in flight, stops sending, closes the database. True: everything was finished in time.
  bool drain(seconds within);

 private:
  class parts;
  std::unique_ptr<parts> parts_;
};

}  // namespace rehearse
