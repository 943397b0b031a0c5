#include "config/service_manager.hpp"

#include <systemd/sd-daemon.h>

namespace rehearse {
namespace {

constexpr int keep_variables = 0;

}  // namespace

void tell_service_ready(std::string const& status) {
  sd_notify(keep_variables, ("READY=1\nSTATUS=" + status).c_str());
}

void tell_service_alive() {
  sd_notify(keep_variables, "WATCHDOG=1");
}

void tell_service_stopping() {
  sd_notify(keep_variables, "STOPPING=1");
}

}  // namespace rehearse
