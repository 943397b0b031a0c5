#include "server/http/newcomers.hpp"

#include <array>

#include <linux/filter.h>
#include <sys/socket.h>

namespace rehearse::http {

void ignore_newcomers(int listener) {
  constexpr unsigned flags_of_tcp = 13, syn = 0x02, drop = 0, keep = 0xffff'ffff;
  std::array<sock_filter, 4> steps{{BPF_STMT(BPF_LD | BPF_B | BPF_ABS, flags_of_tcp),
                                    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, syn, 0, 1), BPF_STMT(BPF_RET | BPF_K, drop),
                                    BPF_STMT(BPF_RET | BPF_K, keep)}};
  sock_fprog const filter{steps.size(), steps.data()};
  static_cast<void>(::setsockopt(listener, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter));
}

}  // namespace rehearse::http
