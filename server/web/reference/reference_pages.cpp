#include "server/web/reference/reference_pages.hpp"

#include "server/auth/problem_table.hpp"
#include "server/web/reference/openapi_view.hpp"

#include <algorithm>

namespace rehearse {
namespace {

// The same for everybody, but the frame says who is signed in.
action public_page(page_call const& c, page shown) {
  return reading{
      [c, shown = std::move(shown)](store&, caller const& who, instant) -> answer { return render(c, who, shown); }};
}

view problem_view(problem_kind const& kind) {
  return {{"url", "/problems/" + std::string(kind.code)},
          {"code", kind.code},
          {"status", kind.status},
          {"title", kind.title},
          {"meaning", kind.meaning}};
}

}  // namespace

action show_reference(page_call const& c) {
  page shown;
  shown.template_name = "docs.html";
  shown.title = c.say("The API");
  return public_page(c, std::move(shown));
}

action show_plain_reference(page_call const& c) {
  static auto const document = openapi_view();
  page shown;
  shown.template_name = "docs_plain.html";
  shown.title = c.say("The API, plainly");
  shown.facts = document;
  return public_page(c, std::move(shown));
}

action list_problems(page_call const& c) {
  std::vector<view> problems;
  for (auto const& kind : all_problem_kinds()) problems.push_back(problem_view(kind));
  page shown;
  shown.template_name = "problems.html";
  shown.title = c.say("Why a request can be refused");
  shown.facts = {{"problems", std::move(problems)}};
  return public_page(c, std::move(shown));
}

action show_problem(page_call const& c) {
  auto const kinds = all_problem_kinds();
  auto const kind = std::ranges::find(kinds, c.parameter("code"), &problem_kind::code);
  if (kind == kinds.end())
    return reading{[c](store&, caller const& who, instant) -> answer {
      return refusal_page(c, who, errc::not_found, c.say("No refusal has this code."));
    }};
  page shown;
  shown.template_name = "problem.html";
  shown.title = std::string(kind->title);
  shown.facts = problem_view(*kind);
  return public_page(c, std::move(shown));
}

}  // namespace rehearse
