#include "storage/group_commit.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "tests/integration/storage/support.hpp"

namespace test {
namespace {

using storage::deleted;
using storage::inserted;
using storage::updated;

class Commit : public storage_test {
 protected:
  std::string count(const std::string& table) { return db.value("select count(*) from " + table); }
  /// Sends all sets before looking at the first answer.
  std::vector<errc> commit_at_once(std::vector<storage::change_set> sets) {
    std::vector<errc> out(sets.size(), errc::internal);
    std::size_t open = sets.size();
    std::mutex mutex;
    std::condition_variable done;
    for (std::size_t i = 0; i < sets.size(); ++i) {
      auto m =
          protocol::commit_request{std::make_shared<const storage::change_set>(std::move(sets[i]))};
      system.spawn([&, i, m, committer = handles->committer](caf::event_based_actor* asker) {
        auto finish = [&, i](errc e) {
          std::lock_guard lock(mutex);
          out[i] = e;
          if (--open == 0) done.notify_one();
        };
        asker->request(committer, 20s, m)
            .then([finish](const protocol::committed&) { finish(errc::none); },
                  [finish](caf::error& e) {
                    bool ours = e.category() == caf::detail::error_factory<errc>::category;
                    finish(ours ? static_cast<errc>(e.code()) : errc::internal);
                  });
      });
    }
    std::unique_lock lock(mutex);
    EXPECT_TRUE(done.wait_for(lock, 30s, [&] { return open == 0; }));
    return out;
  }
};

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

TEST_F(Commit, KeepsEveryColumnOfEveryRow) {
  auto user = new_user("+15550000001");
  auto set = turn(*user, "SM1");
  auto id = [&] { return handles->ids->next(); };
  auto now = clock.now() + std::chrono::microseconds(123'456);
  auto day = std::chrono::local_days(std::chrono::year(2025) / 6 / 15);
  ::user_id u = user->user.id;
  std::vector<storage::any_row> rows{
      storage::food_log_row{id(), u, now, "Crème brûlée \"à l'ancienne\" \\ 50% {a,b}", 1.5, "bowl",
                            "dinner", "Chez O'Neil", 180.25, 1.0 / 3, 2.5, 0, 1e-9, 1000, true,
                            "message", set.message.id},
      storage::water_log_row{id(), u, now, 0.1 + 0.2, "web", std::nullopt},
      storage::gym_log_row{id(), u, now, "bench press", 3, 10, 61.2, "lb", 12.5, 1609.344, 99, "mi",
                           "felt NULL\nheavy", "message", set.message.id},
      storage::sleep_log_row{id(), u, day, now - 8h, now, 480, false, "Europe/Berlin", "message",
                             set.message.id},
      storage::item_row{id(), u, "reminder", "call mom", "family", now + 1h, false, "FREQ=DAILY",
                        std::chrono::local_seconds(day) + 15h, "open", now, std::nullopt, now, now,
                        true, now, "message", set.message.id},
      storage::assignment_row{id(), u, "CS 101", "problem set 3", now + 24h, true, "open",
                              std::nullopt, now + 1h, now, "message", set.message.id},
      storage::fact_row{id(),
                        u,
                        {"locker code"},
                        {"12-34-56 \xF0\x9F\x94\x92"},
                        std::nullopt,
                        now,
                        "message",
                        set.message.id},
      storage::knowledge_row{id(), u, "dhamaka", "intent", "class", "gym_workout", 100, 1, 2, 3, 4,
                             0.9, true, 7, now, 1, now, now, set.message.id},
      storage::knowledge_history_row{id(), u, 7, 1, "edited", {"[]"}, now},
      storage::goal_row{id(), u, "protein_g", 120, "g", "day", "active", now, "message",
                        set.message.id},
      storage::metric_row{id(), u, "weight", now, 81.2, "kg", "message", set.message.id},
      storage::water_goal_row{u, day, 2500},
      storage::action_row{id(), u, set.message.id, "food_log", {"[]"}, "done", now},
      storage::outbox_row{id(),
                          u,
                          "sms",
                          "+15550000001",
                          {"Reminder: call mom"},
                          "reminder",
                          5,
                          "pending",
                          0,
                          now,
                          std::nullopt,
                          std::nullopt,
                          now},
      storage::routine_row{id(), u, "digest", true, 1140, 6, true, now + 1h, now, now},
      storage::notice_row{id(),
                          u,
                          "reminder",
                          5,
                          {"call mom"},
                          now - 1h,
                          now,
                          7,
                          "server_away",
                          "snoozed",
                          now,
                          now + 10min,
                          now},
      storage::used_quote_row{u, day, "Begin."},
      storage::mail_code_row{id(), u, {"ann@example.org"}, {"c0de"}, 2, now, now + 15min},
      storage::calendar_event_row{
          id(), u, "work", "e1", {"dentist"}, now, now + 1h, false, "tentative", now, now},
      storage::hint_row{u, "digest", now},
      storage::conversation_row{u, {"{\"q\":\"when?\"}"}, now + 30min, now},
      storage::feedback_row{id(), u, "rating", 4, {"good, but slow"}, set.message.id, now},
      storage::ticket_row{id(), u, {"totals"}, {"my totals are wrong"}, "open", now, now},
  };
  for (const auto& r : rows) set.changes.push_back(inserted(r));
  auto preferences = user->preferences;
  preferences.timezone = "Asia/Kolkata";
  preferences.quiet_start_minute = 1320;
  preferences.quiet_end_minute = 480;
  preferences.water_goal_ml = 1234.5;
  set.changes.push_back(updated(user->preferences, preferences));
  ASSERT_EQ(commit(set), errc::none);

  auto json = [](const storage::any_row& r) { return storage::to_json({inserted(r)}); };
  auto r = read(u, [&](storage::unit_of_work& w) {
    auto expect_stored = [&](const auto& row) {
      using row_type = std::remove_cvref_t<decltype(row)>;
      static const std::string name = "all_" + std::string(row_type::table);
      static const std::string sql = "select * from " + std::string(row_type::table);
      auto found = w.select<row_type>({name.c_str(), sql.c_str()});
      ASSERT_EQ(found.size(), 1u) << row_type::table;
      EXPECT_EQ(json(found[0]), json(row));
    };
    for (const auto& row : rows) std::visit(expect_stored, row);
    expect_stored(preferences);
  });
  ASSERT_TRUE(r.has_value()) << r.error().detail;
}

TEST_F(Commit, AnswersAMessageThatWasStoredBeforeAsADuplicateAndStoresNothingOfIt) {
  auto user = new_user("+15550000001");
  auto first = turn(*user, "SM1");
  first.changes.push_back(inserted(water(first, 500)));
  EXPECT_EQ(commit(first), errc::none);
  auto second = turn(*user, "SM1");
  second.changes.push_back(inserted(water(second, 250)));
  EXPECT_EQ(commit(second), errc::duplicate);
  EXPECT_EQ(count("water_logs"), "1");
  EXPECT_EQ(count("message_log"), "1");
  // The same key of another person is another message.
  auto other = new_user("+15550000002");
  EXPECT_EQ(commit(turn(*other, "SM1")), errc::none);
}

TEST_F(Commit, StoresOneOfTenCopiesThatComeAtOnce) {
  auto user = new_user("+15550000001");
  auto other = new_user("+15550000002");
  std::vector<storage::change_set> sets;
  for (int i = 0; i < 10; ++i) {
    sets.push_back(turn(*user, "SM1"));
    sets.back().changes.push_back(inserted(water(sets.back(), 500)));
    sets.push_back(turn(*other, "SM" + std::to_string(i)));
    sets.back().changes.push_back(inserted(water(sets.back(), 250)));
  }
  auto outcomes = commit_at_once(std::move(sets));
  int stored = 0, duplicates = 0;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (i % 2 == 1) {
      EXPECT_EQ(outcomes[i], errc::none);
    } else if (outcomes[i] == errc::none) {
      ++stored;
    } else {
      EXPECT_EQ(outcomes[i], errc::duplicate);
      ++duplicates;
    }
  }
  EXPECT_EQ(stored, 1);
  EXPECT_EQ(duplicates, 9);
  EXPECT_EQ(db.value("select count(*) from water_logs where amount_ml = 500"), "1");
  EXPECT_EQ(db.value("select count(*) from water_logs where amount_ml = 250"), "10");
}

TEST_F(Commit, StoresTurnsOfManyUsersInFewTransactions) {
  std::vector<std::shared_ptr<const storage::user_snapshot>> people;
  for (int i = 0; i < 50; ++i) people.push_back(new_user("+1555000" + std::to_string(1000 + i)));
  auto transactions = [&] {
    return std::stoll(db.value("select count(distinct xmin::text) from message_log"));
  };
  std::vector<storage::change_set> sets;
  for (int round = 0; round < 4; ++round)
    for (auto& p : people) {
      sets.push_back(turn(*p, "SM" + std::to_string(round)));
      sets.back().changes.push_back(inserted(water(sets.back(), 100)));
    }
  for (auto e : commit_at_once(std::move(sets))) EXPECT_EQ(e, errc::none);
  EXPECT_EQ(count("water_logs"), "200");
  EXPECT_EQ(
      db.value("select count(*) from (select from water_logs group by user_id having count(*) "
               "= 4 and sum(amount_ml) = 400) as u"),
      "50");
  EXPECT_LT(transactions(), 100);
}

TEST_F(Commit, InACrowdASetWaitsForThoseThatAreAboutToComeAndOtherwiseNot) {
  auto load = std::make_shared<turn_load>();
  // Whoever waited for the limit would fail the test by its own time limit.
  auto committer = storage::spawn_committer(
      system,
      {.connection = handles->db.server_connection(db.settings()), .gather_limit = 60s, .crowd = 4},
      {handles->keys, handles->ids, &clock, {.load = load}});
  auto ann = new_user("+15550000001"), bob = new_user("+15550000002");
  auto send = [&](storage::change_set set) {
    return self->request(
        committer, 20s,
        protocol::commit_request{std::make_shared<const storage::change_set>(std::move(set))});
  };
  int stored = 0;
  auto count_stored = [&](const protocol::committed&) { ++stored; };
  auto failed = [](const caf::error& e) { ADD_FAILURE() << caf::to_string(e); };

  load->set(3);
  send(turn(*ann, "SM1")).receive(count_stored, failed);
  load->set(4);
  auto first = send(turn(*ann, "SM2"));
  auto second = send(turn(*bob, "SM3"));
  first.receive(count_stored, failed);
  second.receive(count_stored, failed);
  EXPECT_EQ(stored, 3);
  EXPECT_EQ(db.value("select count(distinct xmin::text) from message_log where dedupe_key in "
                     "('SM2', 'SM3')"),
            "1");
  caf::anon_send_exit(committer, caf::exit_reason::user_shutdown);
}

TEST_F(Commit, AFailingSetHarmsNobodyElse) {
  std::vector<storage::change_set> sets;
  for (int i = 0; i < 20; ++i) {
    auto p = new_user("+1555000" + std::to_string(1000 + i));
    sets.push_back(turn(*p, "SM1"));
    sets.back().changes.push_back(inserted(water(sets.back(), i == 7 ? 20'000 : 100)));
    if (i == 13) {
      auto missing = water(sets.back(), 1);
      sets.back().changes.push_back(updated(missing, missing));
    }
  }
  auto outcomes = commit_at_once(std::move(sets));
  for (std::size_t i = 0; i < outcomes.size(); ++i)
    EXPECT_EQ(outcomes[i], i == 7    ? errc::invalid_argument
                           : i == 13 ? errc::conflict
                                     : errc::none)
        << i;
  EXPECT_EQ(count("water_logs"), "18");
  EXPECT_EQ(count("message_log"), "18");
}

TEST_F(Commit, LeavesNothingWhenALaterStepFails) {
  auto user = new_user("+15550000001");
  auto set = turn(*user, "SM1");
  set.changes.push_back(inserted(water(set, 500)));
  set.changes.push_back(inserted(storage::item_row{.id = handles->ids->next(),
                                                   .user_id = user->user.id,
                                                   .content = "x",
                                                   .status = "nonsense",
                                                   .created_at = clock.now()}));
  EXPECT_EQ(commit(set), errc::invalid_argument);
  EXPECT_EQ(count("message_log"), "0");
  EXPECT_EQ(count("water_logs"), "0");
  // An injected fault of the database in the second table does the same.
  db.execute(
      "create function fault() returns trigger language plpgsql as $$ begin raise exception "
      "'injected' using errcode = '58030'; end $$; create trigger fault before insert on "
      "water_logs for each row execute function fault()");
  auto hit = turn(*user, "SM2");
  hit.changes.push_back(inserted(water(hit, 500)));
  EXPECT_EQ(commit(hit), errc::unavailable);
  EXPECT_EQ(count("message_log"), "0");
  db.execute("drop trigger fault on water_logs");
  EXPECT_EQ(commit(hit), errc::none);
}

TEST_F(Commit, RefusesRowsOfSomebodyElseAndTextThatCannotBeStored) {
  auto user = new_user("+15550000001");
  auto other = new_user("+15550000002");
  auto foreign = turn(*user, "SM1");
  auto row = water(foreign, 100);
  row.user_id = other->user.id;
  foreign.changes.push_back(inserted(row));
  EXPECT_EQ(commit(foreign), errc::invalid_argument);

  for (const std::string& bad : {std::string("nul\0nul", 7), std::string("\xC3"),
                                 std::string("\xED\xA0\x80"), std::string("x\xBF' --")}) {
    auto set = turn(*user, "SM2");
    storage::food_log_row food{
        .id = handles->ids->next(), .user_id = user->user.id, .at = clock.now(), .food_name = bad};
    set.changes.push_back(inserted(food));
    EXPECT_EQ(commit(set), errc::invalid_argument);
  }
  auto keyless = turn(*user, "SM3");
  keyless.key = nullptr;
  EXPECT_EQ(commit(keyless), errc::invalid_argument);
  EXPECT_EQ(count("message_log"), "0");
}

TEST_F(Commit, TakesTextsThatLookLikeSqlAsText) {
  auto user = new_user("+15550000001");
  std::vector<std::string> texts{"'; drop table users; --",
                                 "\\'; select 1; --",
                                 "{a,b}",
                                 "NULL",
                                 "\"quoted\"",
                                 "$$",
                                 "\\\\",
                                 "'}'",
                                 "E'\\''",
                                 "a\tb\r\nc",
                                 "\\x41",
                                 "''''",
                                 "💧 ﷽ \u202E"};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto set = turn(*user, "SM" + texts[i]);
    set.changes.push_back(inserted(storage::food_log_row{.id = handles->ids->next(),
                                                         .user_id = user->user.id,
                                                         .at = clock.now(),
                                                         .food_name = texts[i],
                                                         .unit = texts[i]}));
    EXPECT_EQ(commit(set), errc::none) << texts[i];
  }
  auto r = read(user->user.id, [&](storage::unit_of_work& w) {
    auto found = w.select<storage::food_log_row>({"foods", "select * from food_logs order by id"});
    ASSERT_EQ(found.size(), texts.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].food_name, texts[i]);
      EXPECT_EQ(found[i].unit, texts[i]);
    }
  });
  EXPECT_TRUE(r.has_value());
}

TEST_F(Commit, UpdatesAndDeletesByKeyAndNoticesThatARowIsGone) {
  auto user = new_user("+15550000001");
  auto set = turn(*user, "SM1");
  auto row = water(set, 500);
  set.changes.push_back(inserted(row));
  ASSERT_EQ(commit(set), errc::none);

  auto more = row;
  more.amount_ml = 750;
  auto change = turn(*user, "SM2");
  change.changes.push_back(updated(row, more));
  EXPECT_EQ(commit(change), errc::none);
  EXPECT_EQ(db.value("select amount_ml from water_logs"), "750");

  auto remove = turn(*user, "SM3");
  remove.changes.push_back(deleted(more));
  EXPECT_EQ(commit(remove), errc::none);
  EXPECT_EQ(count("water_logs"), "0");

  auto again = turn(*user, "SM4");
  again.changes.push_back(deleted(more));
  EXPECT_EQ(commit(again), errc::conflict);
  EXPECT_EQ(db.value("select count(*) from message_log where dedupe_key = 'SM4'"), "0");
}

TEST_F(Commit, TakesSeveralChangesOfOneRowInOneTurnTogether) {
  auto user = new_user("+15550000001");
  auto set = turn(*user, "SM1");
  auto row = water(set, 100), twice = row, thrice = row, gone = water(set, 5);
  twice.amount_ml = 200;
  thrice.amount_ml = 300;
  set.changes = {inserted(row), updated(row, twice), inserted(gone), updated(twice, thrice),
                 deleted(gone)};
  ASSERT_EQ(commit(set), errc::none);
  EXPECT_EQ(db.value("select string_agg(amount_ml::text, ' ') from water_logs"), "300");

  auto swap = turn(*user, "SM2");
  auto back = thrice;
  back.amount_ml = 400;
  swap.changes = {deleted(thrice), inserted(back)};
  ASSERT_EQ(commit(swap), errc::none);
  EXPECT_EQ(db.value("select string_agg(amount_ml::text, ' ') from water_logs"), "400");
}

TEST_F(Commit, UndoesByTheStoredImages) {
  auto user = new_user("+15550000001");
  auto set = turn(*user, "SM1");
  auto row = water(set, 500), more = row;
  set.changes.push_back(inserted(row));
  ASSERT_EQ(commit(set), errc::none);
  auto change = turn(*user, "SM2");
  more.amount_ml = 750;
  change.changes.push_back(updated(row, more));
  auto images = storage::to_json(change.changes);
  ASSERT_EQ(commit(change), errc::none);

  auto undo = turn(*user, "SM3");
  for (auto& c : storage::changes_from_json(images).value())
    undo.changes.push_back(storage::inverse(c));
  ASSERT_EQ(commit(undo), errc::none);
  EXPECT_EQ(db.value("select amount_ml from water_logs"), "500");
}

TEST_F(Commit, ReplacesTheConversationAndTheGoalOfADay) {
  auto user = new_user("+15550000001");
  auto day = std::chrono::local_days(std::chrono::year(2025) / 6 / 15);
  for (int i = 0; i < 3; ++i) {
    auto set = turn(*user, "SM" + std::to_string(i));
    set.changes.push_back(inserted(storage::conversation_row{
        user->user.id, {"state " + std::to_string(i)}, clock.now() + 30min, clock.now()}));
    set.changes.push_back(inserted(storage::water_goal_row{user->user.id, day, 2000.0 + i}));
    ASSERT_EQ(commit(set), errc::none);
  }
  EXPECT_EQ(count("conversations"), "1");
  auto snapshot = awake("+15550000001");
  ASSERT_TRUE(snapshot->conversation.has_value());
  EXPECT_EQ(snapshot->conversation->state.plain, "state 2");
  EXPECT_EQ(snapshot->today.water_goal_ml, 2002);
}

TEST_F(Commit, SealsWhatIsSensitive) {
  auto user = new_user("+15550000001");
  auto set = turn(*user, "SM1", "remember my locker code is zebra", "I'll remember zebra");
  set.changes.push_back(inserted(storage::fact_row{.id = handles->ids->next(),
                                                   .user_id = user->user.id,
                                                   .key = {"locker zebra"},
                                                   .value = {"zebra"},
                                                   .created_at = clock.now()}));
  set.changes.push_back(inserted(storage::action_row{.id = handles->ids->next(),
                                                     .user_id = user->user.id,
                                                     .message_id = set.message.id,
                                                     .label = "fact_save",
                                                     .changes = {"zebra"},
                                                     .created_at = clock.now()}));
  ASSERT_EQ(commit(set), errc::none);
  // Not to be found in any column of any row.
  for (const char* table : {"message_log", "facts", "action_log", "user_keys"}) {
    EXPECT_EQ(db.value("select count(*) from " + std::string(table) +
                       " t where t::text ilike '%zebra%' or t::text like '%' || "
                       "encode('zebra', 'hex') || '%'"),
              "0")
        << table;
  }
  // A value moved to another person or another column does not open.
  auto other = new_user("+15550000002");
  db.execute("update facts set key = value");
  auto r = read(user->user.id, [](storage::unit_of_work& w) {
    w.select<storage::fact_row>({"facts", "select * from facts"});
  });
  ASSERT_FALSE(r.has_value());
  EXPECT_EQ(r.error().code, errc::internal);
  db.execute("update message_log set user_id = " + std::to_string(other->user.id));
  EXPECT_FALSE(ask<protocol::wake_answer>(handles->reader,
                                          protocol::wake_request{"+15550000002", clock.now()})
                   .has_value());
}

TEST_F(Commit, ComesBackAfterItsBackEndWasKilled) {
  auto user = new_user("+15550000001");
  ASSERT_EQ(commit(turn(*user, "SM1")), errc::none);
  for (int i = 0; i < 5; ++i) {
    db.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = "
        "current_database() and pid <> pg_backend_pid()");
    EXPECT_EQ(commit(turn(*user, "SM-after-" + std::to_string(i))), errc::none);
    EXPECT_TRUE(awake("+15550000001"));
  }
  EXPECT_EQ(count("message_log"), "6");
}

TEST_F(Commit, StoresEachTurnOnceThoughBackEndsAreKilledAllTheTime) {
  std::vector<std::shared_ptr<const storage::user_snapshot>> people;
  for (int i = 0; i < 8; ++i) people.push_back(new_user("+1555000" + std::to_string(1000 + i)));
  std::atomic<bool> stop = false;
  std::thread killer([&] {
    auto c = db.owner_connection();
    while (!stop) {
      c.run(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = "
          "current_database() and pid <> pg_backend_pid()");
      std::this_thread::sleep_for(60ms);
    }
  });
  int acknowledged = 0, refused = 0;
  for (int round = 0; round < 60; ++round) {
    std::vector<storage::change_set> sets;
    for (auto& p : people) {
      sets.push_back(turn(*p, "SM" + std::to_string(round)));
      sets.back().changes.push_back(inserted(water(sets.back(), 100)));
    }
    for (auto e : commit_at_once(std::move(sets))) {
      EXPECT_NE(e, errc::duplicate);
      (e == errc::none ? acknowledged : refused)++;
    }
  }
  stop = true;
  killer.join();
  EXPECT_GT(acknowledged, 100);
  // Every acknowledged turn is there once with its row; one that was refused may only be there as a
  // whole, and only if its fate was unknown.
  auto stored = std::stoi(count("message_log"));
  EXPECT_GE(stored, acknowledged);
  EXPECT_LE(stored, acknowledged + refused);
  EXPECT_EQ(count("water_logs"), count("message_log"));
  EXPECT_EQ(db.value("select count(*) from water_logs w left join message_log m on m.id = "
                     "w.message_id where m.id is null"),
            "0");
  EXPECT_EQ(db.value("select count(*) from pg_stat_activity where datname = current_database() and "
                     "state like 'idle in transaction%'"),
            "0");
}

TEST_F(Commit, FindsOutWhatBecameOfACommitWhoseAnswerWasLost) {
  auto user = new_user("+15550000001");
  auto set = turn(*user, "SM1");
  set.changes.push_back(inserted(water(set, 500)));
  // An earlier attempt committed, but its answer never came: the claim is there under our own id.
  ASSERT_EQ(commit(set), errc::none);
  storage::group_commit again(handles->db.server_connection(db.settings()));
  storage::commit_item item{&set, errc::unavailable, true};
  again.store({&item, 1});
  EXPECT_EQ(item.outcome, errc::none);
  EXPECT_EQ(count("water_logs"), "1");
}

TEST_F(Commit, AnswersUnavailableWhileTheDatabaseIsAway) {
  auto user = new_user("+15550000001");
  ASSERT_EQ(commit(turn(*user, "SM1")), errc::none);
  auto forbid = [&](bool yes) {
    temp_database admin(false);
    admin.execute("alter database " + db.name() + " allow_connections " + (yes ? "false" : "true") +
                  "; select pg_terminate_backend(pid) from pg_stat_activity where datname = '" +
                  db.name() + "'");
  };
  forbid(true);
  auto before = std::chrono::steady_clock::now();
  // The first set does not know whether its statement arrived, so it may only say so.
  auto first = commit(turn(*user, "SM2"));
  EXPECT_TRUE(first == errc::unavailable || first == errc::timeout);
  EXPECT_EQ(commit(turn(*user, "SM3")), errc::unavailable);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 15s);
  auto health = ask<protocol::health_report>(handles->reader, protocol::health_query{});
  ASSERT_TRUE(health.has_value());
  EXPECT_FALSE(health->components[0].ok);
  forbid(false);
  EXPECT_EQ(commit(turn(*user, "SM4")), errc::none);
  EXPECT_EQ(db.value("select string_agg(dedupe_key, ' ' order by id) from message_log"), "SM1 SM4");
}

