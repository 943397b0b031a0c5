#include "scheduler/storage/row.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace rehearse::storage {

std::string list_text(std::vector<std::string> const& words) {
  boost::json::array list;
  for (auto const& word : words) list.emplace_back(word);
  return boost::json::serialize(list);
}

std::vector<std::string> read_list(std::string const& text) {
  std::vector<std::string> words;
  if (text == "[]") return words;
  auto const list = boost::json::parse(text);
  for (auto const& word : list.as_array()) words.emplace_back(word.as_string());
  return words;
}

}  // namespace rehearse::storage
