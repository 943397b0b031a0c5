// Sample facts of every page, rendered once at start: a broken template or an unknown name stops the start, not a page
// at night.
#pragma once

#include "notify/words/templates.hpp"

#include <vector>

namespace rehearse {

std::vector<template_sample> page_samples();

}  // namespace rehearse
