// What the one who started this process is told of it, where that is systemd with Type=notify (sd_notify(3)): ready,
// alive, stopping. Where nobody listens nothing happens. Any thread.
#pragma once

#include <string>

namespace rehearse {

// `status`: one line for `systemctl status`.
void tell_service_ready(std::string const& status);
// At least once in WatchdogSec: systemd restarts a process that falls silent.
void tell_service_alive();
void tell_service_stopping();

}  // namespace rehearse
