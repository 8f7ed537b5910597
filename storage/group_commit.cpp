#include "storage/group_commit.hpp"

#include <algorithm>
#include <thread>

#include "config/logging.hpp"

namespace storage {

using logging::folder;
using std::chrono::steady_clock;

namespace {

struct table_statements {
  prepared insert, update, erase;
};

const auto& statements() {
  static const auto all = [] {
    std::array<table_statements, boost::mp11::mp_size<any_row>::value> out;
    std::size_t i = 0;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, any_row>>(
        [&](auto type) {
          using row = typename decltype(type)::type;
          out[i++] = {insert_statement<row>(), update_statement<row>(), delete_statement<row>()};
        });
    return out;
  }();
  return all;
}

/// The claims: all or SA001, the one that says which were new, and who holds one; and the users in
/// sight.
const auto& claim_statements() {
  static const auto all = [] {
    auto plain =
        insert_statement<message_row>().sql + " on conflict (user_id, dedupe_key) do nothing";
    auto count = boost::mp11::mp_size<members_of<message_row>>::value + 1;
    return std::array<prepared, 4>{
        prepared{"claim_all",
                 "with claimed as (" + plain +
                     " returning 1) select app.expect((select count(*) from claimed), $" +
                     std::to_string(count) + "::bigint, 'SA001')"},
        prepared{"claim_new", plain + " returning id"},
        prepared{
            "find_claims",
            "select m.id, m.user_id from public.message_log m, unnest($1::bigint[], $2::text[]) "
            "as u (user_id, dedupe_key) where m.user_id = u.user_id and m.dedupe_key = "
            "u.dedupe_key"},
        prepared{"act_for", "select set_config('app.user_ids', $1, true)"}};
  }();
  return all;
}

enum claim_statement { claim_all, claim_new, find_claims, act_for };

/// What a set comes to for one row: several changes of the same row in one set become one.
struct net_change {
  const any_row* before;
  const any_row* after;
};

bool same_row(const any_row& a, const any_row& b) {
  return a.index() == b.index() &&
         std::visit(
             [&](const auto& row) {
               return same_key(row, *std::get_if<std::remove_cvref_t<decltype(row)>>(&b));
             },
             a);
}

void net_changes(const change_set& set, std::vector<net_change>& out) {
  out.clear();
  for (const auto& c : set.changes) {
    const any_row* before = c.before ? &*c.before : nullptr;
    const any_row* after = c.after ? &*c.after : nullptr;
    const any_row* row = after ? after : before;
    if (row == nullptr) continue;
    auto earlier = std::find_if(out.begin(), out.end(), [&](const net_change& n) {
      return same_row(n.after ? *n.after : *n.before, *row);
    });
    if (earlier == out.end()) {
      out.push_back({before, after});
    } else if (earlier->before == nullptr && after == nullptr) {
      out.erase(earlier);  // made and taken back
    } else {
      earlier->after = after;
    }
  }
}

std::int64_t number(std::string_view cell) {
  std::int64_t v = 0;
  text::read(cell, v);
  return v;
}

/// A fault of the database, not of the rows: trying them one by one would not help.
bool concerns_everybody(const storage_failure& e) {
  return e.code() == errc::unavailable;
}

}  // namespace

errc refusal_of(const change_set& set) {
  if (set.user_id <= 0 || !set.key || set.message.user_id != set.user_id)
    return errc::invalid_argument;
  bool fine = true;
  auto check = [&](const auto& row) {
    using row_type = std::remove_cvref_t<decltype(row)>;
    if (owner_of(row) != set.user_id) fine = false;
    for_each_member<row_type>([&](std::string_view, auto pointer) {
      const auto& v = row.*pointer;
      using member = std::remove_cvref_t<decltype(v)>;
      if constexpr (std::is_same_v<member, std::string>) {
        fine = fine && text::storable(v);
      } else if constexpr (std::is_same_v<member, std::optional<std::string>>) {
        fine = fine && (!v || text::storable(*v));
      } else if constexpr (std::is_same_v<member, json_text>) {
        fine = fine && text::storable(v.json);
      }
    });
  };
  check(set.message);
  for (const auto& c : set.changes) {
    if (c.before) std::visit(check, *c.before);
    if (c.after) std::visit(check, *c.after);
    // Both images of an update are of one row.
    if (c.before && c.after && !same_row(*c.before, *c.after)) fine = false;
  }
  return fine ? errc::none : errc::invalid_argument;
}

group_commit::group_commit(connection_settings settings)
    : connection_([&] {
        // The statements address rows by key. A plan made while a table was empty must not scan it
        // once it has grown.
        settings.session.insert(settings.session.end(),
                                {"set plan_cache_mode = force_generic_plan",
                                 "set enable_seqscan = off", "set enable_hashjoin = off",
                                 "set enable_mergejoin = off", "set synchronous_commit = on"});
        return std::move(settings);
      }()) {}

void group_commit::fail(items_view items, errc code) {
  for (auto item : items) item->outcome = item->in_doubt ? errc::timeout : code;
}

void group_commit::roll_back() noexcept {
  if (!connection_.is_open()) return;
  try {
    connection_.run("rollback");
  } catch (...) {
    connection_.drop();
  }
}

void group_commit::prepare() {
  connection_.use();
  if (connection_.generation() == prepared_on_) return;
  std::string all;
  auto add = [&](const prepared& p) { all += "prepare " + p.name + " as " + p.sql + ";"; };
  for (const auto& p : claim_statements()) add(p);
  for (const auto& t : statements()) {
    add(t.insert);
    add(t.update);
    add(t.erase);
  }
  connection_.run(all);
  prepared_on_ = connection_.generation();
}

/// Connected and prepared. Waits for a database that is just restarting, but lets callers know at
/// once that it is away when the last one already waited in vain.
void group_commit::connect(bool in_doubt) {
  auto give_up = steady_clock::now() + (in_doubt ? doubt_limit : patience);
  for (auto pause = std::chrono::milliseconds(10);; pause = std::min(pause * 2, patience / 5)) {
    try {
      prepare();
      if (away_) logging::info(folder::storage, "database-back");
      away_ = false;
      return;
    } catch (const storage_failure& e) {
      connection_.drop();
      if (!away_) logging::warn(folder::storage, "database-away", {{"sqlstate", e.sqlstate()}});
      bool known_to_be_away = away_ && !in_doubt;
      away_ = true;
      if (known_to_be_away || steady_clock::now() + pause > give_up) throw;
      std::this_thread::sleep_for(pause);
    }
  }
}

void group_commit::encode(items_view items) {
  claims_.clear();
  for (std::size_t i = 0; i < table_count; ++i) {
    inserts_[i].clear();
    updates_[i].clear();
    deletes_[i].clear();
  }
  thread_local std::vector<net_change> net;
  for (auto item : items) {
    const change_set& set = *item->set;
    sealing how{set.key.get(), set.user_id};
    claims_.add(set.message, how);
    net_changes(set, net);
    for (const auto& n : net) {
      const any_row& any = n.after ? *n.after : *n.before;
      std::visit(
          [&](const auto& row) {
            using row_type = std::remove_cvref_t<decltype(row)>;
            if (n.after == nullptr) {
              deletes_[any.index()].add(row, how, true);
            } else if (n.before == nullptr || key_of<row_type>::upsert) {
              inserts_[any.index()].add(row, how);
            } else {
              updates_[any.index()].add(row, how);
            }
          },
          any);
    }
  }
}

void group_commit::begin(pipeline& together, items_view items) const {
  std::string users = "{";
  for (auto item : items) {
    if (users.size() > 1) users += ',';
    text::append(users, item->set->user_id);
  }
  users += '}';
  together.add("begin");
  together.add(claim_statements()[act_for].name, {users});
}

void group_commit::add_rows(pipeline& together) {
  // Deletes first: an insert may take the place of a row that goes in the same set.
  for (std::size_t i = 0; i < table_count; ++i)
    if (deletes_[i].rows() > 0) deletes_[i].call(together, statements()[i].erase.name, true);
  for (std::size_t i = 0; i < table_count; ++i)
    if (updates_[i].rows() > 0) updates_[i].call(together, statements()[i].update.name, true);
  for (std::size_t i = 0; i < table_count; ++i)
    if (inserts_[i].rows() > 0) inserts_[i].call(together, statements()[i].insert.name, false);
  together.add("commit");
}

void group_commit::store(std::span<commit_item> items) {
  std::vector<commit_item*> good;
  good.reserve(items.size());
  for (auto& item : items) {
    item.outcome = refusal_of(*item.set);
    if (item.outcome == errc::none) good.push_back(&item);
  }
  if (!good.empty()) store_some(good);
}

void group_commit::store_some(items_view items) {
  bool in_doubt = false;
  for (auto item : items) in_doubt = in_doubt || item->in_doubt;
  if (in_doubt) return store_claimed(items, true);
  try {
    connect(false);
  } catch (const storage_failure& e) {
    return fail(items, e.code());
  }
  encode(items);
  try {
    pipeline together(connection_);
    begin(together, items);
    claims_.call(together, claim_statements()[claim_all].name, true);
    add_rows(together);
    together.run();
    ++transactions_;
    for (auto item : items) item->outcome = errc::none;
  } catch (const storage_failure& e) {
    if (connection_.lost()) {
      for (auto item : items) item->in_doubt = true;
      return store_claimed(items, false);
    }
    roll_back();
    if (e.code() == errc::duplicate) return store_claimed(items, false);
    if (concerns_everybody(e)) {
      logging::warn(folder::storage, "batch-refused",
                    {{"sets", items.size()}, {"sqlstate", e.sqlstate()}});
      return fail(items, e.code());
    }
    if (items.size() == 1) {
      logging::warn(
          folder::storage, "set-refused",
          {{"sqlstate", e.sqlstate()}, {"request_id", items[0]->set->message.request_id}});
      return fail(items, e.code());
    }
    store_some(items.first(items.size() / 2));
    store_some(items.subspan(items.size() / 2));
  }
}

/// Claims first, then stores the rows of those whose claim was new.
void group_commit::store_claimed(items_view items, bool retried) {
  bool in_doubt = false;
  for (auto item : items) in_doubt = in_doubt || item->in_doubt;
  try {
    connect(in_doubt);
  } catch (const storage_failure& e) {
    return fail(items, e.code());
  }
  std::vector<commit_item*> fresh, taken;
  bool claims_settled = false;
  try {
    encode(items);
    std::unordered_set<row_id> claimed;
    {
      pipeline together(connection_);
      begin(together, items);
      claims_.call(together, claim_statements()[claim_new].name, false);
      auto answers = together.run();
      for (std::size_t row = 0; row < answers.back().rows(); ++row)
        claimed.insert(number(answers.back().cell(row, 0)));
    }
    for (auto item : items)
      (claimed.contains(item->set->message.id) ? fresh : taken).push_back(item);

    if (!taken.empty()) {
      array_column users, names;
      for (auto item : taken) {
        users.add(item->set->user_id, {}, {}, {});
        names.add(item->set->message.dedupe_key, {}, {}, {});
      }
      pipeline together(connection_);
      together.add(claim_statements()[find_claims].name, {users.bytes(), names.bytes()});
      auto found = std::move(together.run().front());
      for (auto item : taken) {
        item->outcome = errc::unavailable;  // its holder went away meanwhile
        for (std::size_t row = 0; row < found.rows(); ++row)
          if (number(found.cell(row, 1)) == item->set->user_id)
            item->outcome =
                number(found.cell(row, 0)) == item->set->message.id ? errc::none : errc::duplicate;
      }
    }
    claims_settled = true;
    if (fresh.empty()) return roll_back();
    encode(fresh);
    for (auto item : fresh) item->in_doubt = true;
    pipeline together(connection_);
    add_rows(together);
    together.run();
    ++transactions_;
    for (auto item : fresh) item->outcome = errc::none;
  } catch (const storage_failure& e) {
    bool lost = connection_.lost() || !connection_.is_open();
    roll_back();
    items_view open = claims_settled ? items_view(fresh) : items;
    if (lost) {
      // Once more: the second time settles it, or the database is away for good.
      return retried ? fail(open, errc::unavailable) : store_claimed(open, true);
    }
    // The database answered no, so nothing of these is in doubt any more.
    for (auto item : open) item->in_doubt = false;
    if (concerns_everybody(e) || open.size() == 1) {
      logging::warn(folder::storage, "set-refused",
                    {{"sets", open.size()}, {"sqlstate", e.sqlstate()}});
      return fail(open, e.code());
    }
    store_claimed(open.first(open.size() / 2), retried);
    store_claimed(open.subspan(open.size() / 2), retried);
  }
}

storage::connection& group_commit::connected() {
  connect(false);
  return connection_;
}

pqxx::result group_commit::run_for(std::span<const ::user_id> ids, const std::string& sql) {
  connect(false);
  std::string all = "begin;set local \"app.user_ids\" = '{";
  for (auto id : ids) {
    if (all.back() != '{') all += ',';
    text::append(all, id);
  }
  all += "}';" + sql + "commit";
  try {
    return connection_.run(all);
  } catch (const storage_failure&) {
    roll_back();
    throw;
  }
}

/// Both statements in one string are one transaction, which ends with the string.
pqxx::result group_commit::ask_for(std::span<const ::user_id> ids, const std::string& statement) {
  connect(false);
  std::string all = "select set_config('app.user_ids', '{";
  for (auto id : ids) {
    if (all.back() != '{') all += ',';
    text::append(all, id);
  }
  return connection_.run(all + "}', true);" + statement);
}

}  // namespace storage
