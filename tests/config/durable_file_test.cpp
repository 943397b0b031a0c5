#include "config/durable_file.hpp"

#include "tests/config/temporary_folder.hpp"

#include <iterator>
#include <stdexcept>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rehearse {
namespace {

using std::filesystem::perms;

std::string text_of(std::filesystem::path const& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

perms mode_of(std::filesystem::path const& file) {
  return std::filesystem::status(file).permissions();
}

TEST(PutWhereNothingIs, GivesTheDraftItsName) {
  temporary_folder const folder;
  auto const draft = folder.write("draft", "new");

  EXPECT_TRUE(put_where_nothing_is(draft, folder.path() / "file"));

  EXPECT_EQ(text_of(folder.path() / "file"), "new");
}

TEST(PutWhereNothingIs, LeavesWhatSomebodyMadeThereMeanwhile) {
  temporary_folder const folder;
  auto const draft = folder.write("draft", "new");
  auto const file = folder.write("file", "somebody's");
  std::filesystem::create_symlink("nowhere", folder.path() / "link");

  EXPECT_FALSE(put_where_nothing_is(draft, file));
  EXPECT_FALSE(put_where_nothing_is(draft, folder.path() / "link"));

  EXPECT_EQ(text_of(file), "somebody's");
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "nowhere"));
}

TEST(WrittenDraft, IsItsOwnersAloneAndGoesUnlessItWasPutInPlace) {
  temporary_folder const folder;
  system_randomness chance;
  auto const file = folder.path() / "file";

  written_draft const put(file, "put", chance);
  EXPECT_EQ(mode_of(put.file()), perms::owner_read | perms::owner_write);
  put_in_place(put.file(), file);
  { written_draft const forgotten(file, "forgotten", chance); }

  EXPECT_EQ(text_of(file), "put");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(MakeLike, GivesNoMoreThanIsAllowed) {
  temporary_folder const folder;
  auto const file = folder.write("file", ""), like = folder.write("like", "");
  std::filesystem::permissions(like, static_cast<perms>(04644));

  make_like(file, like);
  EXPECT_EQ(mode_of(file), static_cast<perms>(0644)) << "never with the rights of its owner when it is run";
  make_like(file, like, 0600);
  EXPECT_EQ(mode_of(file), static_cast<perms>(0600));
}

TEST(MakeLike, ChangesNoFileThatALinkLeadsTo) {
  temporary_folder const folder;
  auto const like = folder.write("like", ""), others = folder.write("others", "");
  std::filesystem::permissions(like, static_cast<perms>(0666));
  std::filesystem::permissions(others, static_cast<perms>(0600));
  std::filesystem::create_symlink(others, folder.path() / "link");

  EXPECT_THROW(make_like(folder.path() / "link", like), std::runtime_error);

  EXPECT_EQ(mode_of(others), static_cast<perms>(0600));
}

TEST(GiveToOwnerOf, GivesAwayNoFileThatALinkLeadsTo) {
  if (::geteuid() != 0) GTEST_SKIP() << "gives files away";
  temporary_folder const folder;
  auto const service = folder.write("service", ""), others = folder.write("others", "");
  ASSERT_EQ(::chown(service.c_str(), 12345, 23456), 0);
  std::filesystem::create_symlink(others, folder.path() / "link");

  EXPECT_THROW(give_to_owner_of(service, folder.path() / "link"), std::runtime_error);
  give_to_owner_of(service, folder.write("own", ""));

  struct ::stat found {};
  ASSERT_EQ(::stat(others.c_str(), &found), 0);
  EXPECT_EQ(found.st_uid, 0U);
  ASSERT_EQ(::stat((folder.path() / "own").c_str(), &found), 0);
  EXPECT_EQ(found.st_uid, 12345U);
  EXPECT_EQ(found.st_gid, 23456U);
}

}  // namespace
}  // namespace rehearse
