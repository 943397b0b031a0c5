// The languages of pages and mails: which one somebody meets, how it is changed, and that it is kept all the way.
#include "notify/smtp/mime.hpp"
#include "scheduler/use_cases/desk/programme_desk.hpp"
#include "scheduler/use_cases/manage_booking.hpp"
#include "scheduler/use_cases/sign_in.hpp"
#include "tests/support/post_office.hpp"
#include "tests/web/mail_reader.hpp"
#include "tests/web/page_check.hpp"
#include "tests/web/visitor.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {
namespace {

constexpr auto monday = "2026-11-09T08:00:00Z";

struct site_in_spanish {
  site_in_spanish() {
    w.go_to("2026-11-03T08:00:00Z");
    ada.open("Mon 09:00-12:00", "Europe/Paris");
  }

  // As a browser sends the form that it was shown.
  http::response book() {
    auto const shown = chidi.get("/book/coding-60?lang=es&zone=Africa/Lagos&start=" + std::string(monday));
    auto sent = hidden_members(shown.content(), "/book/");
    sent.insert(sent.end(), {{"name", "Chidi"}, {"email", "chidi@example.org"}, {"goal", "Grafos"}});
    return chidi.post("/book/coding-60?lang=es", sent);
  }
  std::vector<message> mails_to(std::string const& address) {
    deliver_due(w, office);
    std::vector<message> all;
    for (auto const& each : office.delivered())
      if (each.letter.to.address == address) all.push_back(each.letter);
    return all;
  }

  world w;
  somebody ada = w.volunteer("Ada");
  web_server server{w};
  visitor chidi{server};
  post_office office{w.clock()};
};

// The programme's own language, and texts of its own.
void write_in(world& w, std::string const& locale) {
  auto const job = [&](store& s) {
    auto own = read_programme(s);
    own.locale = locale;
    own.name = "First Try";
    own.welcome = "Welcome.\n\nTake your time.";
    own.privacy = "We keep little.";
    return save_programme(s, organizer(), own, {}, w.now());
  };
  w.write(job).value();
}

std::string header(http::response const& given, std::string_view name) {
  return http::joined(given.headers, name);
}

bool is_in(http::response const& page, std::string const& locale) {
  return shows(page, "<html lang=\"" + locale + "\" dir=\"ltr\">") && header(page, "Content-Language") == locale;
}

// Links and form actions of a page that would leave its language behind.
std::vector<std::string> ways_out_of_spanish(http::response const& page) {
  std::vector<std::string> lost;
  auto const html = page.content();
  for (std::string const attribute : {" href=\"/", " action=\"/", " formaction=\"/"})
    for (auto at = html.find(attribute); at != html.npos; at = html.find(attribute, at + 1)) {
      auto const from = at + attribute.size() - 1;
      auto const path = std::string(html.substr(from, html.find('"', from) - from));
      if (!path.starts_with("/assets/") && path.find("lang=") == path.npos) lost.push_back(path);
    }
  return lost;
}

}  // namespace

TEST(Languages, AreWhatTheBrowserPrefersUntilOneIsAskedFor) {
  site_in_spanish site;
  auto const page = [&](std::string const& path, std::string const& languages) {
    return visitor(site.server).prefer(languages).get(path);
  };

  EXPECT_TRUE(is_in(page("/", ""), "en"));
  EXPECT_TRUE(is_in(page("/", "es-CO,es;q=0.9,en;q=0.8"), "es"));
  EXPECT_TRUE(is_in(page("/?lang=en", "es"), "en"));
  EXPECT_TRUE(is_in(page("/?lang=es-MX", "en"), "es"));
  EXPECT_TRUE(is_in(page("/?lang=tlh", "es"), "es"));
  // Where the demo is off, nobody meets a language that is none.
  EXPECT_TRUE(is_in(page("/?lang=en-XA", "en"), "en"));
}

