// Which addresses are taken, and that each that is taken can be mailed: nobody is left waiting for a mail that our own
// mailer refuses to write. (Without SMTPUTF8, which few servers offer, an address is ASCII.)
#include "notify/smtp/smtp_mailer.hpp"
#include "scheduler/rules/address.hpp"
#include "tests/reminders/correspondence.hpp"
#include "tests/support/smtp_sink.hpp"

namespace rehearse::test {
namespace {

using rehearse::testing::smtp_sink;

struct Addresses : Correspondence {
  result<booking> book_for(std::string const& email) {
    auto asked = w.request(ada, to_text(at("2026-11-09T00:00:00Z") + hours(booked_++)));
    asked.candidate.email = email;
    return w.book(asked);
  }
  int booked_ = 0;
};

TEST_F(Addresses, ThatAreTakenAreMailedAsTheyAre) {
  std::vector<std::string> const odd = {"o'neil+tag@example.org", "a!#$%&'*+-/=?^_`{|}~b@example.org", "x@localhost",
                                        std::string(64, 'l') + "@example.org",
                                        "a@" + std::string(60, 'd') + ".example"};
  for (auto const& address : odd) ASSERT_TRUE(book_for(address)) << address;
  smtp_sink sink;
  smtp_options options;
  options.url = sink.url();
  options.encryption = starttls::never;
  worker sends(w.database(), w.clock(), w.chance(), setup_with(office));
  auto const way = make_smtp_mailer(options);
  while (sends.look_once(*way) == worker::progress::sent_some) continue;

  auto const said = sink.dialogue();
  for (auto const& address : odd) {
    auto const command = "C RCPT TO:<" + address + ">";
    EXPECT_TRUE(std::ranges::any_of(said, [&](auto const& line) { return line.ends_with(command); })) << address;
  }
  EXPECT_EQ(sink.taken().size(), 2 * odd.size());
}

TEST_F(Addresses, ThatCouldNotBeMailedAreRefusedWhereTheyAreTyped) {
  for (std::string const address :
       {"\"quoted local\"@example.org", "j\u00fcrgen@example.org", "a@m\u00fcnchen.example", "a b@example.org",
        "<a@b.c>", "a@b.c\r\nRCPT TO:<evil@example.org>", "a@b.c>,<d@e.f", "a..b@example.org", ".a@example.org",
        "a@-b.example", "a@[127.0.0.1]", "a@b@c", "a@", "@b", "a(comment)@example.org", "a\\@example.org",
        "a;b@example.org"}) {
    auto const refused = book_for(address);
    ASSERT_FALSE(refused) << address;
    auto const why = refused.error();
    EXPECT_EQ(why.code, errc::invalid) << address;
    ASSERT_EQ(why.errors.size(), 1u);
    EXPECT_EQ(why.errors[0].pointer, "/candidate/email");
  }
  EXPECT_FALSE(is_address(std::string(65, 'l') + "@example.org"));
}

}  // namespace
}  // namespace rehearse::test
