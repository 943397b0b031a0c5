#include "server/http/newcomers.hpp"

#include "config/log.hpp"

#include <array>
#include <cerrno>
#include <system_error>

#include <linux/filter.h>
#include <sys/socket.h>

namespace rehearse::http {

void ignore_newcomers(int listener) {
  constexpr unsigned flags_of_tcp = 13, syn = 0x02, drop = 0, keep = 0xffff'ffff;
  std::array<sock_filter, 4> steps{{BPF_STMT(BPF_LD | BPF_B | BPF_ABS, flags_of_tcp),
                                    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, syn, 0, 1), BPF_STMT(BPF_RET | BPF_K, drop),
                                    BPF_STMT(BPF_RET | BPF_K, keep)}};
  sock_fprog const filter{steps.size(), steps.data()};
  if (::setsockopt(listener, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter) != 0)
    log::warning("who connects while this process leaves may find the connection reset",
                 {{"reason", std::generic_category().message(errno)}});
}

}  // namespace rehearse::http
