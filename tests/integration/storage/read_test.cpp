#include <atomic>
#include <thread>

#include "config/common/zone.hpp"
#include "tests/integration/storage/support.hpp"

namespace test {
namespace {

using storage::inserted;

struct number_row {
  std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(number_row, (), (n))

struct pair_row {
  std::optional<std::string> text;
  std::optional<double> number;
  bool yes = false;
};
BOOST_DESCRIBE_STRUCT(pair_row, (), (text, number, yes))

using Read = storage_test;

TEST_F(Read, SeesOnlyTheRowsOfItsUser) {
  auto one = new_user("+15550000001");
  auto two = new_user("+15550000002");
  for (auto& u : {one, two}) {
    auto set = turn(*u, "SM1");
    set.changes.push_back(inserted(water(set, 100)));
    ASSERT_EQ(commit(set), errc::none);
  }
  for (auto& u : {one, two}) {
    std::vector<storage::water_log_row> found;
    ASSERT_TRUE(read(u->user.id, [&](storage::unit_of_work& w) {
                  found = w.select<storage::water_log_row>({"waters", "select * from water_logs"});
                }).has_value());
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].user_id, u->user.id);
  }
}

TEST_F(Read, BindsEveryKindOfParameter) {
  auto user = new_user("+15550000001");
  auto day = std::chrono::local_days(std::chrono::year(2024) / 2 / 29);
  auto r = read(user->user.id, [&](storage::unit_of_work& w) {
    auto check = w.select<number_row>(
        {"parameters",
         "select ($1::bigint = 42 and $2::double precision = 0.1 and $3::boolean and $4::text = "
         "'a''b\\\"' and $5::timestamptz = '2025-06-15 12:00:00.000001+00' and $6::date = "
         "'2024-02-29' and $7::bigint is null and $8::text = 'x' and $9::timestamp = '2024-02-29 "
         "01:00:00')::int::bigint as n, 5 as unused"},
        42, 0.1, true, std::string("a'b\\\""), clock.now() + std::chrono::microseconds(1), day,
        std::optional<std::int64_t>(), std::optional<std::string>("x"),
        std::chrono::local_seconds(day) + 1h);
    ASSERT_EQ(check.size(), 1u);
    EXPECT_EQ(check[0].n, 1);
    auto nulls = w.select<pair_row>(
        {"nulls",
         "select null::text as text, 1.5::float8 as number, false as yes union all select "
         "'', null, true"});
    ASSERT_EQ(nulls.size(), 2u);
    EXPECT_FALSE(nulls[0].text.has_value());
    EXPECT_EQ(nulls[0].number, 1.5);
    EXPECT_EQ(nulls[1].text, "");
    EXPECT_TRUE(nulls[1].yes);
  });
  EXPECT_TRUE(r.has_value()) << r.error().detail;
}

TEST_F(Read, AnswersFaultsOfAJobAndGoesOn) {
  auto user = new_user("+15550000001");
  auto failing = [&](const char* name, const char* sql) {
    auto r = read(user->user.id, [&](storage::unit_of_work& w) {
      w.select<number_row>({name, sql});
    });
    return r ? errc::none : r.error().code;
  };
  EXPECT_EQ(failing("no_such", "select n from no_such_table"), errc::internal);
  EXPECT_EQ(failing("no_column", "select 1 as m"), errc::internal);
  EXPECT_EQ(failing("null", "select null::bigint as n"), errc::internal);
  EXPECT_EQ(failing("divide", "select 1 / 0 as n"), errc::invalid_argument);
  EXPECT_EQ(failing("write", "delete from water_logs returning id as n"), errc::forbidden);
  EXPECT_EQ(failing("secrets", "select count(*) as n from pending_senders"), errc::forbidden);
  auto thrown =
      read(user->user.id, [](storage::unit_of_work&) { throw std::runtime_error("of a job"); });
  ASSERT_FALSE(thrown.has_value());
  EXPECT_EQ(thrown.error().code, errc::internal);
  EXPECT_EQ(failing("fine", "select 1 as n"), errc::none);
  EXPECT_EQ(db.value("select count(*) from pg_stat_activity where datname = current_database() and "
                     "state like 'idle in transaction%'"),
            "0");
}

TEST_F(Read, EndsAQueryThatTakesTooLong) {
  auto settings = db.settings();
  settings.statement_timeout = 100ms;
  auto h = storage::open_storage(system, settings, clock);
  ASSERT_TRUE(h.has_value());
  auto user = new_user("+15550000001");
  auto r = ask<protocol::read_done>(
      h->reader,
      protocol::read_job{user->user.id, [](storage::unit_of_work& w) {
                           w.select<number_row>({"slow", "select 1 as n from pg_sleep(10)"});
                         }});
  ASSERT_FALSE(r.has_value());
  EXPECT_EQ(r.error().code, errc::unavailable);
  caf::anon_send_exit(h->committer, caf::exit_reason::user_shutdown);
  caf::anon_send_exit(h->reader, caf::exit_reason::user_shutdown);
}

TEST_F(Read, RunsJobsOfSeveralWorkersAtTheSameTime) {
  auto user = new_user("+15550000001");
  // Two workers: each job waits until the other runs too.
  std::atomic<int> inside = 0, met = 0;
  auto job = [&](storage::unit_of_work&) {
    ++inside;
    for (int i = 0; i < 2000 && inside < 2; ++i) std::this_thread::sleep_for(1ms);
    if (inside >= 2) ++met;
  };
  auto first = self->request(handles->reader, 20s, protocol::read_job{user->user.id, job});
  auto second = self->request(handles->reader, 20s, protocol::read_job{user->user.id, job});
  first.receive([](protocol::read_done) {}, [](caf::error&) { ADD_FAILURE(); });
  second.receive([](protocol::read_done) {}, [](caf::error&) { ADD_FAILURE(); });
  EXPECT_EQ(met, 2);
}

TEST_F(Read, ReportsTheDatabase) {
  auto health = ask<protocol::health_report>(handles->reader, protocol::health_query{});
  ASSERT_TRUE(health.has_value());
  ASSERT_EQ(health->components.size(), 1u);
  EXPECT_EQ(health->components[0].name, "database");
  EXPECT_TRUE(health->components[0].ok);
}

TEST_F(Read, ListsWhatFallsDueOfEverybodyOldestFirst) {
  auto one = new_user("+15550000001");
  auto two = new_user("+15550000002");
  auto item = [&](const storage::user_snapshot& u, const char* key, auto change) {
    auto set = turn(u, key);
    storage::item_row row{.id = handles->ids->next(),
                          .user_id = u.user.id,
                          .type = "reminder",
                          .content = key,
                          .due_at = clock.now(),
                          .created_at = clock.now()};
    change(row);
    set.changes.push_back(inserted(row));
    EXPECT_EQ(commit(set), errc::none);
    return row.id;
  };
  auto late = item(*one, "late", [&](auto& r) { r.due_at = clock.now() + 5min; });
  auto early = item(*two, "early", [&](auto& r) { r.due_at = clock.now() - 5min; });
  auto todo = item(*two, "todo", [&](auto& r) { r.type = "todo"; });
  auto again = item(*one, "recurring", [&](auto& r) {
    r.due_at = clock.now() + 1min;
    r.sent_at = clock.now() - 24h;
  });
  item(*one, "done", [&](auto& r) { r.status = "done"; });
  item(*one, "sent", [&](auto& r) { r.sent_at = r.due_at; });
  item(*one, "timeless", [&](auto& r) { r.due_at.reset(); });
  item(*one, "whole day", [&](auto& r) {
    r.type = "todo";
    r.due_all_day = true;
  });
  item(*one, "next week", [&](auto& r) { r.due_at = clock.now() + 24h * 7; });
  auto scan = [&](std::int64_t limit) {
    return ask<protocol::due_items>(handles->reader, protocol::due_scan{clock.now() + 1h, limit})
        .value();
  };
  auto all = scan(100);
  std::vector<row_id> ids;
  for (const auto& i : all.items) ids.push_back(i.item);
  EXPECT_EQ(ids, (std::vector<row_id>{early, todo, again, late}));
  EXPECT_FALSE(all.more);
  EXPECT_EQ(all.items[0].user, two->user.id);
  EXPECT_EQ(all.items[0].phone, "+15550000002");
  EXPECT_EQ(all.items[0].due_at, clock.now() - 5min);
  auto some = scan(3);
  EXPECT_EQ(some.items.size(), 3u);
  EXPECT_TRUE(some.more);
}

class Wake : public storage_test {
 protected:
  void in_zone(const storage::user_snapshot& user, const char* timezone, int day_start = 0) {
    db.execute("update user_preferences set timezone = '" + std::string(timezone) +
               "', day_start_minute = " + std::to_string(day_start) +
               " where user_id = " + std::to_string(user.user.id));
  }
  void drink(const storage::user_snapshot& user, instant when, double ml) {
    db.execute("insert into water_logs (id, user_id, at, amount_ml) values (" +
               std::to_string(handles->ids->next()) + ", " + std::to_string(user.user.id) +
               ", to_timestamp(" + std::to_string(when.time_since_epoch().count()) + " / 1e6), " +
               std::to_string(ml) + ")");
  }
  storage::day_totals today(instant now) {
    auto r =
        ask<protocol::wake_answer>(handles->reader, protocol::wake_request{"+15550000001", now});
    return r.value().snapshot->today;
  }
};

TEST_F(Wake, AnswersNobodyForAnUnknownNumber) {
  EXPECT_EQ(awake("+15550004242"), nullptr);
  EXPECT_EQ(awake("'; drop table users; --"), nullptr);
}

TEST_F(Wake, BringsWhatWasTaughtAndTheOpenConversation) {
  auto user = new_user("+15550000001");
  auto set = turn(*user, "SM1");
  set.changes.push_back(inserted(storage::knowledge_row{.id = handles->ids->next(),
                                                        .user_id = user->user.id,
                                                        .pattern_term = "dhamaka",
                                                        .pattern_type = "intent",
                                                        .associated_value = "gym_workout",
                                                        .created_at = clock.now()}));
  set.changes.push_back(inserted(storage::conversation_row{
      user->user.id, {"{\"pending\":\"when?\"}"}, clock.now() + 30min, clock.now()}));
  ASSERT_EQ(commit(set), errc::none);
  auto snapshot = awake("+15550000001");
  ASSERT_EQ(snapshot->patterns.size(), 1u);
  EXPECT_EQ(snapshot->patterns[0].pattern_term, "dhamaka");
  ASSERT_TRUE(snapshot->conversation.has_value());
  EXPECT_EQ(snapshot->conversation->state.plain, "{\"pending\":\"when?\"}");
  EXPECT_EQ(snapshot->user.phone, "+15550000001");
  clock.advance(30min);
  EXPECT_FALSE(awake("+15550000001")->conversation.has_value());
}

TEST_F(Wake, BringsTheLastSixTextsOfHalfAnHourOldestFirst) {
  auto user = new_user("+15550000001");
  ASSERT_EQ(commit(turn(*user, "old")), errc::none);
  clock.advance(31min);
  for (int i = 0; i < 8; ++i) {
    ASSERT_EQ(commit(turn(*user, "SM" + std::to_string(i), "text " + std::to_string(i))),
              errc::none);
    clock.advance(1min);
  }
  auto snapshot = awake("+15550000001");
  ASSERT_EQ(snapshot->recent_messages.size(), 6u);
  for (int i = 0; i < 6; ++i)
    EXPECT_EQ(snapshot->recent_messages[static_cast<std::size_t>(i)].body.plain,
              "text " + std::to_string(i + 2));
}

TEST_F(Wake, AddsUpTheUsersOwnDayNotUtcs) {
  auto user = new_user("+15550000001");
  in_zone(*user, "America/New_York");
  drink(*user, at(2025, 6, 15, 3, 59), 1);    // 23:59 the day before
  drink(*user, at(2025, 6, 15, 4, 0), 10);    // midnight
  drink(*user, at(2025, 6, 16, 3, 59), 100);  // 23:59
  drink(*user, at(2025, 6, 16, 4, 0), 1000);  // the next day
  EXPECT_EQ(today(at(2025, 6, 15, 12)).water_ml, 110);
  EXPECT_EQ(today(at(2025, 6, 16, 1)).water_ml, 110);
  EXPECT_EQ(today(at(2025, 6, 16, 4)).water_ml, 1000);
  EXPECT_EQ(today(at(2025, 6, 15, 12)).day,
            std::chrono::local_days(std::chrono::year(2025) / 6 / 15));
}

TEST_F(Wake, BeginsTheDayWhenThePersonDoes) {
  auto user = new_user("+15550000001");
  in_zone(*user, "Europe/Berlin", 4 * 60);
  drink(*user, at(2025, 6, 15, 1, 59), 1);  // 03:59 local, still yesterday
  drink(*user, at(2025, 6, 15, 2, 0), 10);
  EXPECT_EQ(today(at(2025, 6, 15, 12)).water_ml, 10);
  EXPECT_EQ(today(at(2025, 6, 16, 1)).water_ml, 10);
  EXPECT_EQ(today(at(2025, 6, 15, 1)).water_ml, 1);
  EXPECT_EQ(today(at(2025, 6, 15, 1)).day,
            std::chrono::local_days(std::chrono::year(2025) / 6 / 14));
}

TEST_F(Wake, AgreesWithTheZonesOfTheProgramOnEveryDayThatIsNotTwentyFourHoursLong) {
  auto user = new_user("+15550000001");
  struct place {
    const char* timezone;
    int year, month, day;
  };
  for (auto p :
       {place{"America/New_York", 2025, 3, 9}, place{"America/New_York", 2025, 11, 2},
        place{"Europe/Berlin", 2025, 3, 30}, place{"Europe/Berlin", 2025, 10, 26},
        place{"America/Havana", 2025, 3, 9}, place{"America/Havana", 2025, 11, 2},
        place{"Australia/Lord_Howe", 2025, 4, 6}, place{"Australia/Lord_Howe", 2025, 10, 5},
        place{"Asia/Kathmandu", 2025, 5, 1}, place{"Pacific/Kiritimati", 2025, 1, 1}}) {
    in_zone(*user, p.timezone);
    auto tz = zone::find(p.timezone).value();
    auto day = std::chrono::local_days(std::chrono::year(p.year) / p.month / p.day);
    instant from = tz.day_start(day), to = tz.day_start(day + std::chrono::days(1));
    db.execute("delete from water_logs");
    drink(*user, from - 1s, 1);
    drink(*user, from, 10);
    drink(*user, to - 1s, 100);
    drink(*user, to, 1000);
    auto totals = today(from + 12h);
    EXPECT_EQ(totals.water_ml, 110) << p.timezone << " " << p.month;
    EXPECT_EQ(totals.day, day) << p.timezone;
    EXPECT_EQ(today(from).water_ml, 110) << p.timezone << " " << p.month;
    EXPECT_EQ(today(to - 1s).water_ml, 110) << p.timezone << " " << p.month;
    EXPECT_EQ(today(to).water_ml, 1000) << p.timezone << " " << p.month;
  }
}

TEST_F(Wake, CountsFoodsWithAndWithoutCalories) {
  auto user = new_user("+15550000001");
  auto set = turn(*user, "SM1");
  auto food = [&](std::optional<double> calories, std::optional<double> protein) {
    set.changes.push_back(inserted(storage::food_log_row{.id = handles->ids->next(),
                                                         .user_id = user->user.id,
                                                         .at = clock.now(),
                                                         .food_name = "egg",
                                                         .calories = calories,
                                                         .protein_g = protein}));
  };
  food(70.5, 6.25);
  food(129.5, {});
  food({}, {});
  set.changes.push_back(inserted(storage::gym_log_row{
      .id = handles->ids->next(), .user_id = user->user.id, .at = clock.now(), .exercise = "run"}));
  ASSERT_EQ(commit(set), errc::none);
  auto totals = today(clock.now());
  EXPECT_EQ(totals.calories, 200);
  EXPECT_EQ(totals.protein_g, 6.25);
  EXPECT_EQ(totals.foods, 3);
  EXPECT_EQ(totals.foods_without_calories, 1);
  EXPECT_EQ(totals.workouts, 1);
  EXPECT_EQ(totals.water_goal_ml, 2000);
}

TEST_F(Wake, CostsOneRoundTrip) {
  new_user("+15550000001");
  awake("+15550000001");
  // Of all the readers' back-ends, none ran anything after the call of the function.
  auto last = db.value(
      "select string_agg(distinct query, ';') from pg_stat_activity where datname = "
      "current_database() and query ilike '%app.wake%' and pid <> "
      "pg_backend_pid()");
  EXPECT_EQ(last.rfind("select app.wake($1, $2::timestamptz), ", 0), 0u) << last;
}

// ---- Plans -----------------------------------------------------------------------------------

TEST(Plans, UseAnIndexForEveryFrequentQuery) {
  temp_database db;
  db.execute(R"(
    insert into users (id, phone) select g, '+1555' || lpad(g::text, 7, '0') from generate_series(1, 2000) g;
    insert into user_preferences (user_id) select g from generate_series(1, 2000) g;
    insert into water_logs (id, user_id, at, amount_ml)
      select g, 1 + g % 2000, now() - g * interval '1 minute', 100 from generate_series(1, 40000) g;
    insert into food_logs (id, user_id, at, food_name)
      select g, 1 + g % 2000, now() - g * interval '1 minute', 'egg' from generate_series(1, 40000) g;
    insert into gym_logs (id, user_id, at, exercise)
      select g, 1 + g % 2000, now() - g * interval '1 minute', 'run' from generate_series(1, 40000) g;
    insert into sleep_logs (id, user_id, date, duration_min)
      select g, 1 + g % 2000, current_date - g % 400, 480 from generate_series(1, 20000) g;
    insert into reminders_todos (id, user_id, type, content, due_at, status, created_at)
      select g, 1 + g % 2000, 'todo', 'x', now() + (g % 1000) * interval '1 hour',
             case when g % 10 = 0 then 'open' else 'done' end, now() from generate_series(1, 40000) g;
    insert into assignments (id, user_id, class_name, assignment_name, due_at, created_at)
      select g, 1 + g % 2000, 'c', 'a', now() + g * interval '1 minute', now() from generate_series(1, 20000) g;
    insert into message_log (id, user_id, dedupe_key, channel, body, reply, request_id, received_at, handled_at)
      select g, 1 + g % 2000, 'SM' || g, 'twilio', repeat('x', 50)::bytea, repeat('x', 50)::bytea, 'r',
             now() - g * interval '1 minute', now() from generate_series(1, 40000) g;
    insert into facts (id, user_id, key, value, created_at)
      select g, 1 + g % 2000, repeat('x', 40)::bytea, repeat('x', 40)::bytea, now() from generate_series(1, 20000) g;
    insert into action_log (id, user_id, message_id, label, changes, created_at)
      select g, 1 + g % 2000, g, 'water_log', repeat('x', 40)::bytea, now() from generate_series(1, 40000) g;
    insert into outbox (id, user_id, channel, recipient, body, kind, status, not_before, created_at)
      select g, 1 + g % 2000, 'sms', 'x', repeat('x', 40)::bytea, 'reminder',
             case when g % 100 = 0 then 'pending' else 'sent' end, now() - g * interval '1 minute', now()
      from generate_series(1, 20000) g;
    insert into user_knowledge (id, user_id, pattern_term, pattern_type, associated_value, created_at)
      select g, 1 + g % 2000, 't' || g, 'intent', 'v', now() from generate_series(1, 20000) g;
    insert into health_metrics (id, user_id, metric, at, value, source)
      select g, 1 + g % 2000, 'steps', now() - g * interval '1 hour', 1, 'fitbit' from generate_series(1, 20000) g;
    analyze)");
  auto app = db.app_connection();
  struct query {
    const char* sql;
    const char* index;
  };
  for (auto q : {
           query{"select * from water_logs where user_id = 7 and at >= now() - interval '1 day'",
                 "water_logs_user"},
           query{"select * from water_logs where user_id = 7 order by at desc limit 5",
                 "water_logs_user"},
           query{"select sum(calories) from food_logs where user_id = 7 and at between now() - "
                 "interval '7 days' and now()",
                 "food_logs_user"},
           query{"select * from gym_logs where user_id = 7 order by at desc limit 1",
                 "gym_logs_user"},
           query{"select * from sleep_logs where user_id = 7 and date >= current_date - 7",
                 "sleep_logs_user"},
           query{"select * from reminders_todos where user_id = 7 and status = 'open' order by "
                 "due_at",
                 "reminders_todos_open"},
           query{
               "select * from assignments where user_id = 7 and due_at < now() + interval '7 days'",
               "assignments_"},
           query{"select * from message_log where user_id = 7 and dedupe_key = 'SM6'",
                 "message_log_user"},
           query{"select * from message_log where user_id = 7 order by received_at desc limit 6",
                 "message_log_user"},
           query{"select * from facts where user_id = 7 and superseded_at is null", "facts_"},
           query{"select * from action_log where user_id = 7 order by id desc limit 10",
                 "action_log_user"},
           query{"select * from user_knowledge where user_id = 7", "user_knowledge_user_id"},
           query{"select * from health_metrics where user_id = 7 and metric = 'steps' order by at "
                 "desc limit 1",
                 "health_metrics_user"},
           query{"select * from user_preferences where user_id = 7", "user_preferences_pkey"},
           query{"select * from users where id = 7", "users_pkey"},
       }) {
    std::string plan;
    for (const auto& row :
         app.run("begin; set local \"app.user_ids\" = '{7}'; explain " + std::string(q.sql)))
      plan += std::string(row[0].c_str()) + "\n";
    app.run("rollback");
    EXPECT_NE(plan.find(q.index), std::string::npos) << q.sql << "\n" << plan;
    EXPECT_EQ(plan.find("Seq Scan"), std::string::npos) << q.sql << "\n" << plan;
    // The users in sight are worked out once a statement, not once a row.
    EXPECT_NE(plan.find("InitPlan"), std::string::npos) << q.sql << "\n" << plan;
  }
  // The scans over everybody, as the functions' owner.
  auto owner = db.owner_connection();
  for (auto q :
       {query{
            "select r.id from public.reminders_todos r where r.status = 'open' and r.due_at is not "
            "null and (r.sent_at is null or r.sent_at < r.due_at) and r.due_at < now() order by "
            "r.due_at, r.id limit 100",
            "reminders_todos_due"},
        query{
            "select o.id from public.outbox o where o.status = 'pending' and o.not_before <= now() "
            "order by o.not_before, o.id limit 100",
            "outbox_open"},
        query{"select id from users where phone = '+15550000007'", "users_phone_key"},
        query{"select max(id) from message_log", "message_log_pkey"}}) {
    std::string plan;
    for (const auto& row :
         owner.run("set role sms_assistant_definer; explain " + std::string(q.sql)))
      plan += std::string(row[0].c_str()) + "\n";
    EXPECT_NE(plan.find(q.index), std::string::npos) << q.sql << "\n" << plan;
  }
}

}  // namespace
}  // namespace test