TEST_F(Commit, DrainsAndTakesNothingNewAfterwards) {
  auto user = new_user("+15550000001");
  ASSERT_EQ(commit(turn(*user, "SM1")), errc::none);
  auto drained = ask<protocol::drained>(handles->committer, protocol::drain{});
  ASSERT_TRUE(drained.has_value());
  EXPECT_EQ(drained->finished, 1);
  EXPECT_EQ(commit(turn(*user, "SM2")), errc::unavailable);
}

TEST_F(Commit, MakesAUserOnce) {
  auto first = new_user("+15550000001");
  auto second = new_user("+15550000001");
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->user.id, second->user.id);
  EXPECT_EQ(first->preferences.timezone, "UTC");
  EXPECT_EQ(count("users"), "1");
  EXPECT_EQ(count("user_keys"), "1");
  auto bad = ask<protocol::wake_answer>(handles->committer,
                                        protocol::create_user{"not a number", clock.now()});
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().code, errc::invalid_argument);
}

TEST_F(Commit, MakesManyUsersAtOnceAndOneBadNumberHarmsNobodyElse) {
  std::vector<std::string> phones{"+15550000001", "+15550000002", "not a number", "+15550000001",
                                  "+15550000003"};
  using pending =
      decltype(self->request(handles->committer, 20s, std::declval<protocol::create_user>()));
  std::vector<pending> asked;
  for (auto& phone : phones)
    asked.push_back(
        self->request(handles->committer, 20s, protocol::create_user{phone, clock.now()}));
  std::vector<std::string> made;
  for (auto& one : asked)
    one.receive(
        [&](const protocol::wake_answer& a) {
          made.push_back(a.snapshot->user.phone.value_or(""));
        },
        [&](const caf::error&) { made.emplace_back("refused"); });
  EXPECT_EQ(made, (std::vector<std::string>{"+15550000001", "+15550000002", "refused",
                                            "+15550000001", "+15550000003"}));
  EXPECT_EQ(count("users"), "3");
  EXPECT_EQ(count("user_keys"), "3");
}

