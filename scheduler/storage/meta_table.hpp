// Facts about the database itself, by name. Within a transaction; the thread of its connection.
#pragma once

#include "scheduler/storage/connection.hpp"

namespace rehearse::storage {

inline constexpr std::string_view meta_tzdata = "tzdata";                          // version that last served
inline constexpr std::string_view meta_secret_fingerprint = "secret_fingerprint";  // of the server's secret
inline constexpr std::string_view meta_domain = "domain";                          // see domain_of
inline constexpr std::string_view meta_backup_secret = "backup_secret";            // in a backup alone: 64 hex digits
inline constexpr std::string_view meta_backup_made = "backup_made";                // in a backup alone: when
inline constexpr std::string_view meta_restored = "restored";  // when a backup was put back; until mail leaves
inline constexpr std::string_view meta_restored_from = "restored_from";  // and when that was made
inline constexpr std::string_view meta_mail_held = "mail_held";          // "yes": nothing is sent

std::optional<std::string> meta(connection& db, std::string_view name);
void set_meta(connection& db, std::string_view name, std::string_view value);
void forget_meta(connection& db, std::string_view name);

// What Message-IDs and the UIDs of calendar entries end in, as long as the database lives: if they followed a setting,
// a change of it would make a second entry of every interview in people's calendars. Made when it is first opened.
std::string domain_of(connection& db);
// Makes it of that name unless there is one.
void name_domain(connection& db, std::string_view name);

bool mail_is_held(connection& db);
void hold_mail(connection& db, bool held);
// No organizer, volunteer, interview type or booking yet: seed-demo may fill it.
bool is_empty(connection& db);

}  // namespace rehearse::storage
