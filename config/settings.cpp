#include "config/settings.hpp"

#include "config/setting_texts.hpp"
#include "config/settings_check.hpp"
#include "config/settings_file.hpp"
#include "config/settings_table.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

namespace rehearse {

namespace {

constexpr std::string_view our_prefix = "REHEARSE_";
// What else begins so: what --config may come from, and what the tests of this program are told. All others are
// settings or mistakes.
constexpr std::string_view no_settings[] = {"REHEARSE_CONFIG",      "REHEARSE_PROGRAM",       "REHEARSE_SEED",
                                            "REHEARSE_LONG",        "REHEARSE_CHROMIUM",      "REHEARSE_FAILING_DISK",
                                            "REHEARSE_ZONE_FOLDER", "REHEARSE_PROPERTY_SCALE"};

std::string joined(std::vector<std::string> const& lines) {
  std::string text;
  for (std::string const& line : lines) {
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

std::set<std::string_view> section_names() {
  std::set<std::string_view> names;
  for (setting const& row : all_settings()) names.insert(row.section);
  return names;
}

// Levenshtein's distance: how many letters to put in, take out or change.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t const change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
    }
  }
  return row[b.size()];
}

std::string nearest_setting(std::string const& dotted) {
  constexpr std::size_t far = 4;
  std::size_t least = far;
  std::string nearest;
  for (setting const& row : all_settings()) {
    std::size_t const here = distance(dotted, dotted_name(row));
    if (here < least) {
      least = here;
      nearest = "[" + std::string(row.section) + "] " + std::string(row.name);
    }
  }
  return nearest;
}

std::string allowed_names(std::string_view section) {
  std::string names;
  for (setting const& row : all_settings()) {
    if (row.section != section) continue;
    if (!names.empty()) names += ", ";
    names += row.name;
  }
  if (!names.empty()) return "allowed in [" + std::string(section) + "]: " + names;
  for (std::string_view const name : section_names()) {
    if (!names.empty()) names += ", ";
    names += "[" + std::string(name) + "]";
  }
  return "allowed sections: " + names;
}

std::string unknown_setting(assignment const& given) {
  std::string const key = given.section.empty() ? "\"" + given.name + "\"" : "[" + given.section + "] " + given.name;
  std::string const nearest = nearest_setting(given.section + "." + given.name);
  std::string const question = nearest.empty() ? "" : "did you mean " + nearest + "? ";
  return given.place + ": " + key + " is no setting; " + question + allowed_names(given.section);
}

// What has been read so far, and from where.
struct reading {
  settings values;
  std::map<std::string, std::string> places;  // by dotted name, of what was set; the last source wins
  std::vector<std::string> mistakes;
};

void apply(assignment const& given, reading& to) {
  setting const* const row = find_setting(given.section, given.name);
  if (row == nullptr) {
    to.mistakes.push_back(unknown_setting(given));
  } else if (given.value && row->put(to.values, *given.value, *row)) {
    to.places[dotted_name(*row)] = given.place;
  } else {
    to.mistakes.push_back(given.place + ": [" + given.section + "] " + given.name + " must be " + row->allowed);
  }
}

// As one text, so that a mistake in the value still names the key that was meant.
assignment from_text(std::string place, std::string section, std::string name, std::string_view text) {
  setting const* const row = find_setting(section, name);
  auto value = row == nullptr ? std::nullopt : value_from_text(*row, text);
  return {std::move(place), std::move(section), std::move(name), std::move(value)};
}

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

// "REHEARSE_SERVER_PORT" is [server] port: no section's name has an underscore.
assignment from_variable(std::string const& variable, std::string_view text) {
  std::string const rest = in_lower_case(std::string_view(variable).substr(our_prefix.size()));
  auto const end = rest.find('_');
  if (end == rest.npos) return from_text(variable, "", rest, text);
  return from_text(variable, rest.substr(0, end), rest.substr(end + 1), text);
}

std::vector<assignment> from_environment(environment const& variables) {
  std::vector<assignment> found;
  for (auto at = variables.lower_bound(std::string(our_prefix));
       at != variables.end() && at->first.starts_with(our_prefix); ++at) {
    if (std::ranges::find(no_settings, at->first) == std::end(no_settings))
      found.push_back(from_variable(at->first, at->second));
  }
  return found;
}

assignment from_flag(std::string const& dotted, std::string const& text) {
  auto const dot = std::min(dotted.find('.'), dotted.size());
  std::string section = dot == dotted.size() ? "" : dotted.substr(0, dot);
  std::string name = dot == dotted.size() ? dotted : dotted.substr(dot + 1);
  return from_text("--set " + dotted, std::move(section), std::move(name), text);
}

void apply_flag(std::string const& dotted, std::string const& text, reading& to) {
  auto const given = from_flag(dotted, text);
  if (dotted != "database.url" || !setting_texts::has_password(text)) return apply(given, to);
  to.mistakes.push_back(given.place + ": " + setting_texts::no_password_there);
}

void check_together(reading& read) {
  for (impossible_combination const& found : impossible_combinations(read.values)) {
    auto const set = std::ranges::find_if(found.keys, [&](auto const& key) { return read.places.contains(key); });
    std::string const place = set == found.keys.end() ? "" : read.places[*set] + ": ";
    read.mistakes.push_back(place + found.sentence);
  }
}

// Where a link leads, also one to a file that is to be made.
std::filesystem::path past_links(std::filesystem::path file) {
  constexpr int most_links = 40;  // as the kernel has it
  std::error_code none;
  for (int links = 0; links < most_links && std::filesystem::is_symlink(file, none); ++links)
    file = file.parent_path() / std::filesystem::read_symlink(file, none);
  return file;
}

bool is_number(std::string_view host) {
  return setting_texts::is_ip_address(host);
}

}  // namespace

