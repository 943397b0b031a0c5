#include "server/http/compression.hpp"

#include <string>

#include <gtest/gtest.h>
#include <zlib.h>

namespace rehearse::http {
namespace {

bool accepted(std::string field) {
  request asked;
  asked.headers = {{"Accept-Encoding", std::move(field)}};
  return accepts_gzip(asked);
}

std::string unpacked(std::string const& packed) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string bytes(1'000'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  bytes.resize(stream.total_out);
  inflateEnd(&stream);
  return bytes;
}

TEST(Compression, UnpacksToTheSameBytes) {
  std::string page;
  for (int i = 0; i < 5000; ++i) page += "<option>Africa/Lagos " + std::to_string(i) + "</option>";

  auto const packed = gzipped(page);

  EXPECT_LT(packed.size(), page.size() / 4);
  EXPECT_EQ(unpacked(packed), page);
  EXPECT_EQ(unpacked(gzipped("")), "");
}

TEST(Compression, IsGivenOnlyToThoseWhoTakeIt) {
  EXPECT_TRUE(accepted("gzip, deflate, br"));
  EXPECT_TRUE(accepted("br;q=1.0, gzip;q=0.5"));
  EXPECT_FALSE(accepted("gzip;q=0, br"));
  EXPECT_FALSE(accepted("identity"));
  EXPECT_FALSE(accepts_gzip(request{}));
}

}  // namespace
}  // namespace rehearse::http
