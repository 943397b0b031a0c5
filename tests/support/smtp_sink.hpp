// The scripted SMTP server (tests/support/smtp_sink.py) as an object: started on a free port, stopped with it. What it
// can be told stands at the top of that file. Header only, so that tests of any floor can use it.
#pragma once

#include "tests/support/child_process.hpp"
#include "tests/support/tree.hpp"

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <vector>

namespace rehearse::testing {

class smtp_sink {
 public:
  // `options` as on its command line: {"--on", "rcpt*1=reply:450 4.2.1 later"}.
  explicit smtp_sink(std::vector<std::string> const& options = {}) : folder_(make_folder()), child_(command(options)) {
    port_ = std::stoi(child_.read_line());
  }
  ~smtp_sink() {
    child_.kill_now();
    std::filesystem::remove_all(folder_);
  }

  int port() const { return port_; }
  std::string url(std::string const& scheme = "smtp") const { return scheme + "://127.0.0.1:" + std::to_string(port_); }
  // One JSON line per message taken.
  std::vector<std::string> taken() const { return lines_of(folder_ / "taken"); }
  // "1 - connected", "1 C MAIL FROM:<a@b>", "1 S 250 2.1.0 ok": connection, who spoke, what.
  std::vector<std::string> dialogue() const { return lines_of(folder_ / "dialogue"); }
  // The messages as they came: 000001.eml and so on.
  std::filesystem::path messages() const { return folder_ / "messages"; }
  void stop() { child_.kill_now(); }

 private:
  static std::filesystem::path make_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "rehearse_sink_XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder");
    return name;
  }

  std::vector<std::string> command(std::vector<std::string> const& options) const {
    std::vector<std::string> words{
        "/usr/bin/python3", "-E", "-s", "-S", "-B", in_source_tree("tests/support/smtp_sink.py")};
    words.insert(words.end(), {"--record", (folder_ / "taken").string(), "--dialogue", (folder_ / "dialogue").string(),
                               "--messages", messages().string()});
    words.insert(words.end(), options.begin(), options.end());
    return words;
  }

  static std::vector<std::string> lines_of(std::filesystem::path const& path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
  }

  std::filesystem::path folder_;
  child_process child_;
  int port_ = 0;
};

}  // namespace rehearse::testing