TEST_F(Commit, InvitesAStrangerOnceInADay) {
  auto invite = [&](const char* phone) {
    return ask<protocol::stranger_noted>(handles->committer,
                                         protocol::note_stranger{phone, clock.now()})
        .value()
        .invite;
  };
  EXPECT_TRUE(invite("+15550009999"));
  EXPECT_FALSE(invite("+15550009999"));
  EXPECT_TRUE(invite("+15550009998"));
  clock.advance(23h + 59min);
  EXPECT_FALSE(invite("+15550009999"));
  clock.advance(1min);
  EXPECT_TRUE(invite("+15550009999"));
  EXPECT_EQ(count("users"), "0");
  EXPECT_EQ(db.value("select count(*) from pending_senders t where t::text like '%5550009999%'"),
            "0");
  // What expired goes when somebody else writes.
  clock.advance(48h);
  EXPECT_TRUE(invite("+15550009997"));
  EXPECT_EQ(count("pending_senders"), "1");
}

TEST_F(Commit, RecordsWhatBecameOfATextInTheOutbox) {
  auto user = new_user("+15550000001");
  auto set = turn(*user, "SM1");
  storage::outbox_row text{.id = handles->ids->next(),
                           .user_id = user->user.id,
                           .channel = "sms",
                           .recipient = "+15550000001",
                           .body = {"Reminder: stretch"},
                           .kind = "reminder",
                           .not_before = clock.now(),
                           .created_at = clock.now()};
  set.changes.push_back(inserted(text));
  ASSERT_EQ(commit(set), errc::none);
  auto waiting = [&] {
    return ask<protocol::outbox_batch>(handles->reader, protocol::outbox_scan{clock.now(), 10})
        .value()
        .rows;
  };
  ASSERT_EQ(waiting().size(), 1u);
  EXPECT_EQ(waiting()[0]->body.plain, "Reminder: stretch");
  EXPECT_EQ(waiting()[0]->recipient, "+15550000001");

  auto tell = [&](const char* status, instant not_before) {
    // A text that was not taken has no number at the carrier.
    std::string number = std::string(status) == "sent" ? "SM'42" : "";
    self->send(handles->committer, protocol::outbox_result{text.id, user->user.id, status, number,
                                                           not_before, clock.now()});
    // Behind it in the same mailbox.
    ask<protocol::stranger_noted>(handles->committer,
                                  protocol::note_stranger{"+15550009999", clock.now()})
        .value();
    ask<protocol::stranger_noted>(handles->committer,
                                  protocol::note_stranger{"+15550009999", clock.now()})
        .value();
  };
  tell("pending", clock.now() + 5min);
  EXPECT_TRUE(waiting().empty());
  clock.advance(5min);
  ASSERT_EQ(waiting().size(), 1u);
  EXPECT_EQ(waiting()[0]->attempts, 1);
  tell("sent", clock.now());
  EXPECT_TRUE(waiting().empty());
  tell("pending", clock.now());  // a late word cannot make it go out again
  EXPECT_TRUE(waiting().empty());
  EXPECT_EQ(db.value("select status || ' ' || attempts || ' ' || provider_id from outbox"),
            "sent 2 SM'42");
  EXPECT_EQ(db.value("select string_agg(event, ' ' order by id) from outbox_events"), "retry sent");
}

