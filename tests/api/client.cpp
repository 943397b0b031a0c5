#include "tests/api/client.hpp"

#include "scheduler/use_cases/sign_in.hpp"
#include "server/api/routes.hpp"

#include <future>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace rehearse::test {
namespace {

http::request request_for(http::method verb, std::string_view target) {
  http::request asked;
  auto const query = target.find('?');
  asked.verb = verb;
  asked.path = "/api/v1" + std::string(target.substr(0, query));
  if (query != target.npos) asked.query = http::read_form(target.substr(query + 1)).value();
  asked.client_address = "127.0.0.1";
  asked.id = "req_test";
  return asked;
}

}  // namespace

std::string reply::code() const {
  auto const* code = body.is_object() ? body.get_object().if_contains("code") : nullptr;
  return code != nullptr ? std::string(code->as_string()) : "";
}

std::vector<std::string> reply::pointers() const {
  std::vector<std::string> found;
  auto const* errors = body.is_object() ? body.get_object().if_contains("errors") : nullptr;
  if (errors == nullptr) return found;
  for (auto const& e : errors->as_array()) found.emplace_back(e.at("pointer").as_string());
  return found;
}

client::client(world& w, int mails_per_hour, std::size_t most_kept_bytes)
    : world_(w),
      kept_(w.copies(), most_kept_bytes),
      facts_{"http://127.0.0.1:8080", w.secret(), w.clock(), mails_per_hour, false, "", "", &kept_},
      limits_(0, 0),
      dispatch_(w.database(), limits_, facts_, api_entrance(), entrance{}) {}

client& client::as_organizer() {
  auto const made = world_.write(
      [&](store& s) { return make_api_token(s, token_role::organizer, "organizer@example.org", world_.now()); });
  return with_token(made.value().token);
}

client& client::as(somebody const& who) {
  auto const address = who.record().email;
  auto const made =
      world_.write([&](store& s) { return make_api_token(s, token_role::volunteer, address, world_.now()); });
  return with_token(made.value().token);
}

client& client::with_token(std::string token) {
  token_ = std::move(token);
  return *this;
}

reply client::send(http::method verb, std::string_view target, std::string body, http::header_list const& headers) {
  auto asked = request_for(verb, target);
  asked.headers = headers;
  if (!body.empty()) asked.headers.emplace_back("Content-Type", "application/json");
  if (!token_.empty()) asked.headers.emplace_back("Authorization", "Bearer " + token_);
  asked.body = std::move(body);
  std::promise<http::response> promised;
  auto given = promised.get_future();
  dispatch_.handle(std::move(asked), [&promised](http::response r) { promised.set_value(std::move(r)); });
  auto const answered = given.get();
  auto const content = std::string(answered.content());
  return {answered.status, content.empty() ? boost::json::value() : boost::json::parse(content), answered.headers};
}

}  // namespace rehearse::test
