// Links and forms that keep what stands in the query (zone, filters, prefilled values) and change some of it: the pages
// for booking have no other memory. Pure; any thread.
#pragma once

#include "server/web/frame/page.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rehearse {

// The path with this call's query, these members replaced; an empty value leaves its member out.
std::string link_keeping(page_call const& c, std::string_view path,
                         std::vector<std::pair<std::string_view, std::string>> const& changes);

// This call's query but for those names, for hidden inputs: [{"member", "value"}].
std::vector<view> hidden_members(page_call const& c, std::vector<std::string_view> const& but);

}  // namespace rehearse
