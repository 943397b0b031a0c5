#include "server/web/public_files.hpp"

#include "config/embedded.hpp"
#include "server/http/compression.hpp"
#include "server/http/negotiation.hpp"

#include <array>
#include <memory>
#include <span>

namespace rehearse {

std::span<embedded_file const> asset_files();
std::span<embedded_file const> reference_files();

namespace {

struct kind {
  std::string_view ending;
  std::string_view media_type;
};
constexpr std::array kinds{kind{".css", "text/css; charset=utf-8"},
                           kind{".js", "text/javascript; charset=utf-8"},
                           kind{".svg", "image/svg+xml"},
                           kind{".png", "image/png"},
                           kind{".html", "text/html; charset=utf-8"},
                           kind{".txt", "text/plain; charset=utf-8"}};

std::string_view media_type_of(std::string_view path) {
  for (auto const& k : kinds)
    if (path.ends_with(k.ending)) return k.media_type;
  return "application/octet-stream";
}

// The bytes and their tag, made once; every answer shares them.
struct ready_file {
  std::string path;
  std::string_view media_type;
  std::string tag;  // names these bytes
  std::shared_ptr<std::string const> bytes;
  std::shared_ptr<std::string const> packed;  // the same, gzipped
};

http::response answer_with(ready_file const& file, call const& c) {
  bool const packed = http::accepts_gzip(*c.request);
  auto const etag = "\"" + file.tag + (packed ? "-gz\"" : "\"");
  http::response given;
  given.with("ETag", etag).with("Cache-Control", "public, max-age=3600").with("Vary", "Accept-Encoding");
  if (http::is_not_modified(*c.request, etag)) {
    given.status = 304;
    return given;
  }
  given.with("Content-Type", file.media_type);
  if (packed) given.with("Content-Encoding", "gzip");
  given.shared_body = packed ? file.packed : file.bytes;
  return given;
}

void add_ready(std::vector<ready_file>& ready, std::string const& folder, std::span<embedded_file const> files) {
  for (auto const& f : files) {
    auto const tag = "f" + std::to_string(std::hash<std::string_view>{}(f.bytes));
    ready.push_back({folder + std::string(f.path), media_type_of(f.path), tag,
                     std::make_shared<std::string const>(f.bytes),
                     std::make_shared<std::string const>(http::gzipped(f.bytes))});
  }
}

std::vector<ready_file> make_ready() {
  std::vector<ready_file> ready;
  add_ready(ready, "/assets/", asset_files());
  add_ready(ready, "/docs/", reference_files());
  return ready;
}

}  // namespace

std::vector<route> public_files() {
  // Lives as long as the process: the routes' patterns are views of its paths.
  static auto const ready = make_ready();
  std::vector<route> routes;
  for (auto const& file : ready)
    routes.push_back({http::method::get, file.path, "read_asset", access::everybody, false,
                      [&file](call const& c) { return action(answer_with(file, c)); }});
  return routes;
}

}  // namespace rehearse
