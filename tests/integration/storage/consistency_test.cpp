// `sms-assistant check` on data that was damaged behind PostgreSQL's back.

#include "storage/consistency.hpp"

#include <gmock/gmock.h>

#include "tests/integration/storage/support.hpp"

namespace test {
namespace {

using ::testing::UnorderedElementsAre;

class Consistency : public storage_test {
 protected:
  std::vector<std::string> broken_rules() {
    auto report = storage::check_consistency(db.owner());
    EXPECT_TRUE(report.has_value()) << report.error().detail;
    EXPECT_GT(report->rules, 100u);
    std::vector<std::string> found;
    for (const auto& b : report->broken) found.push_back(b.rule + " " + std::to_string(b.rows));
    return found;
  }
  ::user_id user_with_water(const std::string& phone) {
    auto user = new_user(phone);
    auto set = turn(*user, "SM" + phone);
    set.changes.push_back(storage::inserted(water(set, 500)));
    EXPECT_EQ(commit(set), errc::none);
    return user->user.id;
  }
};

TEST_F(Consistency, FindsNothingInWhatTheServerStored) {
  user_with_water("+15550001");
  EXPECT_TRUE(broken_rules().empty());
}

TEST_F(Consistency, FindsAPlantedOrphanDoubleAndValueOutOfRange) {
  auto user = std::to_string(user_with_water("+15550001"));
  db.execute(
      "set session_replication_role = replica;"  // foreign keys are not looked at
      "insert into water_logs (id, user_id, at, amount_ml) values (1, 77, now(), 100);"
      "set session_replication_role = origin;"
      "alter table water_logs drop constraint water_logs_amount_ml_check;"
      "insert into water_logs (id, user_id, at, amount_ml) values (2, " +
      user +
      ", now(), -5);"
      "alter table water_logs add constraint water_logs_amount_ml_check"
      " check (amount_ml >= 0 and amount_ml <= 10000) not valid");
  // A double that its unique index does not know: the index is told to stay as it is meanwhile.
  db.execute(
      "update pg_index set indisready = false, indisvalid = false where indexrelid = "
      "'message_log_user_id_dedupe_key_key'::regclass");
  db.execute(
      "insert into message_log select 3, user_id, dedupe_key, channel, body, reply, reading, "
      "request_id, received_at, handled_at from message_log limit 1");
  db.execute(
      "update pg_index set indisready = true, indisvalid = true where indexrelid = "
      "'message_log_user_id_dedupe_key_key'::regclass");
  EXPECT_THAT(broken_rules(),
              UnorderedElementsAre("water_logs: water_logs_user_id_fkey 1",
                                   "water_logs: water_logs_amount_ml_check 1",
                                   "message_log: message_log_user_id_dedupe_key_key 1"));
}

TEST_F(Consistency, FindsHalfATurnAndARowThatNamesSomebodyElses) {
  auto ann = std::to_string(user_with_water("+15550001"));
  auto bob = std::to_string(user_with_water("+15550002"));
  db.execute(
      "insert into action_log (id, user_id, message_id, label, changes, created_at) values "
      "(1, " +
      ann + ", 999, 'water_log', 'x', now())");
  db.execute("update water_logs set message_id = (select id from message_log where user_id = " +
             bob + ") where user_id = " + ann);
  EXPECT_THAT(broken_rules(), UnorderedElementsAre("action_log: a turn without its text 1",
                                                   "water_logs: message_id of somebody else 1"));
}

TEST_F(Consistency, SaysSoWhenItCannotSeeEverybodysRows) {
  auto report = storage::check_consistency(db.server());
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().code, errc::forbidden);
}

}  // namespace
}  // namespace test
