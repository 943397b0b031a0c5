#include "server/web/demo/demo_mail_pages.hpp"

#include "server/web/demo/eml_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

namespace rehearse {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_listed = 200;
constexpr std::uintmax_t largest_mail = 1 << 20;

http::response nothing_here(page_call const& c, caller const& who) {
  return refusal_page(c, who, errc::not_found, c.say("There is no such mail."));
}

struct mail_file {
  fs::path path;
  fs::file_time_type written;
};

// Newest first. A folder that is not there has none yet.
std::vector<mail_file> mail_files(fs::path const& folder) {
  std::vector<mail_file> files;
  std::error_code trouble;
  for (auto const& entry : fs::directory_iterator(folder, trouble)) {
    if (!is_eml_name(entry.path().filename().string()) || !entry.is_regular_file(trouble)) continue;
    auto const written = entry.last_write_time(trouble);
    if (!trouble) files.push_back({entry.path(), written});
  }
  std::ranges::sort(files, [](mail_file const& a, mail_file const& b) {
    return std::pair{a.written, a.path} > std::pair{b.written, b.path};
  });
  if (files.size() > most_listed) files.resize(most_listed);
  return files;
}

std::optional<read_mail> mail_in(fs::path const& path) {
  std::error_code trouble;
  // Of a link, the file it leads to may lie anywhere.
  if (!fs::is_regular_file(fs::symlink_status(path, trouble)) || fs::file_size(path, trouble) > largest_mail) return {};
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return {};
  return read_eml(text.str());
}

// The mail that the path names; none: a hostile name, or no such file.
std::optional<read_mail> mail_asked_for(page_call const& c) {
  auto const& name = c.parameter("name");
  if (!is_eml_name(name)) return {};
  return mail_in(fs::path(c.server->mail_directory) / name);
}

// Reads files, so it runs on a thread of the database and not on one that serves connections.
template <class Show>
action demo_page(page_call const& c, Show show) {
  return reading{[c, show](store&, caller const& who, instant) -> answer {
    if (!c.server->demo_inbox) return nothing_here(c, who);
    return show(c, who);
  }};
}

// The text in pieces, what looks like a link on its own.
std::vector<view> pieces_of(std::string_view text) {
  std::vector<view> pieces;
  auto const add = [&](std::string_view link, std::string_view plain) {
    pieces.push_back({{"link", link}, {"text", plain}});
  };
  while (!text.empty()) {
    auto const at = std::min(text.find("http://"), text.find("https://"));
    if (at != 0) add("", text.substr(0, at));
    if (at == text.npos) break;
    text.remove_prefix(at);
    auto const end = std::min(text.find_first_of(" \n\t<>\"'"), text.size());
    add(text.substr(0, end), "");
    text.remove_prefix(end);
  }
  return pieces;
}

std::string joined_names(std::vector<std::string> const& names) {
  std::string all;
  for (auto const& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

http::response inbox(page_call const& c, caller const& who) {
  std::vector<view> mails;
  for (auto const& file : mail_files(c.server->mail_directory)) {
    auto const mail = mail_in(file.path);
    if (!mail) continue;
    mails.push_back({{"url", "/demo/mail/" + http::percent_encoded(file.path.filename().string())},
                     {"subject", mail->subject},
                     {"to", mail->to},
                     {"date", mail->date}});
  }
  bool const any = !mails.empty();
  page shown;
  shown.template_name = "demo_mails.html";
  shown.title = c.say("The demo's mails");
  shown.facts = {{"mails", std::move(mails)}, {"has_mails", any}};
  return render(c, who, std::move(shown));
}

http::response one_mail(page_call const& c, caller const& who) {
  auto const mail = mail_asked_for(c);
  if (!mail) return nothing_here(c, who);
  auto const html_url = mail->html.empty() ? "" : "/demo/mail/" + http::percent_encoded(c.parameter("name")) + "/html";
  page shown;
  shown.template_name = "demo_mail.html";
  shown.title = mail->subject;
  shown.facts = {{"subject", mail->subject},
                 {"from", mail->from},
                 {"to", mail->to},
                 {"date", mail->date},
                 {"attached", joined_names(mail->attached)},
                 {"html_url", html_url},
                 {"pieces", pieces_of(mail->text)}};
  return render(c, who, std::move(shown));
}

http::response html_of_mail(page_call const& c, caller const& who) {
  auto mail = mail_asked_for(c);
  if (!mail || mail->html.empty()) return nothing_here(c, who);
  // A link of the mail leads the whole window on, not the frame.
  auto const head = mail->html.find("<head>");
  mail->html.insert(head == mail->html.npos ? 0 : head + 6, "<base target=\"_top\">");
  return http::text_response(200, "text/html; charset=utf-8", std::move(mail->html));
}

}  // namespace

action list_demo_mails(page_call const& c) {
  return demo_page(c, inbox);
}
action show_demo_mail(page_call const& c) {
  return demo_page(c, one_mail);
}
action show_demo_mail_html(page_call const& c) {
  return demo_page(c, html_of_mail);
}

}  // namespace rehearse
