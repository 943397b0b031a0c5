#include "server/web/frame/public_files.hpp"

#include "config/embedded.hpp"
#include "server/http/compression.hpp"
#include "server/http/negotiation.hpp"
#include "server/web/frame/stylesheet.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <mutex>
#include <stdexcept>

namespace rehearse {

std::span<embedded_file const> asset_files();

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

// A script as it goes over the line: without its comments, which stand on lines of their own, and without what indents
// it.
std::string lean(std::string_view source) {
  std::string text;
  bool in_comment = false;
  for (auto rest = source; !rest.empty();) {
    auto const end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    auto line = rest.substr(0, end);
    rest.remove_prefix(end);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size() - 1));
    bool const opens = line.starts_with("/*");
    if (!in_comment && !opens && !line.starts_with("//") && line != "\n") text += line;
    in_comment = (in_comment || opens) && line.find("*/") == line.npos;
  }
  return text;
}

std::string as_sent(embedded_file const& file) {
  if (file.path.ends_with(".css")) return tightened(file.bytes);
  if (file.path.ends_with(".js")) return lean(file.bytes);
  return std::string(file.bytes);
}

using shared_bytes = std::shared_ptr<std::string const>;

// The bytes and their tag, made once; every answer shares them. Nearly all browsers want them packed: the others' are
// made when one asks.
struct ready_file {
  std::string path;
  std::string_view media_type;
  std::string tag;  // names these bytes
  shared_bytes packed;
  std::function<std::string()> text;
  std::shared_ptr<std::once_flag> asked_for = std::make_shared<std::once_flag>();
  mutable shared_bytes unpacked = nullptr;

  shared_bytes bytes() const {
    std::call_once(*asked_for, [this] { unpacked = std::make_shared<std::string const>(text()); });
    return unpacked;
  }
};

http::response answer_with(ready_file const& file, call const& c) {
  bool const packed = http::accepts_gzip(*c.request);
  auto const etag = "\"" + file.tag + (packed ? "-gz\"" : "\"");
  http::response given;
  bool const never_changes = c.request->query_value("v") == file.tag;
  given.with("ETag", etag)
      .with("Cache-Control", never_changes ? "public, max-age=31536000, immutable" : "public, max-age=3600")
      .with("Vary", "Accept-Encoding");
  if (http::is_not_modified(*c.request, etag)) {
    given.status = 304;
    return given;
  }
  given.with("Content-Type", file.media_type);
  if (packed) given.with("Content-Encoding", "gzip");
  given.shared_body = packed ? file.packed : file.bytes();
  return given;
}

using ready_files = std::shared_ptr<std::vector<ready_file> const>;

ready_file made_ready(std::string path, std::function<std::string()> text) {
  auto const bytes = text();
  auto const tag = "f" + std::to_string(std::hash<std::string>{}(bytes));
  auto const type = media_type_of(path);
  return {std::move(path), type, tag, std::make_shared<std::string const>(http::gzipped(bytes)), std::move(text)};
}

// `sent`: from a file to the bytes of it that go out. Files are there as long as the program is.
template <class Sent>
ready_files make_ready(std::string const& folder, std::span<embedded_file const> files, Sent sent) {
  std::vector<ready_file> ready;
  for (auto const& f : files)
    ready.push_back(made_ready(folder + std::string(f.path), [&f, sent] { return std::string(sent(f)); }));
  return std::make_shared<std::vector<ready_file> const>(std::move(ready));
}

std::vector<route> routes_to(ready_files const& ready) {
  std::vector<route> routes;
  for (auto const& file : *ready)
    routes.push_back({http::method::get, file.path, "read_asset", access::everybody, false,
                      [ready, &file](call const& c) { return action(answer_with(file, c)); }});
  return routes;
}

ready_files const& ready_assets() {
  static auto const all = make_ready("/assets/", asset_files(), as_sent);
  return all;
}

}  // namespace

std::vector<route> assets() {
  return routes_to(ready_assets());
}

std::vector<route> files_below(std::string const& folder, std::span<embedded_file const> files) {
  return routes_to(make_ready(folder, files, [](embedded_file const& f) { return f.bytes; }));
}

std::string asset_url(std::string_view name) {
  for (auto const& file : *ready_assets())
    if (file.path == "/assets/" + std::string(name)) return file.path + "?v=" + file.tag;
  throw std::logic_error("no asset " + std::string(name));
}

}  // namespace rehearse
