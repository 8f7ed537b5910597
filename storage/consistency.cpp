#include "storage/consistency.hpp"

#include "storage/connection.hpp"

namespace storage {
namespace {

/// Each answers (name of the rule, query that counts the rows that break it).
constexpr const char* rule_queries[] = {
    // A check that is null holds, as it does for PostgreSQL.
    "select conrelid::regclass || ': ' || conname,"
    " format('select count(*) from %s where not (%s)', conrelid::regclass,"
    "        pg_get_expr(conbin, conrelid))"
    " from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace"
    " and conrelid <> 0 order by 1",

    "select k.conrelid::regclass || ': ' || k.conname,"
    " format('select count(*) from %s c where %s and not exists (select from %s p where %s)',"
    "        k.conrelid::regclass,"
    "        string_agg(format('c.%I is not null', child.attname), ' and '),"
    "        k.confrelid::regclass,"
    "        string_agg(format('p.%I = c.%I', parent.attname, child.attname), ' and '))"
    " from pg_constraint k"
    " cross join lateral unnest(k.conkey, k.confkey) as pair (child, parent)"
    " join pg_attribute child on child.attrelid = k.conrelid and child.attnum = pair.child"
    " join pg_attribute parent on parent.attrelid = k.confrelid and parent.attnum = pair.parent"
    " where k.contype = 'f' and k.connamespace = 'public'::regnamespace"
    " group by k.oid, k.conrelid, k.confrelid, k.conname order by 1",

    "select i.indrelid::regclass || ': ' || c.relname,"
    " format('select count(*) from (select from %s where %s and %s group by %s having count(*) > 1)"
    " twice', i.indrelid::regclass, coalesce(pg_get_expr(i.indpred, i.indrelid), 'true'),"
    "        string_agg(format('(%s) is not null', pg_get_indexdef(i.indexrelid, n, true)),"
    "                   ' and '),"
    "        string_agg(pg_get_indexdef(i.indexrelid, n, true), ', '))"
    " from pg_index i join pg_class c on c.oid = i.indexrelid"
    " cross join lateral generate_series(1, i.indnkeyatts) n"
    " where i.indisunique and c.relnamespace = 'public'::regnamespace"
    " group by i.indexrelid, i.indrelid, i.indpred, c.relname order by 1",

    // What names another row without a foreign key names one of the same person.
    "select t.attrelid::regclass || ': ' || t.attname || ' of somebody else',"
    " format('select count(*) from %s t join %I o on o.id = t.%I where o.user_id <> t.user_id',"
    "        t.attrelid::regclass, named.to_table, t.attname)"
    " from (values ('message_id', 'message_log'), ('outbox_id', 'outbox'),"
    "              ('knowledge_id', 'user_knowledge')) as named (column_name, to_table)"
    " join pg_attribute t on t.attname = named.column_name and not t.attisdropped"
    " join pg_class c on c.oid = t.attrelid and c.relkind = 'r'"
    "      and c.relnamespace = 'public'::regnamespace"
    " where exists (select from pg_attribute u where u.attrelid = t.attrelid"
    "               and u.attname = 'user_id') order by 1",

    // A turn is stored whole. Texts go after 30 days, what they led to stays.
    "select 'action_log: a turn without its text',"
    " 'select count(*) from action_log a where a.created_at > now() - interval ''29 days'' and not "
    "exists (select from message_log m where m.id = a.message_id)'",

    "select 'audit_log: the chain of hashes',"
    " 'select count(*) from (select app.audit_first_broken() as id) first where id is not null'",
};

}  // namespace

result<consistency_report> check_consistency(const std::string& owner_conninfo) {
  connection_settings settings;
  settings.conninfo = owner_conninfo;
  settings.role.clear();
  settings.statement_timeout = std::chrono::milliseconds(0);
  // The rows themselves are read: an index that lost its way would confirm itself.
  settings.session = {"set default_transaction_read_only = on", "set enable_indexscan = off",
                      "set enable_indexonlyscan = off", "set enable_bitmapscan = off"};
  connection database(std::move(settings));
  try {
    auto sees_all =
        database.run("select rolsuper or rolbypassrls from pg_roles where rolname = current_user");
    if (sees_all.empty() || !sees_all[0][0].as<bool>())
      return make_error(errc::forbidden,
                        "needs a login that row-level security hides nothing from (a superuser, "
                        "or one with BYPASSRLS)",
                        "database.url");
    consistency_report report;
    for (const auto* query : rule_queries)
      for (const auto& rule : database.run(query)) {
        ++report.rules;
        auto rows = database.run(rule[1].as<std::string>())[0][0].as<std::int64_t>();
        if (rows > 0) report.broken.push_back({rule[0].as<std::string>(), rows});
      }
    return report;
  } catch (const storage_failure& e) {
    return make_error(e.code(), std::string("the check: ") + e.what());
  }
}

}  // namespace storage