class Sending : public Commit {
 protected:
  void SetUp() override {
    user = new_user("+15550000001");
    for (auto* text : {&first, &second}) {
      *text = handles->ids->next();
      auto set = turn(*user, "SM" + std::to_string(*text));
      set.changes.push_back(inserted(storage::outbox_row{.id = *text,
                                                         .user_id = user->user.id,
                                                         .channel = "sms",
                                                         .recipient = "+15550000001",
                                                         .body = {"Reminder: stretch"},
                                                         .kind = "reminder",
                                                         .not_before = clock.now(),
                                                         .created_at = clock.now()}));
      ASSERT_EQ(commit(set), errc::none);
    }
  }
  protocol::claim_verdict claim(row_id id, ::user_id whose = 0) {
    return ask<protocol::text_claimed>(handles->committer,
                                       protocol::claim_text{id, whose ? whose : user->user.id,
                                                            "+15550000001", 1, true, clock.now()})
        .value()
        .verdict;
  }
  bool tell(row_id id, const char* status, const char* number, bool attempted = false,
            const char* at_last = "failed", std::int64_t most = 9) {
    protocol::outbox_result r{.id = id, .user = user->user.id, .status = status};
    r.provider_id = number;
    r.not_before = r.at = clock.now();
    r.attempted = attempted;
    r.at_last = at_last;
    r.most_attempts = most;
    return ask<protocol::report_stored>(handles->committer, protocol::record_report{r})
        .value()
        .changed;
  }
  bool consent(bool may_send, instant at) {
    return ask<protocol::consent_set>(handles->committer,
                                      protocol::set_consent{"+15550000001", may_send, "stop", at})
        .value()
        .changed;
  }
  std::string state(row_id id) {
    return db.value("select status || ' ' || attempts from outbox where id = " +
                    std::to_string(id));
  }

