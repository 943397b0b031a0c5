#include "server/application/operator_commands.hpp"

#include "scheduler/rules/time_zone.hpp"
#include "scheduler/use_cases/demo/seed_demo.hpp"
#include "scheduler/use_cases/desk/mail_desk.hpp"
#include "scheduler/use_cases/sign_in.hpp"

namespace rehearse {
namespace {

command_result failed(refusal const& why) {
  return {1, "", why.detail + "\n"};
}

command_result make_token(operator_desk const& desk, std::string const& role, std::string const& email) {
  if (role != "organizer" && role != "volunteer")
    return {2, "", "The role is organizer or volunteer, not " + role + ".\n"};
  auto const which = role == "organizer" ? token_role::organizer : token_role::volunteer;
  auto const made = desk.db.write_now([&](store& s) { return make_api_token(s, which, email, desk.time.now()); });
  if (!made) return failed(made.error());
  return {0, made->id.text + " is the id of this token. It is shown only now:\n" + made->token + "\n", ""};
}

std::string line_of(api_token_entry const& t) {
  std::string line = t.id.text + "  " + (t.role == token_role::organizer ? "organizer" : "volunteer") + "  " + t.email;
  line += "  made " + to_text(t.made_at);
  line += t.last_used_at ? "  used " + to_text(*t.last_used_at) : "  never used";
  if (t.revoked_at) line += "  revoked " + to_text(*t.revoked_at);
  return line + "\n";
}

command_result list_tokens(operator_desk const& desk) {
  command_result answer;
  for (auto const& t : desk.db.read_now([](store& s) { return list_api_tokens(s); })) answer.out += line_of(t);
  if (answer.out.empty()) answer.out = "There are no API tokens.\n";
  return answer;
}

command_result revoke(operator_desk const& desk, std::string const& id) {
  auto const done = desk.db.write_now([&](store& s) { return revoke_api_token(s, token_id{id}, desk.time.now()); });
  if (!done) return failed(done.error());
  return {0, id + " is revoked.\n", ""};
}

command_result sign_in_link(operator_desk const& desk, std::string const& email) {
  auto const token = desk.db.write_now([&](store& s) { return make_sign_in_token(s, email, desk.time.now()); });
  if (!token) return failed(token.error());
  return {0, desk.public_url + "/sign-in/" + *token + "\n", ""};
}

command_result seed(operator_desk const& desk) {
  auto const seeded = desk.db.write_now([&](store& s) { return seed_demo(s, desk.time.now()); });
  if (!seeded) return failed(seeded.error());
  return {0,
          "The demo programme is there.\norganizer " + seeded->organizer_email + "\nvolunteer " +
              seeded->volunteer_email + "\n",
          ""};
}

command_result hold(operator_desk const& desk) {
  desk.db.write_now([&](store& s) { hold_mail(s, the_system{}, desk.time.now()); });
  return {0, "Mail is held until `rehearse mail release`.\n", ""};
}

struct release_facts {
  std::int64_t dropped = 0;
  std::optional<old_mail> old;
};

std::string words_on(release_facts const& facts, std::optional<instant> drop_before) {
  std::string words = "Mail is being sent again.\n";
  if (drop_before)
    words += "Dropped, since due before " + to_text(*drop_before) + ": " + std::to_string(facts.dropped) + ".\n";
  if (facts.old && facts.old->waits > 0)
    words += "Due before the backup of " + to_text(facts.old->backup_made) +
             " was put back, so perhaps leaving again: " + std::to_string(facts.old->waits) + ".\n";
  return words;
}

// `drop_before`: what came with a backup and was due before that instant does not leave; none: everything does.
command_result release(operator_desk const& desk, std::optional<instant> drop_before) {
  auto const now = desk.time.now();
  auto const facts = desk.db.write_now([&](store& s) -> result<release_facts> {
    release_facts found;
    if (drop_before) {
      auto const dropped = drop_old_mail(s, the_system{}, *drop_before, now);
      if (!dropped) return dropped.error();
      found.dropped = *dropped;
    }
    found.old = read_old_mail(s);
    release_mail(s, the_system{}, now);
    return found;
  });
  if (!facts) return failed(facts.error());
  return {0, words_on(*facts, drop_before), ""};
}

// For `doctor`.
command_result tell_state(operator_desk const& desk) {
  bool const held = desk.db.read_now([](store& s) { return mail_is_held(s); });
  return {0, "tzdata " + tzdata_version() + "\nmail " + (held ? "held" : "sent") + "\n", ""};
}

}  // namespace

command_result run_operator_command(operator_desk const& desk, command_words const& words) {
  auto const is = [&](std::string_view name, std::size_t arguments) {
    return words.at(0) == name && words.size() == arguments + 1;
  };
  if (is("token", 2)) return make_token(desk, words[1], words[2]);
  if (is("tokens", 0)) return list_tokens(desk);
  if (is("revoke-token", 1)) return revoke(desk, words[1]);
  if (is("sign-in", 1)) return sign_in_link(desk, words[1]);
  if (is("seed-demo", 0)) return seed(desk);
  if (is("mail", 1) && words[1] == "hold") return hold(desk);
  if (is("mail", 1) && words[1] == "release") return release(desk, std::nullopt);
  if (is("mail", 2) && words[1] == "release" && read_instant(words[2])) return release(desk, read_instant(words[2]));
  if (is("state", 0)) return tell_state(desk);
  return {2, "", "The server does not know this command.\n"};
}

}  // namespace rehearse
