#include "server/http/client_address.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>
#include <stdexcept>

#include <arpa/inet.h>

namespace rehearse::http {

namespace {

using address_bytes = std::array<unsigned char, 16>;
constexpr address_bytes mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};

std::optional<address_bytes> parsed(std::string_view text) {
  std::string const terminated(text.substr(0, text.find('%')));  // a link-local peer comes with its interface
  auto bytes = mapped_prefix;
  if (inet_pton(AF_INET, terminated.c_str(), bytes.data() + 12) == 1) return bytes;
  if (inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1) return bytes;
  return std::nullopt;
}

bool is_mapped(address_bytes const& bytes) {
  return std::equal(bytes.begin(), bytes.begin() + 12, mapped_prefix.begin());
}

std::string text_of(address_bytes const& bytes) {
  char text[INET6_ADDRSTRLEN];
  if (is_mapped(bytes)) return inet_ntop(AF_INET, bytes.data() + 12, text, sizeof text);
  return inet_ntop(AF_INET6, bytes.data(), text, sizeof text);
}

bool is_within(address_bytes const& address, address_bytes const& network, int bits) {
  auto const whole = static_cast<std::size_t>(bits / 8);
  if (!std::equal(address.begin(), address.begin() + bits / 8, network.begin())) return false;
  auto const mask = 0xff00 >> (bits % 8) & 0xff;
  return mask == 0 || (address[whole] & mask) == (network[whole] & mask);
}

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Some proxies write a port: 192.0.2.1:4711, [2001:db8::1]:4711.
std::string_view without_port(std::string_view entry) {
  if (entry.starts_with('[')) return entry.substr(1, entry.find(']') - 1);
  auto const colon = entry.find(':');
  return colon != entry.npos && entry.rfind(':') == colon ? entry.substr(0, colon) : entry;
}

std::string_view take_last(std::string_view& list) {
  auto const comma = list.rfind(',');
  auto const last = comma == list.npos ? list : list.substr(comma + 1);
  list = comma == list.npos ? std::string_view{} : list.substr(0, comma);
  return trimmed(last);
}

std::optional<int> prefix_length(std::string_view text, int most) {
  int bits = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
  if (error != std::errc{} || end != text.data() + text.size() || bits < 0 || bits > most) return std::nullopt;
  return bits;
}

}  // namespace

std::string network_of(std::string_view client_address) {
  if (client_address.find(':') == client_address.npos)
    return std::string(client_address);  // IPv4, as client_of writes it
  auto address = parsed(client_address);
  if (!address) return std::string(client_address);
  if (is_mapped(*address)) return text_of(*address);
  std::fill(address->begin() + 8, address->end(), static_cast<unsigned char>(0));
  return text_of(*address) + "/64";
}

trusted_proxies::trusted_proxies(std::vector<std::string> const& ranges) {
  for (std::string_view text : ranges) {
    auto const slash = text.find('/');
    auto const network = parsed(text.substr(0, slash));
    auto const is_v4 = network && is_mapped(*network) && text.find(':') == text.npos;
    auto const most = is_v4 ? 32 : 128;
    auto const bits = slash == text.npos ? most : prefix_length(text.substr(slash + 1), most);
    if (!network || !bits) throw std::invalid_argument("neither an address nor a CIDR range: " + std::string(text));
    ranges_.push_back({*network, is_v4 ? *bits + 96 : *bits});
  }
}

bool trusted_proxies::trusts(address_bytes const& address) const {
  return std::any_of(ranges_.begin(), ranges_.end(),
                     [&](range const& r) { return is_within(address, r.network, r.bits); });
}

std::string trusted_proxies::client_of(std::string_view peer, header_list const& headers) const {
  bool const is_ipv4 = peer.find(':') == peer.npos;  // IPv6 has several forms, and may stand for IPv4
  if (ranges_.empty() && is_ipv4) return std::string(peer);
  auto address = parsed(peer);
  if (!address) return std::string(peer);
  if (ranges_.empty() || !trusts(*address)) return text_of(*address);
  auto const field = joined(headers, "x-forwarded-for");
  for (std::string_view list = field; !list.empty() && trusts(*address);) {
    auto const before = parsed(without_port(take_last(list)));
    if (!before) break;
    address = before;
  }
  return text_of(*address);
}

}  // namespace rehearse::http
