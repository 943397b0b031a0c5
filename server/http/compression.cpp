#include "server/http/compression.hpp"

#include <stdexcept>

#include <zlib.h>

namespace rehearse::http {
namespace {

constexpr int gzip_window = 15 + 16;  // the largest window, with a gzip header
constexpr int memory_level = 8;

}  // namespace

bool accepts_gzip(request const& asked) {
  auto const field = joined(asked.headers, "Accept-Encoding");
  auto const at = field.find("gzip");
  if (at == std::string::npos) return false;
  auto const weight = field.substr(at + 4, field.find(',', at) - at - 4);
  return weight.find("q=0") == std::string::npos || weight.find("q=0.") != std::string::npos;
}

std::string gzipped(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib cannot begin");
  std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib reads it only
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  int const ended = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  packed.shrink_to_fit();  // what was set aside is as long as the text; some of it is kept for good
  deflateEnd(&stream);
  if (ended != Z_STREAM_END) throw std::runtime_error("zlib did not finish");
  return packed;
}

}  // namespace rehearse::http
