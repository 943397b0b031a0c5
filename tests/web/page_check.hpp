// A small look at a page as a screen reader needs it: what is wrong with its structure. Used by the tests of pages.
// Reads the markup that our templates write, not any HTML. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rehearse::test {

// One sentence each: headings, labels, links to fields, descriptions, doubled ids, scripts; none: all is well.
std::vector<std::string> faults_of_page(std::string_view html);

// The hidden inputs of the last form that posts to that path, with the values of their time.
std::vector<std::pair<std::string, std::string>> hidden_members(std::string_view html, std::string_view path);

}  // namespace rehearse::test