  std::shared_ptr<const storage::user_snapshot> user;
  row_id first = 0, second = 0;
};

TEST_F(Sending, ATextIsClaimedOnceAndOnlyForItsOwner) {
  auto other = new_user("+15550000002");
  EXPECT_EQ(claim(first, other->user.id), protocol::claim_verdict::gone);
  EXPECT_EQ(claim(first), protocol::claim_verdict::go);
  EXPECT_EQ(claim(first), protocol::claim_verdict::gone);
  EXPECT_EQ(state(first), "sending 0");
  // It is shown among what has to be seen to, and not as waiting.
  auto rows = ask<protocol::outbox_batch>(handles->reader, protocol::outbox_scan{clock.now(), 10})
                  .value()
                  .rows;
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]->status, "sending");
  EXPECT_EQ(rows[0]->claimed_at, clock.now());
}

TEST_F(Sending, AClaimComesAfterWhatWasToldOfTheSameText) {
  claim(first);
  protocol::outbox_result told{.id = first, .user = user->user.id, .status = "pending"};
  told.not_before = told.at = clock.now();
  caf::anon_send(handles->committer, told);
  EXPECT_EQ(claim(first), protocol::claim_verdict::go);
  EXPECT_EQ(state(first), "sending 1");
}

TEST_F(Sending, AnOlderTextThatIsTriedAgainIsReadBeforeNewerOnesHoweverManyWait) {
  claim(first);
  clock.advance(5s);
  EXPECT_TRUE(tell(first, "pending", "", true));  // may go now, later than the second could have
  auto rows = ask<protocol::outbox_batch>(handles->reader, protocol::outbox_scan{clock.now(), 1})
                  .value()
                  .rows;
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0]->id, first);
}

