// Who is at the other end, when proxies of the operator stand between: X-Forwarded-For, believed only as far as it was
// written by a trusted address. Used by connections, for limits per client address. Immutable; any thread.
#pragma once

#include "server/http/request.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse::http {

// Whom limits count as one: an IPv4 address, however it is written; of an IPv6 address the first 64 bits,
// "2001:db8::/64", for every client has all that follow to itself. What is no address stays as it is.
std::string network_of(std::string_view client_address);

class trusted_proxies {
 public:
  // Addresses or CIDR ranges, IPv4 or IPv6. Throws std::invalid_argument naming the one that is neither.
  explicit trusted_proxies(std::vector<std::string> const& ranges);

  // The right-most address that is not trusted, beginning with the peer and going left through X-Forwarded-For; the
  // last one believed where an entry is no address. `peer` is an address as text.
  std::string client_of(std::string_view peer, header_list const& headers) const;

 private:
  struct range {
    std::array<unsigned char, 16> network;  // an IPv4 address as ::ffff:a.b.c.d
    int bits;
  };

  bool trusts(std::array<unsigned char, 16> const& address) const;

  std::vector<range> ranges_;
};

}  // namespace rehearse::http
