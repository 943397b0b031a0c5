// Sample facts of every page, rendered once at start: a broken template or an unknown name stops the start, not a page
// at night.
#pragma once

#include "notify/words/templates.hpp"

#include <vector>

namespace rehearse {

std::vector<template_sample> page_samples();

// candidate_samples.cpp: without what the frame shows, which page_samples() adds.
std::vector<template_sample> candidate_samples();
// volunteer_samples.cpp: without what the frame shows on every page.
std::vector<template_sample> volunteer_samples();

}  // namespace rehearse