TEST(Languages, AreTheProgrammesWhereTheBrowserNamesNoneOfOurs) {
  site_in_spanish site;
  auto const of_french = [&] { return visitor(site.server).prefer("fr-CA, *;q=0.1"); };
  EXPECT_TRUE(is_in(of_french().get("/"), "en"));

  write_in(site.w, "es");

  for (auto const* path : {"/", "/find", "/sign-in", "/problems", "/b/nothing.nothing", "/nothing/here"})
    EXPECT_TRUE(is_in(of_french().get(path), "es")) << path;
  EXPECT_TRUE(is_in(visitor(site.server).get("/"), "es")) << "no language is named at all";
  EXPECT_TRUE(shows(of_french().post("/find", {{"email", "nonsense"}}), "Escribe tu dirección"));
  EXPECT_TRUE(is_in(visitor(site.server).prefer("fr, en;q=0.1").get("/"), "en"));
  EXPECT_TRUE(is_in(of_french().get("/?lang=en"), "en"));
  write_in(site.w, "pt");
  EXPECT_TRUE(is_in(of_french().get("/"), "en")) << "one that we do not speak";
}

TEST(Languages, OfABookingAreThoseInWhichItWasMade) {
  site_in_spanish site;
  write_in(site.w, "es");
  site.chidi.prefer("fr");
  auto const shown = site.chidi.get("/book/coding-60?zone=Africa/Lagos&start=" + std::string(monday));
  auto sent = hidden_members(shown.content(), "/book/");
  sent.insert(sent.end(), {{"name", "Chidi"}, {"email", "chidi@example.org"}, {"goal", "Grafos"}});

  ASSERT_EQ(site.chidi.post("/book/coding-60", sent).status, 303);

  EXPECT_TRUE(site.mails_to("chidi@example.org").front().subject.starts_with("Reservada: "));
}

// The page was in English because she had asked for it, whatever her browser prefers; so is the one that her mail
// opens.
TEST(Languages, OfAPageThatAMailOpensAreThoseOfTheMail) {
  site_in_spanish site;
  site.chidi.prefer("es");
  auto const shown = site.chidi.get("/book/coding-60?lang=en&zone=Africa/Lagos&start=" + std::string(monday));
  auto sent = hidden_members(shown.content(), "/book/");
  sent.insert(sent.end(), {{"name", "Chidi"}, {"email", "chidi@example.org"}, {"goal", "Graphs"}});
  ASSERT_EQ(site.chidi.post("/book/coding-60?lang=en", sent).status, 303);

  auto const links = links_of_text(site.mails_to("chidi@example.org").front());
  auto const is_booking = [](auto const& each) { return each.find("/b/") != each.npos; };
  auto const link = std::ranges::find_if(links, is_booking);

  ASSERT_NE(link, links.end());
  auto const path = link->substr(link->find("/b/"));
  EXPECT_TRUE(is_in(site.chidi.get(path), "en")) << path;
  EXPECT_TRUE(is_in(site.chidi.get(path.substr(0, path.find('?')) + "?lang=es"), "es"));
}

