// "no, that's food": the last record becomes a record of another kind, and the word that led there
// loses trust.

#include "actors/handlers/commands.hpp"
#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"
#include "actors/handlers/word_use.hpp"
#include "storage/repositories/action_repository.hpp"

namespace handlers {
namespace {

using namespace storage;

/// What is carried over from one kind of record to another.
struct record {
  std::string name;
  instant at;
  std::optional<double> amount_ml, duration_min;
  std::string kind;
};

std::optional<record> record_of(const any_row& row) {
  if (const auto* r = std::get_if<food_log_row>(&row))
    return record{r->food_name, r->at, {}, {}, "food"};
  if (const auto* r = std::get_if<gym_log_row>(&row))
    return record{r->exercise, r->at, {}, r->duration_min, "gym"};
  if (const auto* r = std::get_if<water_log_row>(&row))
    return record{"water", r->at, r->amount_ml, {}, "water"};
  if (const auto* r = std::get_if<item_row>(&row))
    return record{r->content, r->created_at, {}, {}, "todo"};
  return std::nullopt;
}

std::optional<any_row> as(std::string_view kind, const record& from, const turn_context& t,
                          const food_estimator& estimate) {
  const auto fill = [&](auto& r) {
    r.id = t.ids.next();
    r.user_id = t.state.user.id;
    r.source = from_message;
    r.message_id = t.message_id;
  };
  if (kind == "food") {
    food_log_row r;
    fill(r);
    r.at = from.at;
    r.food_name = from.name;
    estimate_into(r, estimate);
    return r;
  }
  if (kind == "gym") {
    gym_log_row r;
    fill(r);
    r.at = from.at;
    r.exercise = from.name;
    r.duration_min = from.duration_min;
    return r;
  }
  if (kind == "todo") {
    item_row r;
    fill(r);
    r.content = from.name;
    r.created_at = t.now;
    return r;
  }
  return std::nullopt;
}

std::string phrase_of(const any_row& row, const replies::voice& v) {
  if (const auto* r = std::get_if<food_log_row>(&row)) return replies::phrase(*r, v);
  if (const auto* r = std::get_if<gym_log_row>(&row)) return replies::phrase(*r, v);
  if (const auto* r = std::get_if<item_row>(&row))
    return replies::worded(v, {"{} (todo)", "{} (pendiente)"}, replies::phrase(*r, v));
  return {};
}

}  // namespace

handled refile(const turn_context& t, std::string_view domain, const food_estimator& estimate) {
  return deferred([&t, kind = std::string(domain), &estimate](unit_of_work& u) -> result<outcome> {
    const auto last = actions::last_done(u);
    const auto changes = last ? changes_from_json(last->changes.plain)
                              : result<std::vector<row_change>>(std::vector<row_change>{});
    if (!changes) return changes.error();
    std::optional<any_row> stored;
    for (const auto& c : *changes)
      if (c.after && record_of(*c.after)) stored = actions::stored(u, *c.after);
    if (!stored)
      return say(t, {"There is no entry of just now to change. Tell me the whole thing.",
                     "No hay una entrada reciente que cambiar. Dímelo todo."});
    const auto was = *record_of(*stored);
    if (was.kind == kind)
      return say(t, {"That is how I have it: {}.", "Así lo tengo: {}."},
                 phrase_of(*stored, t.voice));
    const auto now = as(kind, was, t, estimate);
    if (!now)
      return say(
          t, {"How much was it? Like \"drank 500 ml\". Text undo to take the other back.",
              "¿Cuánto fue? Por ejemplo \"bebí 500 ml\". Escribe deshacer para quitar lo otro."});
    outcome o;
    o.action = "edit_correction";
    o.changes.push_back(deleted(*stored));
    o.changes.push_back(inserted(*now));
    o.reply = replies::changed(phrase_of(*now, t.voice), t.voice);
    if (const auto text = actions::message_by_id(u, last->message_id))
      note_mistake(words_behind(*stored, text->body.plain, *t.state.words), t, o);
    if (kind == "food" || was.kind == "food") {
      o.total_key = "food";
      o.total = replies::food_total(totals_after(t, o.changes), t.voice);
    }
    return o;
  });
}

}  // namespace handlers
