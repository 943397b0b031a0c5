// The pages for who writes client programs: the API's reference and its problems. As rows of the site, and with the
// sample facts that each of its templates is rendered with at start. Used by site.cpp and samples.cpp.
#pragma once

#include "notify/words/templates.hpp"
#include "server/web/frame/site_row.hpp"

#include <vector>

namespace rehearse {

std::vector<site_row> reference_rows();
// The renderer of the reference: /docs/….
std::vector<route> reference_files_routes();
// Without what the frame shows on every page.
std::vector<template_sample> reference_samples();

}  // namespace rehearse
