#include "tests/integration/storage/support.hpp"

namespace test {
namespace {

using storage::deleted;
using storage::inserted;
using storage::updated;

using Commit = storage_test;

TEST_F(Commit, StoresATurnWithItsRows) {
  auto user = new_user("+15550000001");
  ASSERT_TRUE(user);
  auto set = turn(*user, "SM1", "drank a bottle", "Logged 500 ml.");
  set.changes.push_back(inserted(water(set, 500)));
  EXPECT_EQ(commit(set), errc::none);
  EXPECT_EQ(db.value("select count(*) from water_logs where amount_ml = 500"), "1");

  auto again = awake("+15550000001");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->today.water_ml, 500);
  ASSERT_EQ(again->recent_messages.size(), 1u);
  EXPECT_EQ(again->recent_messages[0].body.plain, "drank a bottle");
  EXPECT_EQ(again->recent_messages[0].reply.plain, "Logged 500 ml.");
}

}  // namespace
}  // namespace test