// WCAG 3.1.2: what the programme wrote is read aloud in the programme's language.
TEST(Languages, OfTheProgrammesTextsAreMarkedWhereThePageHasAnother) {
  site_in_spanish site;
  write_in(site.w, "en");
  auto const job = [&](store& s) {
    auto type = read_interview_type(s, "coding-60").value();
    type.title = "Coding";
    type.description = "You solve one task.";
    type.intake = {{"level", "Your level", intake_kind::choice, {"junior", "senior"}, false},
                   {"ready", "Are you ready?", intake_kind::yes_no, {}, true}};
    type.criteria = {{"talk", "Thinking aloud", "Says what is tried, and why"}};
    return change_interview_type(s, organizer(), type, {}, site.w.now());
  };
  site.w.write(job).value();
  auto const page = [&](std::string const& path, std::string const& lang) {
    return std::string(site.chidi.get(path + (path.find('?') == path.npos ? "?" : "&") + "lang=" + lang).content());
  };
  auto const has = [](std::string const& text, std::string const& part) { return text.find(part) != text.npos; };
  auto const form = "/book/coding-60?zone=Africa/Lagos&start=" + std::string(monday);

  auto const home = page("/", "es");
  for (auto const* part :
       {"<h1 lang=\"en\">First Try</h1>", "<p class=\"lead\" lang=\"en\">Take your time.</p>", "lang=\"en\">Coding</a>",
        "<p class=\"lines\" dir=\"auto\" lang=\"en\">You solve one task.", "<ul lang=\"en\"><li>Thinking aloud"})
    EXPECT_TRUE(has(home, part)) << part << "\n" << home;
  EXPECT_TRUE(has(page("/privacy", "es"), "lang=\"en\">We keep little."));
  EXPECT_TRUE(has(page("/book/coding-60", "es"), "<h1 lang=\"en\">Coding</h1>"));
  auto const asked = page(form, "es");
  EXPECT_TRUE(has(asked, "<legend><span lang=\"en\">Are you ready?</span></legend>")) << asked;
  EXPECT_TRUE(has(asked, "<span lang=\"en\">junior</span></label>"));
  EXPECT_TRUE(has(asked, ">Sí</label>")) << "the answers that we give";
  for (auto const* path : {"/", "/privacy", "/book/coding-60"})
    EXPECT_FALSE(has(page(path, "en"), "lang=\"en\">Co")) << path;
  EXPECT_FALSE(has(page(form, "en"), "<span lang=\"en\">Are"));
}

TEST(Languages, AreToldApartByCachesWhereTheAddressDoesNotNameThem) {
  site_in_spanish site;

  EXPECT_EQ(header(site.chidi.get("/"), "Vary"), "Accept-Encoding, Accept-Language, Cookie");
  EXPECT_EQ(header(site.chidi.get("/?lang=es"), "Vary"), "Accept-Encoding, Cookie");
}

TEST(Languages, AreOfferedOnEveryPageByTheirOwnNamesWithTheQueryKept) {
  site_in_spanish site;

  auto const page = site.chidi.get("/book/coding-60?zone=Africa/Lagos&lang=es");

  EXPECT_TRUE(shows(page, "<span lang=\"es\" aria-current=\"true\">Español</span>"));
  EXPECT_TRUE(shows(page,
                    "<a href=\"/book/coding-60?zone=Africa%2FLagos&amp;lang=en\" lang=\"en\" "
                    "hreflang=\"en\">English</a>"));
  for (auto const& fault : faults_of_page(page.content())) ADD_FAILURE() << fault;
}

TEST(Languages, AreChangedOnThePageOfAFormThatWasRefused) {
  site_in_spanish site;

  auto const refused = site.chidi.post("/find?lang=es", {{"email", "nonsense"}});

  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(shows(refused, "<a href=\"/find?lang=en\""));
  EXPECT_TRUE(shows(site.chidi.get("/nothing/here?lang=es"), "<a href=\"/?lang=en\""));
}

TEST(Languages, AreKeptFromTheFirstPageToTheBookingAndItsEnd) {
  site_in_spanish site;
  for (auto const* path : {"/", "/book", "/book/coding-60", "/book/coding-60?zone=Africa/Lagos", "/find", "/privacy",
                           "/sign-in", "/problems"}) {
    auto const address = std::string(path) + (std::string_view(path).find('?') == std::string_view::npos ? "?" : "&");
    auto const page = site.chidi.get(address + "lang=es");
    EXPECT_TRUE(page.status == 303 || is_in(page, "es")) << path;
    EXPECT_EQ(ways_out_of_spanish(page), std::vector<std::string>{}) << path;
  }

  auto const booked = site.book();
  ASSERT_EQ(booked.status, 303);
  EXPECT_TRUE(where(booked).ends_with("?done=booked&lang=es")) << where(booked);
  auto const page = site.chidi.get(where(booked));
  EXPECT_TRUE(shows(page, "Tu entrevista está reservada"));
  EXPECT_TRUE(shows(page, "lunes, 9 de noviembre de 2026, 09:00–10:00"));
  EXPECT_EQ(ways_out_of_spanish(page), std::vector<std::string>{});

  auto const link = where(booked).substr(0, where(booked).find('?'));
  auto const cancelled = site.chidi.post(link + "/cancel?lang=es", {{"reason", "other"}});
  EXPECT_TRUE(where(cancelled).ends_with("lang=es")) << where(cancelled);
}