TEST_F(Sending, ReportsMoveATextForwardOnlyInWhateverOrderTheyCome) {
  claim(first);
  EXPECT_TRUE(tell(first, "queued", "SM1", true));
  EXPECT_FALSE(tell(first, "pending", "", true));  // found not taken, by a list that lagged behind
  EXPECT_TRUE(tell(first, "delivered", "SM1"));
  for (auto late : {"queued", "sent", "undelivered", "pending"})
    EXPECT_FALSE(tell(first, late, "SM1")) << late;
  EXPECT_EQ(state(first), "delivered 1");
  EXPECT_EQ(db.value("select string_agg(event, ' ' order by id) from outbox_events"),
            "queued delivered");
}

TEST_F(Sending, AReportThatOvertookTheAnswerStands) {
  claim(first);
  EXPECT_TRUE(tell(first, "sent", "SM1"));
  EXPECT_FALSE(tell(first, "queued", "SM1", true));
  EXPECT_EQ(state(first), "sent 0");
}

TEST_F(Sending, WhatCouldNotBeDeliveredGoesAgainSoOftenAndOldReportsAreNotAboutIt) {
  claim(first);
  tell(first, "queued", "SM1", true);
  EXPECT_TRUE(tell(first, "pending", "SM1", false, "undelivered", 2));
  EXPECT_EQ(state(first), "pending 1");
  EXPECT_FALSE(tell(first, "sent", "SM1"));  // late, of the attempt that failed
  EXPECT_EQ(claim(first), protocol::claim_verdict::go);
  EXPECT_TRUE(tell(first, "queued", "SM2", true));
  EXPECT_FALSE(tell(first, "undelivered", "SM1"));
  EXPECT_TRUE(tell(first, "pending", "SM2", false, "undelivered", 2));
  EXPECT_EQ(state(first), "undelivered 2");
}

