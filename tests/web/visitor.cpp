#include "tests/web/visitor.hpp"

#include "scheduler/use_cases/sign_in.hpp"
#include "server/web/routes.hpp"

#include <future>

namespace rehearse::test {
namespace {

std::string encoded(members const& fields) {
  std::string body;
  for (auto const& [name, value] : fields)
    body += (body.empty() ? "" : "&") + http::percent_encoded(name) + "=" + http::percent_encoded(value);
  return body;
}

http::request request_for(std::string_view address) {
  http::request asked;
  auto const query = address.find('?');
  asked.path = address.substr(0, query);
  if (query != address.npos) asked.query = http::read_form(address.substr(query + 1)).value();
  asked.client_address = "127.0.0.1";
  asked.id = "req_test";
  asked.headers.emplace_back("Host", "127.0.0.1");
  return asked;
}

}  // namespace

web_server::web_server(world& w, bool demo_inbox, std::string mail_directory, int bookings_per_hour,
                       int requests_per_minute)
    : world_(w),
      facts_{"http://127.0.0.1:8080", w.secret(), w.clock(), 20, demo_inbox, std::move(mail_directory)},
      limits_(requests_per_minute, bookings_per_hour),
      dispatch_(w.database(), limits_, facts_, entrance{}, pages_entrance({})) {}

web_server::web_server(world& w, database& db)
    : world_(w),
      facts_{"http://127.0.0.1:8080", w.secret(), w.clock(), 20, false, ""},
      limits_(0, 0),
      dispatch_(db, limits_, facts_, entrance{}, pages_entrance({})) {}

http::response web_server::answer(http::request asked) {
  std::promise<http::response> promised;
  auto given = promised.get_future();
  dispatch_.handle(std::move(asked), [&promised](http::response r) { promised.set_value(std::move(r)); });
  return given.get();
}

http::response web_server::problem(int status, std::string_view path) {
  return dispatch_.problem(status, "The request is not well.", request_for(path));
}

http::response visitor::head(std::string_view address) {
  auto asked = request_for(address);
  asked.verb = http::method::head;
  return send(std::move(asked));
}

http::response visitor::get(std::string_view address) {
  return send(request_for(address));
}

http::response visitor::post(std::string_view path, members const& fields) {
  auto all = fields;
  all.emplace_back("csrf", csrf_);
  return post_without_csrf(path, all);
}

http::response visitor::post_without_csrf(std::string_view path, members const& fields) {
  auto asked = request_for(path);
  asked.verb = http::method::post;
  asked.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  asked.body = encoded(fields);
  return send(std::move(asked));
}

visitor& visitor::prefer(std::string languages) {
  languages_ = std::move(languages);
  return *this;
}

visitor& visitor::sign_in(std::string const& email) {
  auto& w = at_.of();
  auto const token = w.write([&](store& s) { return make_sign_in_token(s, email, w.now()); }).value();
  post("/sign-in/" + token, {});
  get("/sign-in");  // for its CSRF token
  return *this;
}

http::response visitor::send(http::request asked) {
  if (!languages_.empty()) asked.headers.emplace_back("Accept-Language", languages_);
  for (auto const& [name, value] : cookies_) asked.headers.emplace_back("Cookie", name + "=" + value);
  auto given = at_.answer(std::move(asked));
  for (auto const& [name, value] : given.headers) {
    if (name != "Set-Cookie") continue;
    auto const equals = value.find('=');
    auto const kept = value.substr(equals + 1, value.find(';') - equals - 1);
    if (kept.empty()) {
      cookies_.erase(value.substr(0, equals));
    } else {
      cookies_[value.substr(0, equals)] = kept;
    }
  }
  if (auto const token = value_of(given, "csrf"); !token.empty()) csrf_ = token;
  return given;
}

std::string where(http::response const& given) {
  return http::joined(given.headers, "Location");
}

bool shows(http::response const& given, std::string_view text) {
  return given.content().find(text) != std::string_view::npos;
}

std::string value_of(http::response const& given, std::string const& name) {
  auto const body = given.content();
  auto const at = body.find(" name=\"" + name + "\"");
  if (at == body.npos) return "";
  auto const tag_end = body.find('>', at);
  auto const value = body.find(" value=\"", at);
  if (value == body.npos || value > tag_end) return "";
  return std::string(body.substr(value + 8, body.find('"', value + 8) - value - 8));
}

}  // namespace rehearse::test
