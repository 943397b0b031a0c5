#include "config/settings.hpp"

#include "config/setting_texts.hpp"
#include "config/settings_check.hpp"
#include "config/settings_file.hpp"
#include "config/settings_table.hpp"
#include "tests/config/temporary_folder.hpp"
#include "tests/support/tree.hpp"

#include <set>

#include <gtest/gtest.h>

namespace rehearse {
namespace {

// The mistakes that loading these sources ends with; none when it succeeds.
std::vector<std::string> mistakes_of(settings_sources const& sources) {
  try {
    load_settings(sources);
    return {};
  } catch (settings_error const& error) {
    return error.mistakes();
  }
}

class Settings : public testing::Test {
 protected:
  settings_sources from_file(std::string const& text) {
    return {.file = folder.write("rehearse.toml", text), .environment = {}, .flags = {}};
  }
  std::string only_mistake(std::string const& text) {
    auto const mistakes = mistakes_of(from_file(text));
    EXPECT_EQ(mistakes.size(), 1u);
    if (mistakes.empty()) return "";
    // Without the folder, whose name is another each time.
    auto const at = mistakes[0].find("rehearse.toml:");
    return at == std::string::npos ? mistakes[0] : mistakes[0].substr(at);
  }

  temporary_folder folder;
};

TEST_F(Settings, AreTheDefaultsWhenNothingIsSaid) {
  settings const s = load_settings({});

  EXPECT_EQ(s.server.address, "127.0.0.1");
  EXPECT_EQ(s.server.port, 8080);
  EXPECT_EQ(database_file(s), std::filesystem::current_path() / "rehearse.db");
  EXPECT_EQ(s.mail.directory, "mail");
  EXPECT_EQ(s.smtp.starttls, starttls::required);
  EXPECT_EQ(s.limits.requests_per_minute, 600u);
  EXPECT_EQ(s.limits.bookings_per_hour, 30u);
  EXPECT_EQ(s.limits.mails_per_hour, 20u);
}

TEST_F(Settings, NameTheDatabaseAsEverybodyDoesWhoMeansIt) {
  auto const real = std::filesystem::canonical(folder.path());
  std::filesystem::create_symlink("later.db", real / "link.db");
  std::filesystem::create_symlink(real / "link.db", real / "link of link.db");
  std::filesystem::create_symlink("round.db", real / "round.db");

  for (auto const* name : {"later.db", "link.db", "link of link.db", "nowhere/../later.db"})
    EXPECT_EQ(sqlite_file("sqlite:" + (real / name).string()), real / "later.db") << name;
  EXPECT_EQ(sqlite_file("sqlite:file:x.db"), std::filesystem::current_path() / "file:x.db");
  EXPECT_EQ(sqlite_file("sqlite:" + (real / "round.db").string()), real / "round.db") << "whoever opens it will say so";
}

TEST_F(Settings, InTheExampleFileAreAllThereAndEqualToTheDefaults) {
  settings_file const example = read_settings_file(in_source_tree("config/rehearse.toml"));

  ASSERT_EQ(example.mistakes, std::vector<std::string>{});
  std::set<std::string> written;
  for (assignment const& given : example.assignments) {
    setting const* const row = find_setting(given.section, given.name);
    ASSERT_NE(row, nullptr) << given.section << "." << given.name;
    ASSERT_TRUE(given.value.has_value()) << dotted_name(*row);
    EXPECT_EQ(as_toml(*given.value), as_toml(row->by_default)) << dotted_name(*row);
    written.insert(dotted_name(*row));
  }
  for (setting const& row : all_settings()) EXPECT_TRUE(written.contains(dotted_name(row))) << dotted_name(row);
}

TEST_F(Settings, FromTheEnvironmentOverrideTheFileAndFlagsOverrideBoth) {
  auto sources = from_file("[server]\nport = 1\nthreads = 3\n[smtp]\nusername = \"file\"\npassword_file = \"p\"\n");
  sources.environment = {{"REHEARSE_SERVER_PORT", "2"}, {"REHEARSE_SMTP_USERNAME", "environment"}};
  sources.flags = {{"server.port", "3"}};

  settings const s = load_settings(sources);

  EXPECT_EQ(s.server.threads, 3u);
  EXPECT_EQ(s.smtp.username, "environment");
  EXPECT_EQ(s.server.port, 3);
}

TEST_F(Settings, OfEachKindAreReadFromFileAndTextAlike) {
  auto const sources = from_file(
      "[server]\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]\n[demo]\ninbox = true\n[log]\nlevel = \"off\"\n"
      "[limits]\nbody_timeout = 7\n");
  settings const file = load_settings(sources);
  settings const text = load_settings({.file = {},
                                       .environment = {{"REHEARSE_SERVER_TRUSTED_PROXIES", "10.0.0.0/8, ::1"},
                                                       {"REHEARSE_DEMO_INBOX", "true"},
                                                       {"REHEARSE_LOG_LEVEL", "off"},
                                                       {"REHEARSE_LIMITS_BODY_TIMEOUT", "7"}},
                                       .flags = {}});

  for (settings const& s : {file, text}) {
    EXPECT_EQ(s.server.trusted_proxies, (std::vector<std::string>{"10.0.0.0/8", "::1"}));
    EXPECT_TRUE(s.demo.inbox);
    EXPECT_EQ(s.log.level, log::level::off);
    EXPECT_EQ(s.limits.body_timeout, std::chrono::seconds(7));
  }
}

TEST_F(Settings, ThatAreUnknownAreRefusedWithLineAndWhatWasMeant) {
  EXPECT_EQ(
      only_mistake("[server]\naddress = \"::1\"\nprot = 80\n"),
      "rehearse.toml:3: [server] prot is no setting; did you mean [server] port? allowed in [server]: address, port, "
      "public_url, threads, trusted_proxies, secret_file, leave_after");
  EXPECT_EQ(only_mistake("\n[sever]\nport = 80\n").substr(0, 73),
            "rehearse.toml:3: [sever] port is no setting; did you mean [server] port? ");
  EXPECT_EQ(only_mistake("port = 80\n").substr(0, 66),
            "rehearse.toml:1: \"port\" is no setting; allowed sections: [calendar");
}

TEST_F(Settings, ThatAreUnknownInTheEnvironmentAreRefusedUnderOurPrefixAlone) {
  settings_sources const sources{.file = {},
                                 .environment = {{"REHEARSE_PORT", "1"},
                                                 {"REHEARSE_SERVER_PROT", "1"},
                                                 {"REHEARSE_SERVR_PORT", "1"},
                                                 {"REHEARSALS_SERVER_PORT", "1"},
                                                 {"PATH", "/bin"}},
                                 .flags = {}};

  auto const mistakes = mistakes_of(sources);

  ASSERT_EQ(mistakes.size(), 3u);
  EXPECT_TRUE(mistakes[0].starts_with("REHEARSE_PORT: \"port\" is no setting; allowed sections: ")) << mistakes[0];
  EXPECT_TRUE(mistakes[1].starts_with("REHEARSE_SERVER_PROT: [server] prot is no setting")) << mistakes[1];
  EXPECT_TRUE(mistakes[2].starts_with("REHEARSE_SERVR_PORT: [servr] port is no setting; did you mean [server] port?"))
      << mistakes[2];
}

// A developer who has these set can still start the program.
TEST_F(Settings, AreNotWhatTheTestsOfThisProgramAreTold) {
  settings_sources const sources{.file = {},
                                 .environment = {{"REHEARSE_CONFIG", "a.toml"},
                                                 {"REHEARSE_PROGRAM", "rehearse"},
                                                 {"REHEARSE_SEED", "7"},
                                                 {"REHEARSE_LONG", "1"},
                                                 {"REHEARSE_PROPERTY_SCALE", "10"}},
                                 .flags = {}};

  EXPECT_EQ(mistakes_of(sources), std::vector<std::string>{});
}

TEST_F(Settings, WithBadValuesAreRefusedWithLineKeyAndWhatIsAllowed) {
  EXPECT_EQ(only_mistake("[server]\nport = 70000\n"),
            "rehearse.toml:2: [server] port must be a whole number from 0 to 65535");
  EXPECT_EQ(only_mistake("[server]\nport = \"80\"\n"),
            "rehearse.toml:2: [server] port must be a whole number from 0 to 65535");
  EXPECT_EQ(only_mistake("[server]\nport = -1\n"),
            "rehearse.toml:2: [server] port must be a whole number from 0 to 65535");
  EXPECT_EQ(only_mistake("[demo]\ninbox = 1\n"), "rehearse.toml:2: [demo] inbox must be true or false");
  EXPECT_EQ(only_mistake("[smtp]\nstarttls = \"yes\"\n"),
            "rehearse.toml:2: [smtp] starttls must be one of \"required\", \"if_offered\", \"never\"");
  EXPECT_EQ(only_mistake("[mail]\ndirectory = \"\"\n"),
            "rehearse.toml:2: [mail] directory must be the path of a folder");
  EXPECT_EQ(only_mistake("[log]\nlevel = 2026-01-01\n").substr(0, 38), "rehearse.toml:2: [log] level must be o");
}

TEST_F(Settings, WithBadTextsAreRefused) {
  for (std::string const text :
       {"[server]\naddress = \"localhost\"", "[server]\npublic_url = \"ftp://a\"",
        "[server]\npublic_url = \"https://a/b\"", "[server]\npublic_url = \"https://\"",
        "[server]\npublic_url = \"https://u:p@a\"", "[server]\npublic_url = \"https://a:0\"",
        "[server]\npublic_url = \"https://a:x\"", "[server]\npublic_url = \"https://[::1\"",
        "[server]\ntrusted_proxies = [\"10.0.0.0/33\"]", "[server]\ntrusted_proxies = [\"proxy\"]",
        "[server]\ntrusted_proxies = [1]", "[database]\nurl = \"rehearse.db\"", "[database]\nurl = \"sqlite:\"",
        "[database]\nurl = \"sqlite::memory:\"", "[smtp]\nurl = \"mail.example.org\"",
        "[smtp]\nurl = \"smtp://user:password@127.0.0.1\"", "[smtp]\nfrom = \"nobody\"",
        "[smtp]\nfrom = \"a@b\\r\\nBcc: c@d\"", "[smtp]\nfrom = \"a@b, c@d\""}) {
    EXPECT_EQ(mistakes_of(from_file(text + "\n")).size(), 1u) << text;
  }
}

TEST_F(Settings, NeverRepeatAPasswordInAnError) {
  auto const mistakes = mistakes_of(from_file("[smtp]\nurl = \"smtp://user:hunter2@127.0.0.1\"\n"));

  ASSERT_EQ(mistakes.size(), 1u);
  EXPECT_EQ(mistakes[0].find("hunter2"), std::string::npos);
}

TEST_F(Settings, TellAllMistakesAtOnce) {
  auto sources = from_file("[server]\nport = 0.5\nthreads = 0\n");
  sources.environment = {{"REHEARSE_DEMO_INBOX", "yes"}};
  sources.flags = {{"log.format", "xml"}, {"serve", "x"}};

  auto const mistakes = mistakes_of(sources);

  ASSERT_EQ(mistakes.size(), 5u);
  EXPECT_EQ(mistakes[2], "REHEARSE_DEMO_INBOX: [demo] inbox must be true or false");
  EXPECT_EQ(mistakes[3], "--set log.format: [log] format must be one of \"text\", \"json\"");
  EXPECT_TRUE(mistakes[4].starts_with("--set serve: \"serve\" is no setting")) << mistakes[4];
}

TEST_F(Settings, InAFileThatIsNoTomlOrNotThereNameTheFile) {
  EXPECT_TRUE(only_mistake("[server]\nport = = 1\n").starts_with("rehearse.toml:2: "))
      << only_mistake("[server]\nport = = 1\n");
  EXPECT_TRUE(only_mistake("[log]\nlevel=\"off\"\nlevel=\"info\"\n").starts_with("rehearse.toml:3: "));
  EXPECT_EQ(mistakes_of({.file = folder.path() / "none.toml", .environment = {}, .flags = {}}),
            std::vector<std::string>{(folder.path() / "none.toml").string() + ": cannot be read"});
}

TEST_F(Settings, RefuseMailThatLeavesTheMachineWithLinksThatLeadNowhere) {
  std::string const far = "[smtp]\nurl = \"smtp://mail.example.org:587\"\n[server]\n";

  EXPECT_TRUE(
      only_mistake(far).starts_with("rehearse.toml:2: [server] public_url is on loopback, yet [smtp] url is not"));
  EXPECT_TRUE(
      only_mistake(far + "public_url = \"http://127.0.0.1\"\n").starts_with("rehearse.toml:4: [server] public_url"));
  EXPECT_NE(only_mistake(far + "public_url = \"http://localhost:8080\"\n").find("public_url"), std::string::npos);
  EXPECT_NE(only_mistake(far + "public_url = \"https://[::1]\"\n").find("public_url"), std::string::npos);
  EXPECT_NE(only_mistake(far + "address = \"0.0.0.0\"\n").find("public_url"), std::string::npos);
  EXPECT_EQ(mistakes_of(from_file(far + "public_url = \"https://example.org\"\n")), std::vector<std::string>{});
  EXPECT_EQ(mistakes_of(from_file("[smtp]\nurl = \"smtp://127.0.0.2:25\"\n")), std::vector<std::string>{});
}

TEST_F(Settings, RefuseOtherCombinationsThatCannotWork) {
  EXPECT_EQ(only_mistake("[database]\nurl = \"postgres://localhost/rehearse\"\n"),
            "rehearse.toml:2: [server] secret_file must name the secret where the database is PostgreSQL, the same for "
            "every process: openssl rand -hex 32 > FILE");
  EXPECT_NE(only_mistake("[time]\non_rule_change = \"keep_wall_clock\"\n").find("not supported by this version"),
            std::string::npos);
  EXPECT_NE(only_mistake("[smtp]\nusername = \"a\"\n").find("both or neither"), std::string::npos);
  EXPECT_NE(only_mistake("[smtp]\npassword_file = \"a\"\n").find("both or neither"), std::string::npos);
  EXPECT_NE(
      only_mistake("[server]\npublic_url = \"https://a.org\"\n[smtp]\nurl = \"smtp://a.org\"\nstarttls = \"never\"\n"
                   "username = \"a\"\npassword_file = \"b\"\n")
          .find("unencrypted"),
      std::string::npos);
}

TEST_F(Settings, ThatAreDoubtfulAreTold) {
  auto const password = folder.write("password", "secret\n");
  settings s;
  s.smtp.password_file = password.string();

  std::filesystem::permissions(password, std::filesystem::perms(0644));
  EXPECT_EQ(doubtful_settings(s).size(), 1u);
  std::filesystem::permissions(password, std::filesystem::perms(0600));
  EXPECT_EQ(doubtful_settings(s).size(), 0u);
}

// Others see it in the list of processes. In a file it deserves a word.
TEST_F(Settings, RefuseAPasswordOnTheCommandLine) {
  std::string const url = "postgres://ada:hidden@localhost/rehearse";

  auto const mistakes =
      mistakes_of({.file = {}, .environment = {}, .flags = {{"database.url", url}, {"server.secret_file", "secret"}}});
  ASSERT_EQ(mistakes.size(), 1u);
  EXPECT_TRUE(mistakes[0].starts_with("--set database.url: a password on the command line")) << mistakes[0];
  EXPECT_EQ(mistakes[0].find("hidden"), std::string::npos);

  for (auto const* other :
       {"postgres://ada@localhost/x?password=hidden", "postgres://ada@/x?host=y&sslpassword=hidden"})
    EXPECT_EQ(mistakes_of({.file = {}, .environment = {}, .flags = {{"database.url", other}}}).size(), 1u) << other;
  for (auto const* none :
       {"sqlite:/tmp/a://b:c@d", "postgres://localhost:5432/x?options=a@b", "postgres://ada@x:1/y:z@"})
    EXPECT_FALSE(setting_texts::has_password(none)) << none;

  auto const in_file = "[database]\nurl = \"" + url + "\"\n[server]\nsecret_file = \"secret\"\n";
  EXPECT_EQ(doubtful_settings(load_settings(from_file(in_file))).size(), 1u);
}

TEST(PublicOrigin, IsTheGivenUrlOrTheAddressInTruthBound) {
  settings s;
  EXPECT_EQ(public_origin(s, 4711), "http://127.0.0.1:4711");
  s.server.address = "::";
  EXPECT_EQ(public_origin(s, 80), "http://[::1]:80");
  s.server.public_url = "https://interviews.example.org/";
  EXPECT_EQ(public_origin(s, 80), "https://interviews.example.org");
}

TEST(SenderAddress, FollowsThePublicHost) {
  settings s;
  EXPECT_EQ(sender_address(s), "rehearse@localhost");
  s.server.public_url = "http://192.0.2.1:8080";
  EXPECT_EQ(sender_address(s), "rehearse@localhost");
  s.server.public_url = "https://interviews.example.org";
  EXPECT_EQ(sender_address(s), "rehearse@interviews.example.org");
  s.smtp.from = "Rehearse <desk@example.org>";
  EXPECT_EQ(sender_address(s), "Rehearse <desk@example.org>");
}

TEST(SettingNames, AreTheSameWordInEachSource) {
  setting const& row = *find_setting("smtp", "password_file");

  EXPECT_EQ(dotted_name(row), "smtp.password_file");
  EXPECT_EQ(environment_name(row), "REHEARSE_SMTP_PASSWORD_FILE");
}

}  // namespace
}  // namespace rehearse