TEST_F(Sending, NothingIsClaimedForANumberThatSaidStop) {
  EXPECT_TRUE(consent(false, clock.now()));
  EXPECT_FALSE(consent(false, clock.now()));
  EXPECT_EQ(claim(first), protocol::claim_verdict::stopped);
  EXPECT_EQ(state(first), "failed 0");
  EXPECT_EQ(db.value("select event || ' ' || provider_status from outbox_events"),
            "failed stopped");
  EXPECT_TRUE(consent(true, clock.now() + 1s));
  EXPECT_EQ(claim(second), protocol::claim_verdict::go);
}

TEST_F(Sending, WhatWasSaidLaterWinsInWhateverOrderItIsHeard) {
  auto at = clock.now();
  EXPECT_TRUE(consent(false, at));
  EXPECT_FALSE(consent(true, at - 1min));  // a START from before the STOP
  EXPECT_TRUE(consent(true, at + 1min));
  EXPECT_FALSE(consent(false, at + 30s));  // a STOP from before the START
  EXPECT_EQ(claim(first), protocol::claim_verdict::go);
  EXPECT_TRUE(consent(false, at + 2min));
  EXPECT_EQ(db.value("select count(*) from opt_outs where ended_at is null"), "1");
}

TEST_F(Sending, AMonthsBudgetHoldsWhatNobodyAskedFor) {
  auto claimed = [&](row_id id, bool asked) {
    return db.value("select verdict || ' ' || spent from app.claim_text(" + std::to_string(id) +
                    ", " + std::to_string(user->user.id) + ", '\\x00', 1, " +
                    (asked ? "true" : "false") + ", timestamptz '" + "2026-11-22 12:00:00+00" +
                    "', 8300, 10000, 1)");
  };
  db.value("update outbox set created_at = '2026-11-02' returning 1");
  db.value("update message_log set received_at = '2026-10-31', reply_segments = 5 returning 1");
  EXPECT_EQ(claimed(first, true), "go 0");  // last month's answers do not count
  EXPECT_EQ(claimed(second, false), "held 8300");
  EXPECT_EQ(state(second), "failed 0");
}

