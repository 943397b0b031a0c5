#include "scheduler/storage/volunteers_table.hpp"

#include "scheduler/storage/row.hpp"

#include <limits>

namespace rehearse::storage {
namespace {

#define REHEARSE_VOLUNTEER_COLUMNS                                                                             \
  "v.id, v.name, v.email, v.zone, v.locale, v.headline, v.bio, v.pronouns, v.spoken, v.languages, v.topics, "  \
  "v.interview_types, v.editors, v.unfamiliar_languages, v.meeting_url, v.editor_url, v.reminders, v.status, " \
  "v.feed_generation, v.revision, v.slots_revision, v.number"

std::vector<std::string> names_of(std::vector<editor> const& editors) {
  std::vector<std::string> names;
  for (auto const e : editors) names.emplace_back(name_of(e));
  return names;
}

std::vector<editor> read_editors(std::string const& text) {
  std::vector<editor> editors;
  for (auto const& name : read_list(text))
    if (auto const known = editor_named(name)) editors.push_back(*known);
  return editors;
}

struct numbered_volunteer {
  volunteer who;
  std::int64_t number = 0;
};

numbered_volunteer read_numbered(row& r) {
  numbered_volunteer read;
  auto& v = read.who;
  v.id.text = r.text();
  for (auto* member : {&v.name, &v.email, &v.zone, &v.locale, &v.headline, &v.bio, &v.pronouns}) *member = r.text();
  for (auto* member : {&v.spoken, &v.languages, &v.topics, &v.interview_types}) *member = read_list(r.text());
  v.editors = read_editors(r.text());
  v.unfamiliar_languages = r.flag();
  v.meeting_url = r.text();
  v.editor_url = r.text();
  v.reminders = r.flag();
  v.status = r.word(volunteer_status_named);
  for (auto* member : {&v.feed_generation, &v.revision, &v.slots_revision}) *member = r.number();
  read.number = r.big();
  return read;
}

volunteer read_volunteer(row r) {
  return read_numbered(r).who;
}

}  // namespace

void insert(connection& db, volunteer const& v) {
  run(db,
      "insert into volunteers (id, name, email, zone, locale, headline, bio, pronouns, spoken, languages, topics, "
      "interview_types, editors, unfamiliar_languages, meeting_url, editor_url, reminders, status, feed_generation, "
      "revision, slots_revision) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
      "$18, $19, $20, $21)",
      v.id, v.name, v.email, v.zone, v.locale, v.headline, v.bio, v.pronouns, list_text(v.spoken),
      list_text(v.languages), list_text(v.topics), list_text(v.interview_types), list_text(names_of(v.editors)),
      v.unfamiliar_languages, v.meeting_url, v.editor_url, v.reminders, name_of(v.status), v.feed_generation,
      v.revision, v.slots_revision);
  db.noted().volunteers.push_back(v.id);
}

std::optional<volunteer> find(connection& db, volunteer_id const& id) {
  return first_row(query(db, "select " REHEARSE_VOLUNTEER_COLUMNS " from volunteers v where v.id = $1", id),
                   read_volunteer);
}

std::optional<addressee> addressee_of(connection& db, volunteer_id const& id) {
  return first_row(query(db, "select name, email, locale, reminders from volunteers where id = $1", id), [](row r) {
    return addressee{r.text(), r.text(), r.text(), r.flag()};
  });
}

std::optional<volunteer> volunteer_of_address(connection& db, std::string_view email) {
  return first_row(query(db, "select " REHEARSE_VOLUNTEER_COLUMNS " from volunteers v where v.email = $1", email),
                   read_volunteer);
}

void update(connection& db, volunteer const& v) {
  int const changed = run(
      db,
      "update volunteers set slots_revision = slots_revision + "
      "case when status <> $17 or interview_types <> $11 then 1 else 0 end, "
      "name = $2, email = $3, zone = $4, locale = $5, headline = $6, bio = $7, pronouns = $8, spoken = $9, "
      "languages = $10, interview_types = $11, editors = $12, unfamiliar_languages = $13, meeting_url = $14, "
      "editor_url = $15, reminders = $16, status = $17, feed_generation = $18, revision = $19, topics = $20 "
      "where id = $1",
      v.id, v.name, v.email, v.zone, v.locale, v.headline, v.bio, v.pronouns, list_text(v.spoken),
      list_text(v.languages), list_text(v.interview_types), list_text(names_of(v.editors)), v.unfamiliar_languages,
      v.meeting_url, v.editor_url, v.reminders, name_of(v.status), v.feed_generation, v.revision, list_text(v.topics));
  must_change(changed, "volunteer");
  db.noted().volunteers.push_back(v.id);
}

result<paged<volunteer>> list(connection& db, volunteer_filter const& filter, page const& piece) {
  auto const after = position_of(piece, {std::numeric_limits<std::int64_t>::min(), {}});
  if (!after) return after.error();
  auto& s = filter.status ? query(db,
                                  "select " REHEARSE_VOLUNTEER_COLUMNS
                                  " from volunteers v where v.number > $1 and v.status = $3 order by v.number limit $2",
                                  after->number, piece.limit + 1, name_of(*filter.status))
                          : query(db,
                                  "select " REHEARSE_VOLUNTEER_COLUMNS
                                  " from volunteers v where v.number > $1 order by v.number limit $2",
                                  after->number, piece.limit + 1);
  auto const where = [](numbered_volunteer const& v) { return position{v.number, {}}; };
  return cut(all_rows(s, [](row r) { return read_numbered(r); }), piece, where,
             [](numbered_volunteer& v) { return std::move(v.who); });
}

std::vector<active_volunteer> active_volunteers(connection& db) {
  auto& s = query(db, "select " REHEARSE_VOLUNTEER_COLUMNS
                      ", a.document, a.revision, a.changed_at from volunteers v left join availabilities a "
                      "on a.volunteer_id = v.id where v.status = 'active' order by v.number");
  return all_rows(s, [](row r) {
    active_volunteer read;
    read.who = read_numbered(r).who;
    if (!r.is_null()) read.published = published_in(r);
    return read;
  });
}

std::optional<int> slots_revision_of(connection& db, volunteer_id const& id) {
  return first_row(query(db, "select slots_revision from volunteers where id = $1", id),
                   [](row r) { return r.number(); });
}

void raise_slots_revision(connection& db, volunteer_id const& id) {
  run_later(db, "update volunteers set slots_revision = slots_revision + 1 where id = $1", id);
  db.noted().volunteers.push_back(id);
}

void lock_volunteer(connection& db, volunteer_id const& id) {
  if (db.engine() == engine_kind::sqlite) return;
  db.lock(id.text);
  run_later(db, "select 1 from volunteers where id = $1 for no key update", id);
}

}  // namespace rehearse::storage
