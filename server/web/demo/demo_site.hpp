// Pages of the demo programme alone: the mails that were sent, the parts of all pages. As rows of the site, and with
// the sample facts that each of its templates is rendered with at start. Used by site.cpp and samples.cpp.
#pragma once

#include "notify/words/templates.hpp"
#include "server/web/frame/site_row.hpp"

#include <vector>

namespace rehearse {

std::vector<site_row> demo_rows();
// Without what the frame shows on every page.
std::vector<template_sample> demo_samples();

}  // namespace rehearse