TEST_F(Sending, KnowsWhichMessagesOfTheCarrierItHasSeen) {
  claim(first);
  tell(first, "queued", "SM-out", true);
  protocol::recognise wanted{{{"SM" + std::to_string(first), "+15550000001"},
                              {"SM" + std::to_string(first), "+15550000002"},
                              {"a \"strange\\ one", "+15550000001"}},
                             {"SM-out", "SM-other"}};
  auto found = ask<protocol::recognised>(handles->reader, wanted).value();
  EXPECT_EQ(found.unseen,
            (std::vector<std::string>{"SM" + std::to_string(first), "a \"strange\\ one"}));
  ASSERT_EQ(found.known.size(), 1u);
  EXPECT_EQ(found.known[0].id, first);
}

TEST_F(Commit, GivesIdsAboveEverythingStored) {
  auto user = new_user("+15550000001");
  ASSERT_EQ(commit(turn(*user, "SM1")), errc::none);
  auto highest = std::stoll(db.value("select max(id) from message_log"));
  // A clock that stepped back by years.
  manual_wall_clock early(at(2025, 1, 2));
  auto h = storage::open_storage(system, db.settings(), early);
  ASSERT_TRUE(h.has_value()) << h.error().detail;
  EXPECT_GT(h->ids->next(), highest);
  caf::anon_send_exit(h->committer, caf::exit_reason::user_shutdown);
  caf::anon_send_exit(h->reader, caf::exit_reason::user_shutdown);
}

TEST_F(Commit, RefusesToStartWithAnotherMasterKey) {
  auto settings = db.settings();
  settings.encryption_key = secret<std::string>(crypto::base64(std::string(32, 'x')));
  auto wrong = storage::open_storage(system, settings, clock);
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().code, errc::forbidden);
  EXPECT_EQ(wrong.error().field, "ENCRYPTION_KEY");
  // Beside the old one it is a rotation.
  settings.old_encryption_keys.emplace_back(master_key);
  auto rotated = storage::open_storage(system, settings, clock);
  EXPECT_TRUE(rotated.has_value());
  caf::anon_send_exit(rotated->committer, caf::exit_reason::user_shutdown);
  caf::anon_send_exit(rotated->reader, caf::exit_reason::user_shutdown);
}

}  // namespace
}  // namespace test