TEST(Languages, AreKeptThroughSigningInAndOut) {
  site_in_spanish site;
  visitor ada(site.server);
  auto const to_sign_in = where(ada.get("/volunteer/profile?lang=es"));
  EXPECT_TRUE(to_sign_in.ends_with("&lang=es")) << to_sign_in;
  ada.post("/sign-in?lang=es", {{"email", "ada@example.org"}, {"next", "/volunteer/profile?lang=es"}});

  auto const mails = site.mails_to("ada@example.org");
  auto const is_link = [](message const& each) { return each.subject.starts_with("Tu enlace para entrar: "); };
  auto const mail = std::ranges::find_if(mails, is_link);
  ASSERT_NE(mail, mails.end());
  auto const links = links_of_text(*mail);
  auto const link = std::ranges::find_if(links, [](auto const& each) { return each.find("/sign-in/") != each.npos; });
  ASSERT_NE(link, links.end());
  auto const path = link->substr(link->find("/sign-in/"));
  EXPECT_TRUE(is_in(ada.get(path), "es"));

  auto const inside = where(ada.post(path, {{"next", "/volunteer/profile?lang=es"}}));
  EXPECT_EQ(inside, "/volunteer/profile?lang=es&signed_in=now");
  auto const profile = ada.get(inside);
  EXPECT_TRUE(is_in(profile, "es"));
  EXPECT_EQ(ways_out_of_spanish(profile), std::vector<std::string>{});
  EXPECT_EQ(where(ada.post("/sign-out?lang=es", {})), "/?lang=es");
}

TEST(Languages, OfABookingAreThoseOfItsMailsAndTheirCalendar) {
  site_in_spanish site;
  ASSERT_EQ(site.book().status, 303);

  auto const to_candidate = site.mails_to("chidi@example.org").front();
  auto const to_volunteer = site.mails_to("ada@example.org");

  EXPECT_EQ(to_candidate.subject, "Reservada: entrevista de práctica, lun, 9 nov, 09:00 UTC+01:00");
  EXPECT_NE(in_one_line(to_candidate.text)
                .find("Cuándo, para ti: lunes, 9 de noviembre de 2026, 09:00–10:00 (UTC+01:00, "
                      "Africa/Lagos)"),
            std::string::npos)
      << to_candidate.text;
  EXPECT_NE(to_candidate.html.find("<html lang=\"es\" dir=\"ltr\">"), std::string::npos);
  EXPECT_NE(to_candidate.html.find("lang=\"en\" dir=\"auto\">coding-60</span> (1 hora)"), std::string::npos)
      << to_candidate.html;
  for (auto const& link : links_of_html(to_candidate))
    EXPECT_TRUE(link.find("/b/") == link.npos || link.find("?lang=es") != link.npos) << link;
  ASSERT_TRUE(to_candidate.calendar);
  auto const& entry = to_candidate.calendar->calendar;
  EXPECT_NE(entry.find("SUMMARY:Entrevista de práctica"), entry.npos) << entry;
  EXPECT_NE(entry.find("no avisa a nadie"), entry.npos) << entry;
  EXPECT_TRUE(std::ranges::any_of(to_volunteer, [](message const& each) {
    return each.subject == "Booked: practice interview, Mon 9 Nov, 09:00 UTC+01:00";
  }));
}

// What stands in a header field has to be ASCII (RFC 2047).
TEST(Languages, WithAccentsAreEncodedInSubjects) {
  site_in_spanish site;
  ASSERT_EQ(site.book().status, 303);

  auto const source = mime_text(site.mails_to("chidi@example.org").front());
  auto const begin = source.find("\nSubject: ");
  auto const subject = source.substr(begin, source.find("\nMIME", begin) - begin);

  EXPECT_NE(subject.find("=?UTF-8?"), std::string::npos) << subject;
  EXPECT_TRUE(std::ranges::all_of(source, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
}

}  // namespace rehearse::test
