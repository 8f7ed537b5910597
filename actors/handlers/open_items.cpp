#include "actors/handlers/open_items.hpp"

#include <algorithm>

#include "actors/handlers/support.hpp"
#include "storage/repositories/item_repository.hpp"

namespace handlers {
namespace {

constexpr std::int64_t open_limit = 500;
constexpr std::size_t choices = 5;

std::optional<open_item> by_id(storage::unit_of_work& u, const turn_context& t, row_id id) {
  for (const auto& c : t.earlier) {
    if (!c.after) continue;
    if (const auto* r = std::get_if<storage::item_row>(&*c.after); r && r->id == id) return *r;
    if (const auto* r = std::get_if<storage::assignment_row>(&*c.after); r && r->id == id)
      return *r;
  }
  if (auto r = storage::items::item(u, id)) return open_item(*r);
  if (auto r = storage::items::assignment(u, id)) return open_item(*r);
  return std::nullopt;
}

}  // namespace

row_id id_of(const open_item& i) {
  return std::visit([](const auto& r) { return r.id; }, i);
}
std::string name_of(const open_item& i) {
  if (const auto* r = std::get_if<storage::item_row>(&i)) return r->content;
  return replies::assignment_name(std::get<storage::assignment_row>(i));
}
std::optional<instant> due_of(const open_item& i) {
  return std::visit([](const auto& r) { return r.due_at; }, i);
}
bool all_day(const open_item& i) {
  return std::visit([](const auto& r) { return r.due_all_day; }, i);
}

std::vector<open_item> all_open(storage::unit_of_work& u, const turn_context& t,
                                std::string_view type, bool also_sent) {
  std::vector<open_item> all;
  if (type != "assignment") {
    const auto kind = type == "todo" || type == "reminder" ? std::string(type) : std::string();
    auto items = also_sent ? storage::items::completable_items(u, kind, open_limit)
                           : storage::items::open_items(u, kind, {}, open_limit);
    overlay(items, t.earlier);
    for (auto& r : items)
      if (r.status == "open" && (kind.empty() || r.type == kind)) all.emplace_back(std::move(r));
  }
  if (type.empty() || type == "assignment") {
    auto rows = storage::items::open_assignments(u, {}, open_limit);
    overlay(rows, t.earlier);
    for (auto& r : rows)
      if (r.status == "open") all.emplace_back(std::move(r));
  }
  std::ranges::stable_sort(all, [](const open_item& a, const open_item& b) {
    const auto x = due_of(a), y = due_of(b);
    if (x.has_value() != y.has_value()) return x.has_value();
    if (x != y) return *x < *y;
    return id_of(a) < id_of(b);
  });
  return all;
}

found_items find_open(storage::unit_of_work& u, const turn_context& t, const std::string& item,
                      std::string_view type) {
  found_items found;
  const auto& list = t.state.talk.last_list;
  if (item.empty()) {
    if (list.size() == 1)
      if (auto row = by_id(u, t, list.front())) found.rows.push_back(std::move(*row));
    if (!found.rows.empty()) return found;
    found.rows = all_open(u, t, type, true);
    found.tie = found.rows.size() > 1;
    if (found.rows.size() > choices) found = {};
    return found;
  }
  if (const auto numbers = list_numbers(item); !numbers.empty()) {
    std::vector<row_id> ids = list;
    if (ids.empty())
      for (const auto& r : all_open(u, t, type.empty() ? "todo" : type, false))
        ids.push_back(id_of(r));
    found.listed = ids.size();
    for (const auto n : numbers) {
      if (n > ids.size()) {
        found.beyond.push_back(n);
        continue;
      }
      if (auto row = by_id(u, t, ids[n - 1])) found.rows.push_back(std::move(*row));
    }
    return found;
  }
  const auto rows = all_open(u, t, type, true);
  std::vector<std::string> names;
  for (const auto& r : rows) names.push_back(name_of(r));
  const auto picked = pick_by_words(item, names);
  for (const auto i : picked.best) {
    // Two of the same name and day are one to the person; the earlier goes first.
    const bool twin = std::ranges::any_of(found.rows, [&](const open_item& r) {
      return lower(name_of(r)) == lower(names[i]) && due_of(r) == due_of(rows[i]);
    });
    if (!twin) found.rows.push_back(rows[i]);
  }
  found.tie = found.rows.size() > 1 || !picked.sure;
  return found;
}

outcome ask_which(const nlp::act& act, const turn_context& t, const std::vector<open_item>& rows) {
  std::vector<std::string> names;
  std::vector<row_id> ids;
  for (std::size_t i = 0; i < rows.size() && i < choices; ++i) {
    names.push_back(
        std::visit([&](const auto& r) { return replies::phrase(r, t.voice); }, rows[i]));
    ids.push_back(id_of(rows[i]));
  }
  auto o = ask(t, act, nlp::slot::item, replies::which_one(names, t.voice));
  o.talk->last_list = std::move(ids);
  return o;
}

}  // namespace handlers
