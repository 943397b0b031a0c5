#include "config/file_lock.hpp"

#include "tests/config/temporary_folder.hpp"

#include <system_error>
#include <utility>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rehearse {
namespace {

TEST(FileLock, IsHeldByOneAtATime) {
  temporary_folder folder;
  auto const file = folder.path() / "rehearse.db.lock";

  auto first = file_lock::try_take(file);
  ASSERT_TRUE(first.has_value());
  EXPECT_FALSE(file_lock::try_take(file).has_value());

  auto moved = std::move(first);
  EXPECT_FALSE(file_lock::try_take(file).has_value());
  moved.reset();
  EXPECT_TRUE(file_lock::try_take(file).has_value());
}

TEST(FileLock, IsFreeAgainWhenItsProcessDies) {
  temporary_folder folder;
  auto const file = folder.path() / "lock";

  pid_t const child = ::fork();
  if (child == 0) ::_exit(file_lock::try_take(file).has_value() ? 7 : 8);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);

  EXPECT_EQ(WEXITSTATUS(status), 7);
  EXPECT_TRUE(file_lock::try_take(file).has_value());
}

TEST(FileLock, RefusesAPlaceThatIsNotThere) {
  temporary_folder folder;

  EXPECT_THROW(file_lock::try_take(folder.path() / "none" / "lock"), std::system_error);
}

}  // namespace
}  // namespace rehearse
