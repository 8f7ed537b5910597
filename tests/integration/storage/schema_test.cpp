#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "storage/embedded_cluster.hpp"
#include "storage/migrator.hpp"
#include "storage/row_io.hpp"
#include "tests/support/temp_postgres.hpp"

namespace test {
namespace {

/// Everything in the catalogs that makes up the schema, as text.
std::string catalog_dump(const temp_database& db) {
  std::vector<std::string> lines;
  auto c = db.owner_connection();
  for (const char* sql : {
           R"(select c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                     pg_get_expr(d.adbin, d.adrelid), a.attacl
              from pg_attribute a join pg_class c on c.oid = a.attrelid
                left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
              where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace)
                and c.relkind in ('r', 'S') and a.attnum > 0 and c.relname <> 'schema_migrations')",
           R"(select conrelid::regclass, conname, pg_get_constraintdef(oid) from pg_constraint
              where connamespace = 'public'::regnamespace)",
           R"(select tablename, indexname, indexdef from pg_indexes where schemaname = 'public')",
           R"(select tablename, policyname, roles, cmd, qual, with_check from pg_policies)",
           R"(select oid::regclass, relrowsecurity, relforcerowsecurity, relowner::regrole, relacl,
                     reloptions, obj_description(oid)
              from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
                and relname <> 'schema_migrations')",
           R"(select oid::regprocedure, proowner::regrole, proacl, prosecdef, proconfig, prosrc,
                     pg_get_function_sqlbody(oid)
              from pg_proc where pronamespace = 'app'::regnamespace)",
           R"(select nspname, nspowner::regrole, nspacl from pg_namespace where nspname = 'app')",
           R"(select extname, extnamespace::regnamespace from pg_extension)",
       }) {
    for (const auto& row : c.run(sql)) {
      auto& line = lines.emplace_back();
      for (const auto& field : row) line += std::string(field.c_str()) + "|";
    }
  }
  std::sort(lines.begin(), lines.end());
  std::string out;
  for (const auto& line : lines) out += line + "\n";
  return out;
}

std::vector<std::string> column(storage::connection& c, const std::string& sql) {
  std::vector<std::string> out;
  for (const auto& row : c.run(sql)) out.emplace_back(row[0].c_str());
  return out;
}

const char* const tables_with_users =
    "select c.oid::regclass::text from pg_class c where relnamespace = 'public'::regnamespace and "
    "relkind = 'r' and (relname = 'users' or exists (select from pg_attribute a where a.attrelid = "
    "c.oid and a.attname = 'user_id')) order by 1";

TEST(Migrations, MakeEverythingFromNothingAndAreANoOpTheSecondTime) {
  temp_database db(false);
  auto m = storage::migrator::make(db.owner()).value();
  auto count = static_cast<int>(m.status()->size());
  EXPECT_GE(count, 7);
  EXPECT_EQ(m.up().value(), count);
  EXPECT_EQ(m.up().value(), 0);
  for (const auto& s : *m.status()) {
    EXPECT_TRUE(s.applied) << s.name;
    EXPECT_FALSE(s.changed || s.unknown) << s.name;
  }
}