settings_error::settings_error(std::vector<std::string> mistakes)
    : std::runtime_error(joined(mistakes)), mistakes_(std::move(mistakes)) {}

settings load_settings(settings_sources const& sources) {
  reading read;
  if (sources.file) {
    settings_file file = read_settings_file(*sources.file);
    read.mistakes = std::move(file.mistakes);
    for (assignment const& given : file.assignments) apply(given, read);
  }
  for (assignment const& given : from_environment(sources.environment)) apply(given, read);
  for (auto const& [dotted, text] : sources.flags) apply_flag(dotted, text, read);
  // Only of values that are right in themselves: one mistake should not make a second line.
  if (read.mistakes.empty()) check_together(read);
  if (!read.mistakes.empty()) throw settings_error(std::move(read.mistakes));
  auto& url = read.values.database.url;
  if (!is_on_postgres(read.values)) url = std::string(setting_texts::sqlite_scheme) + sqlite_file(url).string();
  return read.values;
}

bool is_on_postgres(settings const& s) {
  return setting_texts::is_postgres_url(s.database.url);
}

std::filesystem::path database_file(settings const& s) {
  return s.database.url.substr(setting_texts::sqlite_scheme.size());
}

std::filesystem::path sqlite_file(std::string_view url) {
  auto const file = past_links(std::filesystem::absolute(url.substr(setting_texts::sqlite_scheme.size())));
  std::error_code unreachable;  // whoever opens it will say why
  auto real = std::filesystem::weakly_canonical(file, unreachable);
  return unreachable ? file : real;
}

std::filesystem::path secret_file(settings const& s) {
  if (!s.server.secret_file.empty()) return s.server.secret_file;
  return database_file(s) += ".secret";
}

std::string public_origin(settings const& s, std::uint16_t bound_port) {
  if (!s.server.public_url.empty()) {
    std::string origin = s.server.public_url;
    if (origin.ends_with('/')) origin.pop_back();
    return origin;
  }
  std::string host = s.server.address;
  if (host == "0.0.0.0") host = "127.0.0.1";
  if (host == "::") host = "::1";
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return "http://" + host + ":" + std::to_string(bound_port);
}

std::string sender_address(settings const& s) {
  if (!s.smtp.from.empty()) return s.smtp.from;
  std::string const host = setting_texts::host_of(s.server.public_url);
  return "rehearse@" + (host.empty() || is_number(host) ? std::string("localhost") : host);
}

}  // namespace rehearse
