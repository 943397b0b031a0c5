// How a listening socket is closed without cutting anybody off. A connection whose handshake the kernel completes after
// the last accept and before the close would be reset, with a request in it that its client believes sent. Used by the
// server when it drains. Any thread.
#pragma once

namespace rehearse::http {

// From now on the kernel leaves the first packet of a connection to that listener unanswered; what it has answered
// before goes on. Whose packet it was sends it again after a second, and is refused in order where nobody listens by
// then. Where a filter is not allowed, nothing is changed, and the log says so.
void ignore_newcomers(int listener);

}  // namespace rehearse::http