TEST(Migrations, GoBackAndForthToTheSameSchema) {
  temp_database db(false);
  auto m = storage::migrator::make(db.owner()).value();
  auto count = static_cast<int>(m.status()->size());
  m.up().value();
  auto first = catalog_dump(db);
  EXPECT_GT(first.size(), 20'000u);
  // Step by step back, so that each way back is tried upon the schema it belongs to.
  for (int n = count - 1; n >= 0; --n) {
    auto done = m.down(n);
    ASSERT_TRUE(done.has_value()) << done.error().detail;
    EXPECT_EQ(*done, 1);
  }
  EXPECT_EQ(
      db.value("select count(*) from pg_class where relnamespace = 'public'::regnamespace and "
               "relkind = 'r' and relname <> 'schema_migrations'"),
      "0");
  EXPECT_EQ(db.value("select count(*) from pg_namespace where nspname = 'app'"), "0");
  EXPECT_EQ(m.up().value(), count);
  EXPECT_EQ(catalog_dump(db), first);
}

TEST(Migrations, KeepRowsWhenALaterOneGoesBack) {
  temp_database db;
  db.execute("insert into users (id, phone) values (1, '+15550001111')");
  auto m = storage::migrator::make(db.owner()).value();
  auto count = static_cast<std::int64_t>(m.status()->size());
  ASSERT_EQ(m.down(count - 1).value(), 1);
  ASSERT_EQ(m.up().value(), 1);
  EXPECT_EQ(db.value("select phone from users"), "+15550001111");
}

TEST(Migrations, RefuseAFileThatChangedAfterItWasApplied) {
  temp_database db(false);
  auto ours = storage::migrations_from(storage::embedded_migrations()).value();
  ASSERT_TRUE(storage::migrator(db.owner(), ours).up().has_value());
  auto changed = ours;
  changed[2].up += "\n-- one more remark";
  changed[2].checksum = "another";
  auto r = storage::migrator(db.owner(), changed).up();
  ASSERT_FALSE(r.has_value());
  EXPECT_EQ(r.error().code, errc::conflict);
  EXPECT_NE(r.error().detail.find(ours[2].name), std::string::npos);
  auto status = storage::migrator(db.owner(), changed).status().value();
  EXPECT_TRUE(status[2].changed);
}

TEST(Migrations, RefuseADatabaseOfANewerProgram) {
  temp_database db;
  auto ours = storage::migrations_from(storage::embedded_migrations()).value();
  ours.pop_back();
  auto r = storage::migrator(db.owner(), ours).up();
  ASSERT_FALSE(r.has_value());
  EXPECT_EQ(r.error().code, errc::conflict);
}

TEST(Migrations, LeaveNothingOfOneThatFails) {
  temp_database db(false);
  std::vector<storage::migration> broken{
      {1, "0001_broken", "create table half (id bigint); select 1/0;", "drop table half", "x"}};
  auto r = storage::migrator(db.owner(), broken).up();
  ASSERT_FALSE(r.has_value());
  EXPECT_NE(r.error().detail.find("0001_broken"), std::string::npos);
  EXPECT_EQ(db.value("select to_regclass('half')"), "");
  EXPECT_EQ(db.value("select count(*) from schema_migrations"), "0");
}

TEST(Migrations, RunUnderALoginThatIsNoSuperuser) {
  temp_database db(false);
  db.execute(
      "do $$ begin if not exists (select from pg_roles where rolname = 'plain_login') then "
      "create role plain_login login createrole; end if; end $$;"
      "alter database " +
      db.name() + " owner to plain_login;" +
      // Roles are the whole cluster's; a first migration elsewhere made them already.
      "grant sms_assistant_owner, sms_assistant_app, sms_assistant_definer to plain_login");
  auto login = temp_cluster()->conninfo(db.name(), "plain_login");
  auto m = storage::migrator::make(login).value();
  auto done = m.up();
  ASSERT_TRUE(done.has_value()) << done.error().detail;
  storage::connection_settings s;
  s.conninfo = login;
  storage::connection app(std::move(s));
  EXPECT_EQ(app.run("select count(*) from users")[0][0].as<int>(), 0);
  EXPECT_TRUE(m.down(0).has_value());
}

TEST(Schema, HasEveryTableOfTheProduct) {
  temp_database db;
  auto c = db.owner_connection();
  auto found = column(c,
                      "select relname from pg_class where relnamespace = 'public'::regnamespace "
                      "and relkind = 'r' order by 1");
  EXPECT_EQ(found, (std::vector<std::string>{"action_log",
                                             "api_keys",
                                             "api_tokens",
                                             "assignments",
                                             "audit_log",
                                             "calendar_events",
                                             "carrier_sweeps",
                                             "consents",
                                             "conversations",
                                             "exports",
                                             "external_data_mapping",
                                             "facts",
                                             "feature_flags",
                                             "food_logs",
                                             "goals",
                                             "gym_logs",
                                             "health_metrics",
                                             "hints",
                                             "jobs",
                                             "known_devices",
                                             "login_attempts",
                                             "mail_codes",
                                             "message_log",
                                             "notices",
                                             "oauth_states",
                                             "one_time_tokens",
                                             "opt_outs",
                                             "outbox",
                                             "outbox_events",
                                             "password_history",
                                             "pending_senders",
                                             "reminders_todos",
                                             "routines",
                                             "schema_migrations",
                                             "sessions",
                                             "shard_leases",
                                             "sleep_logs",
                                             "support_tickets",
                                             "sync_conflicts",
                                             "sync_history",
                                             "usage_counters",
                                             "used_quotes",
                                             "user_feedback",
                                             "user_integrations",
                                             "user_keys",
                                             "user_knowledge",
                                             "user_knowledge_history",
                                             "user_preferences",
                                             "users",
                                             "vacations",
                                             "water_goals",
                                             "water_logs",
                                             "webhook_inbox"}));
}

TEST(Schema, NamesAReasonForEachTableWithoutAUser) {
  temp_database db;
  auto c = db.owner_connection();
  auto without = c.run(
      "select c.relname, coalesce(obj_description(c.oid), '') from pg_class c where relnamespace = "
      "'public'::regnamespace and relkind = 'r' and relname <> 'users' and not exists (select from "
      "pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id')");
  EXPECT_FALSE(without.empty());
  for (const auto& row : without)
    EXPECT_EQ(std::string(row[1].c_str()).rfind("no user: ", 0), 0u) << row[0].c_str();
}

TEST(Schema, KeepsTimesAsInstantsAndQuantitiesAsNumbers) {
  temp_database db;
  // The one local time is the start of a recurring series, which has no instant of its own.
  EXPECT_EQ(
      db.value("select string_agg(attrelid::regclass || '.' || attname, ' ') from pg_attribute "
               "a join pg_class c on c.oid = a.attrelid where relnamespace = "
               "'public'::regnamespace and relkind = 'r' and attnum > 0 and atttypid in "
               "('timestamp'::regtype, 'time'::regtype, 'timetz'::regtype)"),
      "reminders_todos.series_start");
  EXPECT_EQ(
      db.value("select string_agg(attrelid::regclass || '.' || attname, ' ') from pg_attribute "
               "a join pg_class c on c.oid = a.attrelid where relnamespace = "
               "'public'::regnamespace and relkind = 'r' and attnum > 0 and atttypid in "
               "('integer'::regtype, 'smallint'::regtype, 'real'::regtype, 'numeric'::regtype, "
               "'varchar'::regtype, 'json'::regtype)"),
      "");
}

TEST(Schema, ShutsEachTableWithUserDataByRowLevelSecurity) {
  temp_database db;
  auto c = db.owner_connection();
  for (const auto& row :
       c.run("select c.relname, relrowsecurity and relforcerowsecurity, (select count(*) from "
             "pg_policies p where p.tablename = c.relname and policyname = 'own_rows' and "
             "with_check is not null), relowner::regrole from pg_class c where relname in (" +
             std::string("select (t::regclass)::text from (") + tables_with_users +
             ") as x (t)) and relkind = 'r'")) {
    EXPECT_TRUE(row[1].as<bool>()) << row[0].c_str();
    EXPECT_EQ(row[2].as<int>(), 1) << row[0].c_str();
    EXPECT_STREQ(row[3].c_str(), "sms_assistant_owner") << row[0].c_str();
  }
  // The run-time role owns nothing and cannot step past the policies.
  EXPECT_EQ(db.value("select count(*) from pg_class where relowner = 'sms_assistant_app'::regrole"),
            "0");
  EXPECT_EQ(
      db.value("select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles "
               "where rolname = 'sms_assistant_app'"),
      "f");
  EXPECT_EQ(db.value("select count(*) from pg_auth_members where member in "
                     "('sms_assistant_app'::regrole, 'sms_assistant_definer'::regrole)"),
            "0");
  // What runs with more rights has a pinned search path and is not for everybody.
  EXPECT_EQ(db.value("select count(*) from pg_proc where prosecdef and pronamespace = "
                     "'app'::regnamespace and (proconfig is null or not 'search_path=pg_catalog, "
                     "pg_temp' = any (proconfig) or proowner <> 'sms_assistant_definer'::regrole)"),
            "0");
  EXPECT_EQ(db.value("select count(*) from pg_proc p, aclexplode(proacl) a where pronamespace = "
                     "'app'::regnamespace and a.grantee = 0"),
            "0");
}

// ---- One valid row of each table, made from the catalog alone --------------------------------

/// A value that the column's type and checks take. `n` makes unique ones differ.
std::string sample(const std::string& table, const std::string& name, const std::string& type,
                   int n, int user) {
  static const std::map<std::string, std::string> known{
      {"users.phone", ""},
      {"users.email", ""},
      {"users.role", "'member'"},
      {"users.status", "'active'"},
      {"user_preferences.units", "'metric'"},
      {"user_preferences.response_style", "'coach'"},
      {"user_preferences.language", "'en'"},
      {"user_preferences.learning_rate", "'slow'"},
      {"user_preferences.notification_frequency", "'daily'"},
      {"user_keys.wrapped_key", "decode(repeat('ab', 65), 'hex')"},
      {"reminders_todos.type", "'todo'"},
      {"reminders_todos.status", "'open'"},
      {"assignments.status", "'open'"},
      {"user_knowledge.pattern_type", "'intent'"},
      {"user_knowledge_history.change", "'edited'"},
      {"action_log.state", "'done'"},
      {"goals.period", "'day'"},
      {"goals.status", "'active'"},
      {"outbox.channel", "'sms'"},
      {"outbox.status", "'pending'"},
      {"outbox_events.event", "'sent'"},
      {"routines.kind", "'digest'"},
      {"notices.late_because", "'server_away'"},
      {"notices.answer", "'done'"},
      {"jobs.status", "'waiting'"},
      {"webhook_inbox.status", "'waiting'"},
      {"exports.status", "'waiting'"},
      {"user_integrations.status", "'active'"},
      {"sync_history.sync_type", "'full'"},
      {"sync_history.status", "'success'"},
      {"calendar_events.status", "'confirmed'"},
      {"sync_conflicts.status", "'open'"},
      {"support_tickets.status", "'open'"},
      {"gym_logs.weight_unit", "'kg'"},
      {"gym_logs.distance_unit", "'km'"},
      {"user_feedback.rating", "3"},
      {"user_knowledge.confidence", "0.5"},
  };
  if (table == "users" && name == "phone") return "'+1555000" + std::to_string(1000 + user) + "'";
  if (table == "users" && name == "email") return "'user" + std::to_string(user) + "@example.org'";
  if (auto it = known.find(table + "." + name); it != known.end()) return it->second;
  if (name == "user_id") return std::to_string(user);
  if (name == "id") return std::to_string(table == "users" ? user : n);
  if (name == "outbox_id" || name == "integration_id") return std::to_string(user * 1000);
  if (name == "timezone") return "'Europe/Berlin'";
  if (name.ends_with("_hash") && type == "bytea") return "sha256('" + std::to_string(n) + "')";
  if (type == "bytea" && (name == "sha256" || name == "digest"))
    return "sha256('" + std::to_string(n) + "')";
  if (type == "bytea") return "decode(repeat('cd', 40), 'hex')";
  if (type == "text") return "'t" + std::to_string(n) + "'";
  if (type == "text[]") return "'{a}'";
  if (type == "jsonb") return "'{}'";
  if (type == "boolean") return "true";
  if (type == "date") return "date '2025-06-01' + " + std::to_string(n % 1000);
  if (type.starts_with("timestamp")) {
    // Ends lie behind starts.
    bool later = name.starts_with("end") || name.ends_with("ended_at") || name == "expires_at";
    return std::string("timestamp '2025-06-0") + (later ? "2" : "1") + " 12:00'";
  }
  return "1";
}

std::string insert_sample(storage::connection& c, const std::string& table, int n, int user) {
  std::string names, values;
  for (const auto& row :
       c.run("select attname, format_type(atttypid, atttypmod) from pg_attribute "
             "where attrelid = '" +
             table + "'::regclass and attnum > 0 and not attisdropped order by attnum")) {
    names += (names.empty() ? "" : ", ") + std::string(row[0].c_str());
    values += (values.empty() ? "" : ", ") + sample(table, row[0].c_str(), row[1].c_str(), n, user);
  }
  return "insert into " + table + " (" + names + ") values (" + values + ")";
}

/// Tables in an order in which rows can be inserted, with a user of each number given.
std::vector<std::string> tables_in_order(storage::connection& c) {
  auto all = column(c, tables_with_users);
  std::vector<std::string> first{"users", "outbox", "user_integrations"};
  for (const auto& t : all)
    if (std::find(first.begin(), first.end(), t) == first.end()) first.push_back(t);
  return first;
}

void fill(storage::connection& c, const std::vector<std::string>& tables, int user) {
  int n = user * 1000;
  for (const auto& t : tables) {
    try {
      // outbox and user_integrations get the number that others refer to.
      bool referred = t == "outbox" || t == "user_integrations";
      c.run(insert_sample(c, t, referred ? user * 1000 : ++n, user));
    } catch (const storage::storage_failure& e) {
      ADD_FAILURE() << t << ": " << e.what();
    }
  }
}

TEST(RowLevelSecurity, ShowsNothingWhenNoUserIsNamed) {
  temp_database db;
  auto owner = db.owner_connection();
  auto tables = tables_in_order(owner);
  fill(owner, tables, 1);
  auto app = db.app_connection();
  for (const auto& t : tables) {
    EXPECT_EQ(app.run("select count(*) from " + t)[0][0].as<int>(), 0) << t;
    EXPECT_EQ(app.run("begin; set local \"app.user_ids\" = ''; select count(*) from " + t)[0][0]
                  .as<int>(),
              0)
        << t;
    app.run("rollback");
  }
}

TEST(RowLevelSecurity, HidesOtherPeoplesRowsAndRefusesToWriteThemInEveryTable) {
  temp_database db;
  auto owner = db.owner_connection();
  auto tables = tables_in_order(owner);
  fill(owner, tables, 1);
  fill(owner, tables, 2);
  auto app = db.app_connection();
  std::string as_one = "begin; set local \"app.user_ids\" = '{1}'; ";
  for (const auto& t : tables) {
    std::string user_column = t == "users" ? "id" : "user_id";
    auto rows = app.run(as_one + "select " + user_column + " from " + t);
    app.run("rollback");
    ASSERT_EQ(rows.size(), 1u) << t;
    EXPECT_EQ(rows[0][0].as<int>(), 1) << t;
    // Changing or deleting everything touches only one's own.
    app.run(as_one + "update " + t + " set " + user_column + " = " + user_column +
            "; delete from " + t + " where " + user_column + " <> 1");
    app.run("rollback");
    auto deleted = app.run(as_one + "with gone as (delete from " + t + " returning " + user_column +
                           ") select count(*), min(" + user_column + ") from gone");
    app.run("rollback");
    EXPECT_EQ(deleted[0][0].as<int>(), 1) << t;
    EXPECT_EQ(deleted[0][1].as<int>(), 1) << t;
    // Nor can a row be given to, or made for, somebody else.
    for (const auto& sql :
         {"update " + t + " set " + user_column + " = 2 where " + user_column + " = 1",
          insert_sample(owner, t, 9'999, t == "users" ? 3 : 2)}) {
      try {
        app.run(as_one + sql);
        ADD_FAILURE() << t << " took another's row";
      } catch (const storage::storage_failure& e) {
        EXPECT_EQ(e.sqlstate(), "42501") << t;
      }
      if (app.is_open()) app.run("rollback");
    }
  }
}

TEST(RowLevelSecurity, CannotBeSwitchedOffByTheRunTimeLogin) {
  temp_database db;
  auto owner = db.owner_connection();
  fill(owner, {"users"}, 1);
  auto app = db.app_connection();
  for (const char* sql :
       {"set row_security = off; select count(*) from users", "set role sms_assistant_owner",
        "set role postgres", "alter table users disable row level security",
        "create table public.mine (id int)"}) {
    EXPECT_THROW(app.run(sql), storage::storage_failure) << sql;
    if (app.is_open()) app.run("rollback; set row_security = on");
  }
  app.run("reset role");
  EXPECT_THROW(app.run("select count(*) from users"), storage::storage_failure);
}

TEST(Erasure, LeavesNoRowOfThePersonInAnyTable) {
  temp_database db;
  auto owner = db.owner_connection();
  auto tables = tables_in_order(owner);
  fill(owner, tables, 1);
  fill(owner, tables, 2);
  // As the run-time role, whose cascades must reach every table too.
  auto app = db.app_connection();
  app.run("begin; set local \"app.user_ids\" = '{1}'; delete from users where id = 1; commit");
  for (const auto& t : tables) {
    std::string user_column = t == "users" ? "id" : "user_id";
    EXPECT_EQ(
        owner.run("select count(*) from " + t + " where " + user_column + " = 1")[0][0].as<int>(),
        0)
        << t;
    EXPECT_EQ(owner.run("select count(*) from " + t)[0][0].as<int>(), 1) << t;
  }
  // Each column that says whose a row is refers to the users and goes with them.
  EXPECT_EQ(
      db.value("select count(*) from pg_class c join pg_attribute a on a.attrelid = c.oid and "
               "a.attname = 'user_id' where relnamespace = 'public'::regnamespace and relkind = "
               "'r' and not exists (select from pg_constraint f where f.conrelid = c.oid and "
               "f.contype = 'f' and f.confrelid = 'users'::regclass and f.confdeltype = 'c' "
               "and f.conkey = array[a.attnum])"),
      "0");
}

TEST(Erasure, KeepsThePurgeOfOldTextsCheap) {
  temp_database db;
  // Nothing refers to the message log, so deleting from it looks nothing up elsewhere.
  EXPECT_EQ(
      db.value("select count(*) from pg_constraint where confrelid = 'message_log'::regclass"),
      "0");
}

struct refused_value {
  const char* table;
  const char* column;
  const char* value;
};

class Constraint : public ::testing::TestWithParam<refused_value> {};

TEST_P(Constraint, RefusesWhatLiesOutsideTheRange) {
  static temp_database* db = new temp_database;  // shared; nothing is ever committed to it
  static bool filled = false;
  auto c = db->owner_connection();
  if (!filled) {
    fill(c, tables_in_order(c), 1);
    filled = true;
  }
  auto p = GetParam();
  std::string sql = "begin; update " + std::string(p.table) + " set " + p.column + " = " + p.value;
  try {
    c.run(sql);
    ADD_FAILURE() << p.table << "." << p.column << " took " << p.value;
  } catch (const storage::storage_failure& e) {
    EXPECT_EQ(e.code(), errc::invalid_argument) << p.table << "." << p.column << ": " << e.what();
  }
  c.run("rollback");
}

INSTANTIATE_TEST_SUITE_P(
    Ranges, Constraint,
    ::testing::Values(
        refused_value{"users", "phone", "'5551234'"},
        refused_value{"users", "phone", "'+0123456789'"},
        refused_value{"users", "email", "'nobody'"}, refused_value{"users", "status", "'gone'"},
        refused_value{"users", "name", "''"},
        refused_value{"user_preferences", "timezone", "'Mars/Olympus'"},
        refused_value{"user_preferences", "timezone", "'+05:00'"},
        refused_value{"user_preferences", "units", "'cubits'"},
        refused_value{"user_preferences", "response_style", "'rude'"},
        refused_value{"user_preferences", "quiet_start_minute", "1440"},
        refused_value{"user_preferences", "quiet_start_minute", "null"},
        refused_value{"user_preferences", "day_start_minute", "-1"},
        refused_value{"user_preferences", "water_goal_ml", "0"},
        refused_value{"food_logs", "food_name", "''"},
        refused_value{"food_logs", "food_name", "repeat('x', 201)"},
        refused_value{"food_logs", "quantity", "0"}, refused_value{"food_logs", "calories", "-1"},
        refused_value{"food_logs", "calories", "10001"},
        refused_value{"food_logs", "calories", "'NaN'"},
        refused_value{"food_logs", "protein_g", "1000.5"},
        refused_value{"food_logs", "carbs_g", "-0.1"},
        refused_value{"food_logs", "fat_g", "'Infinity'"}, refused_value{"food_logs", "at", "null"},
        refused_value{"water_logs", "amount_ml", "10001"},
        refused_value{"water_logs", "amount_ml", "-1"},
        refused_value{"water_logs", "amount_ml", "'NaN'"},
        refused_value{"water_logs", "amount_ml", "null"},
        refused_value{"water_goals", "goal_ml", "0"}, refused_value{"gym_logs", "sets", "0"},
        refused_value{"gym_logs", "sets", "101"}, refused_value{"gym_logs", "reps", "0"},
        refused_value{"gym_logs", "reps", "1001"}, refused_value{"gym_logs", "weight_kg", "453.7"},
        refused_value{"gym_logs", "weight_unit", "'stone'"},
        refused_value{"gym_logs", "duration_min", "1441"},
        refused_value{"gym_logs", "notes", "repeat('x', 1001)"},
        refused_value{"sleep_logs", "duration_min", "0"},
        refused_value{"sleep_logs", "duration_min", "2881"},
        refused_value{"sleep_logs", "ended_at", "started_at - interval '1 hour'"},
        refused_value{"reminders_todos", "type", "'wish'"},
        refused_value{"reminders_todos", "content", "''"},
        refused_value{"reminders_todos", "content", "repeat('x', 501)"},
        refused_value{"reminders_todos", "status", "'lost'"},
        refused_value{"assignments", "class_name", "''"},
        refused_value{"assignments", "status", "'failed'"},
        refused_value{"facts", "value", "'short'"},
        refused_value{"user_knowledge", "pattern_type", "'guess'"},
        refused_value{"user_knowledge", "confidence", "1.1"},
        refused_value{"user_knowledge", "usage_count", "-1"},
        refused_value{"message_log", "dedupe_key", "''"},
        refused_value{"action_log", "state", "'perhaps'"},
        refused_value{"outbox", "status", "'flying'"},
        refused_value{"outbox", "channel", "'pigeon'"},
        refused_value{"user_integrations", "status", "'odd'"},
        refused_value{"calendar_events", "ends_at", "starts_at - interval '1 minute'"},
        refused_value{"health_metrics", "value", "'NaN'"},
        refused_value{"sessions", "token_hash", "'short'"},
        refused_value{"user_keys", "wrapped_key", "'short'"},
        // Foreign keys.
        refused_value{"food_logs", "user_id", "77"}, refused_value{"user_keys", "user_id", "77"},
        refused_value{"sync_history", "integration_id", "77"},
        refused_value{"outbox_events", "outbox_id", "77"}));

TEST(Constraints, KeepUniqueWhatMustBeUnique) {
  temp_database db;
  auto c = db.owner_connection();
  fill(c, tables_in_order(c), 1);
  fill(c, {"users"}, 2);
  for (const char* sql : {
           "insert into users (id, phone) select 3, phone from users where id = 1",
           "insert into users (id, email) select 3, upper(email) from users where id = 1",
           "insert into message_log select (jsonb_populate_record(m, '{\"id\":5}')).* from "
           "message_log m",
           "insert into user_knowledge select (jsonb_populate_record(m, '{\"id\":5}')).* from "
           "user_knowledge m",
           "insert into water_goals select * from water_goals",
           "insert into user_integrations select (jsonb_populate_record(m, '{\"id\":5}')).* from "
           "user_integrations m",
           "insert into external_data_mapping select (jsonb_populate_record(m, '{\"id\":5}')).* "
           "from "
           "external_data_mapping m",
       }) {
    try {
      c.run(sql);
      ADD_FAILURE() << sql;
    } catch (const storage::storage_failure& e) {
      EXPECT_EQ(e.sqlstate(), "23505") << sql;
    }
  }
  c.run(
      "insert into message_log select (jsonb_populate_record(m, '{\"id\":5,\"user_id\":2}')).* "
      "from "
      "message_log m");
}

TEST(AuditLog, FindsAnAlteredOrMissingRow) {
  temp_database db;
  auto app = db.app_connection();
  auto write =
      "select app.audit('2025-06-01 12:00+00', sha256('subject'), 'user', 'export', "
      "'food_logs', '{calories,at}')";
  for (int i = 0; i < 5; ++i) app.run(write);
  auto broken = [&] { return db.value("select app.audit_first_broken()"); };
  EXPECT_EQ(broken(), "");
  EXPECT_THROW(app.run("update audit_log set event = 'nothing'"), storage::storage_failure);
  EXPECT_THROW(app.run("delete from audit_log"), storage::storage_failure);
  EXPECT_THROW(
      app.run("insert into audit_log (at, actor, event, previous_hash, hash) values (now(), "
              "'a', 'b', sha256(''), sha256(''))"),
      storage::storage_failure);
  db.execute("update audit_log set event = 'nothing' where id = 3");
  EXPECT_EQ(broken(), "3");
  db.execute("update audit_log set event = 'export' where id = 3");
  EXPECT_EQ(broken(), "");
  db.execute("delete from audit_log where id = 2");
  EXPECT_EQ(broken(), "3");
  // The oldest may go with time.
  db.execute("delete from audit_log where id = 1");
  EXPECT_EQ(broken(), "");
}

TEST(Search, FindsAWordInSpiteOfAccentsAndTyposThroughItsIndex) {
  temp_database db;
  db.execute(
      "insert into users (id) select generate_series(1, 50);"
      "insert into reminders_todos (id, user_id, type, content, created_at) select g, 1 + g % "
      "50, 'todo', 'thing number ' || g, now() from generate_series(1, 20000) g;"
      "insert into reminders_todos (id, user_id, type, content, created_at) values (30000, 1, "
      "'todo', 'Buy a Quesadílla', now()); analyze reminders_todos");
  EXPECT_EQ(db.value("select content from reminders_todos where app.search_text('quesadila') <% "
                     "app.search_text(content)"),
            "Buy a Quesadílla");
  auto c = db.owner_connection();
  std::string plan;
  for (const auto& row : c.run("explain select content from reminders_todos where "
                               "app.search_text('quesadila') <% app.search_text(content)"))
    plan += row[0].c_str();
  EXPECT_NE(plan.find("reminders_todos_search"), std::string::npos) << plan;
}

}  // namespace
}  // namespace test
