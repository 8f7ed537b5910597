#include <array>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"
#include "storage/repositories/fact_repository.hpp"
#include "storage/repositories/item_repository.hpp"

// Removes one whole kind of records, or those of a stretch of days. Asked first with the number of
// entries; undo brings all of them back.

namespace handlers {
namespace {

using nlp::slot;
using storage::any_row;

/// One undo image holds them all, so there is an end to what one text may remove.
constexpr std::int64_t most_at_once = 1'000;

struct kind_words {
  std::string_view type;
  replies::wording one, many;
};
constexpr std::array<kind_words, 8> kinds = {
    {{"food", {"food entry", "comida"}, {"food entries", "comidas"}},
     {"water", {"water entry", "registro de agua"}, {"water entries", "registros de agua"}},
     {"gym", {"workout entry", "entrenamiento"}, {"workout entries", "entrenamientos"}},
     {"sleep", {"sleep entry", "registro de sueño"}, {"sleep entries", "registros de sueño"}},
     {"todos", {"todo", "pendiente"}, {"todos", "pendientes"}},
     {"reminders", {"reminder", "recordatorio"}, {"reminders", "recordatorios"}},
     {"assignments", {"assignment", "tarea"}, {"assignments", "tareas"}},
     {"facts", {"fact", "dato"}, {"facts", "datos"}}}};
constexpr kind_words taught = {
    "patterns", {"taught word", "palabra"}, {"taught words", "palabras"}};

const kind_words* words_of(std::string_view type) {
  if (type == taught.type) return &taught;
  for (const auto& k : kinds)
    if (k.type == type) return &k;
  return nullptr;
}

template <class Row>
void add(std::vector<any_row>& out, std::vector<Row> rows, const turn_context& t) {
  overlay(rows, t.earlier);
  for (auto& r : rows) out.push_back(std::move(r));
}

/// Every row of the kind; logs of `span` only, and of the rest what was added in it.
std::vector<any_row> rows_of(storage::unit_of_work& u, const turn_context& t, std::string_view type,
                             const day_span& span) {
  const auto from = day_start(t, span.first), to = day_start(t, span.last + std::chrono::days(1));
  const auto limit = most_at_once + 1;
  std::vector<any_row> out;
  if (type == "food") add(out, storage::logs::list_food(u, from, to, {}, limit), t);
  if (type == "water") add(out, storage::logs::list_water(u, from, to, limit), t);
  if (type == "gym") add(out, storage::logs::list_gym(u, from, to, {}, limit), t);
  if (type == "sleep") add(out, storage::logs::list_sleep(u, span.first, span.last), t);
  if (type == "todos") add(out, storage::items::added_items(u, "todo", from, to, limit), t);
  if (type == "reminders") add(out, storage::items::added_items(u, "reminder", from, to, limit), t);
  if (type == "assignments") add(out, storage::items::added_assignments(u, from, to, limit), t);
  if (type == "facts") add(out, storage::facts::added(u, from, to, limit), t);
  if (type == "patterns") {
    for (const auto& w : t.state.words->all())
      if (w->created_at >= from && w->created_at < to) out.push_back(*w);
  }
  return out;
}

}  // namespace

handled delete_data(const nlp::act& act, const turn_context& t) {
  if (const auto provider = act.slots.text(slot::provider))
    return say(replies::not_connected(*provider, t.voice));
  const auto type = act.slots.text(slot::data_type).value_or("");
  const auto* words = words_of(type);
  if (!words) return say(replies::delete_one_kind(t.voice));
  return deferred([&act, &t, words](storage::unit_of_work& u) -> result<outcome> {
    const auto span = span_of(act.slots, t, "all_time");
    const bool all = !act.slots.has(slot::period) && !act.slots.has(slot::start);
    const auto many = words->many.in(t.voice.speaks);
    const auto when = all ? std::string() : span.name;
    auto rows = rows_of(u, t, words->type, span);
    const auto count =
        replies::counted(t.voice, static_cast<std::int64_t>(rows.size()), words->one, words->many);
    if (rows.empty()) return say(replies::nothing_to_delete(many, when, t.voice));
    if (rows.size() > static_cast<std::size_t>(most_at_once))
      return say(replies::too_many_to_delete(most_at_once, many, t.voice));
    if (!act.slots.flag(slot::confirmed).value_or(false)) {
      auto o = ask_to_confirm(t, act, replies::confirm_delete(count, when, t.voice));
      o.talk->pending_until = t.now + destructive_lifetime;
      return o;
    }
    outcome o;
    o.action = "delete_data";
    for (auto& r : rows) o.changes.push_back(storage::deleted(std::move(r)));
    o.reply = replies::deleted_all(count, when, t.voice);
    return o;
  });
}

}  // namespace handlers
