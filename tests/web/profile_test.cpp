#include "tests/web/typed_hours.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {

TEST(Profile, IsChangedWithTheRevisionThatWasSeen) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto const shown = v.get("/volunteer/profile");
  members const fields{{"revision", value_of(shown, "revision")},
                       {"name", "Ada L."},
                       {"headline", "Engineer"},
                       {"spoken", "en, de"},
                       {"topics", "graphs , concurrency"},
                       {"editors", "own_machine"},
                       {"meeting_url", "https://meet.example.org/ada"},
                       {"status", "paused"}};

  EXPECT_EQ(where(v.post("/volunteer/profile", fields)), "/volunteer/profile?done=yes");
  auto const record = ada.record();
  EXPECT_EQ(record.name, "Ada L.");
  EXPECT_EQ(record.topics, (std::vector<std::string>{"graphs", "concurrency"}));
  EXPECT_EQ(record.spoken, (std::vector<std::string>{"en", "de"}));
  EXPECT_EQ(record.status, volunteer_status::paused);
  EXPECT_FALSE(record.reminders);

  auto const stale = v.post("/volunteer/profile", with(fields, {{"bio", "Typed"}}));
  EXPECT_EQ(stale.status, 412);
  EXPECT_TRUE(shows(stale, "Typed</textarea>"));
  auto hostile = fields;
  hostile[0].second = value_of(stale, "revision");
  hostile[6].second = "javascript:alert(1)";
  auto const refused = v.post("/volunteer/profile", hostile);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(shows(refused, "<a href=\"#meeting_url\">"));
}

TEST(Profile, TakesLanguagesByNameAndNamesTheFieldOfAMistake) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  members fields{{"revision", value_of(v.get("/volunteer/profile"), "revision")},
                 {"name", "Ada"},
                 {"spoken", "English, portuguese (brazil), DE"},
                 {"editors", "own_machine"},
                 {"status", "active"}};

  EXPECT_EQ(v.post("/volunteer/profile", fields).status, 303);
  EXPECT_EQ(ada.record().spoken, (std::vector<std::string>{"en", "pt-BR", "de"}));
  auto const shown = v.get("/volunteer/profile");
  EXPECT_EQ(value_of(shown, "spoken"), "English, Portuguese (Brazil), German");

  fields[0].second = value_of(shown, "revision");
  fields[1].second = "";
  fields[2].second = "Englisch, en";
  auto const refused = v.post("/volunteer/profile", fields);
  EXPECT_TRUE(shows(refused, "Name: Please fill this in."));
  EXPECT_TRUE(shows(refused, "Languages you speak: Please write names or codes of languages"));
  EXPECT_EQ(value_of(refused, "spoken"), "Englisch, en");
}

TEST(Profile, ChoosesTheLanguageOfMails) {
  world w;
  auto const ada = w.volunteer("Ada");
  web_server server(w);
  visitor v(server);
  v.sign_in("ada@example.org");
  auto const shown = v.get("/volunteer/profile");
  EXPECT_TRUE(shows(shown, "<option value=\"en\" selected>English</option>"));
  members const fields{{"revision", value_of(shown, "revision")},
                       {"name", "Ada"},
                       {"locale", "es"},
                       {"editors", "own_machine"},
                       {"status", "active"}};

  EXPECT_EQ(v.post("/volunteer/profile", fields).status, 303);
  EXPECT_EQ(ada.record().locale, "es");
  EXPECT_TRUE(shows(v.get("/volunteer/profile"), "<option value=\"es\" selected>Español</option>"));
}

}  // namespace rehearse::test
