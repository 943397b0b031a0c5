#include "scheduler/storage/stored_document.hpp"

#include <stdexcept>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace rehearse::storage {

std::string document_text(boost::json::object const& document) {
  return boost::json::serialize(document);
}

boost::json::value parse_document(std::string const& text) {
  return boost::json::parse(text);
}

// Names the member, not its value: that may be private.
void throw_unreadable(refusal const& why, char const* what) {
  auto const where = why.errors.empty() ? std::string() : " at " + why.errors.front().pointer;
  throw std::runtime_error(std::string("cannot read the stored ") + what + where);
}

}  // namespace rehearse::storage
