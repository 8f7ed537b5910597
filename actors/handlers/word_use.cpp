#include "actors/handlers/word_use.hpp"

#include <algorithm>

#include "actors/handlers/support.hpp"
#include "actors/replies/word_templates.hpp"
#include "nlp/learning/confidence.hpp"

namespace handlers {
namespace {

using nlp::intent;
using nlp::slot;
using namespace storage;

/// What an act of this kind records: "gym_log" is a gym_log_row.
std::string_view intent_of(const any_row& row) {
  if (std::holds_alternative<food_log_row>(row)) return "food_log";
  if (std::holds_alternative<water_log_row>(row)) return "water_log";
  if (std::holds_alternative<gym_log_row>(row)) return "gym_log";
  if (std::holds_alternative<sleep_log_row>(row)) return "sleep_log";
  if (const auto* i = std::get_if<item_row>(&row))
    return i->type == "todo" ? "todo_add" : "reminder_add";
  if (std::holds_alternative<assignment_row>(row)) return "assignment_add";
  return {};
}

bool served(const knowledge_row& w, const any_row& row) {
  const auto made = intent_of(row);
  if (made.empty()) return false;
  if (w.pattern_type == "intent") return w.associated_value == made;
  if (w.pattern_type == "synonym") return true;
  if (w.kind == "container") return made == "water_log";
  if (w.kind == "food") return made == "food_log";
  if (w.kind == "exercise") return made == "gym_log";
  if (w.kind == "class") return made == "assignment_add";
  if (w.kind == "restaurant") {
    const auto* food = std::get_if<food_log_row>(&row);
    return food && food->restaurant == w.associated_value;
  }
  return true;
}

}  // namespace

std::vector<taught_word> words_behind(const any_row& row, std::string_view text,
                                      const vocabulary& words) {
  auto used = words.used_in(text);
  std::erase_if(used, [&](const taught_word& w) { return !served(*w, row); });
  return used;
}

outcome note_use(const turn_context& t) {
  outcome o;
  if (!t.state.words->index()) return o;
  std::vector<taught_word> used;
  for (const auto& c : t.earlier) {
    if (c.before || !c.after || intent_of(*c.after).empty()) continue;
    for (auto& w : words_behind(*c.after, t.text, *t.state.words))
      if (std::ranges::find(used, w) == used.end()) used.push_back(std::move(w));
  }
  // A word that this text teaches is not yet used.
  std::erase_if(used, [&](const taught_word& w) {
    return std::ranges::any_of(t.earlier, [&](const row_change& c) {
      const auto* r = c.after ? std::get_if<knowledge_row>(&*c.after) : nullptr;
      return r && r->pattern_term == w->pattern_term;
    });
  });
  for (const auto& w : used) {
    auto after = *w;
    ++after.usage_count;
    after.last_used_at = t.now;
    after.confidence = nlp::learning::after_success(w->confidence);
    o.changes.push_back(updated(*w, after));
  }
  if (!used.empty() && used.front()->usage_count == 0 && used.front()->corrections == 0 &&
      !t.state.talk.pending_act) {
    nlp::act good;
    good.kind = intent::teach_pattern;
    good.confidence = 1;
    good.slots.set(slot::term, used.front()->pattern_term);
    auto bad = good;
    good.slots.set(slot::scope, std::string("right"));
    bad.slots.set(slot::scope, std::string("wrong"));
    auto asked = ask_to_confirm(t, std::move(good), replies::first_use(*used.front(), t.voice));
    asked.talk->if_declined = std::move(bad);
    o.closing = std::move(asked.reply);
    o.talk = std::move(asked.talk);
  }
  return o;
}

void note_mistake(const std::vector<taught_word>& words, const turn_context& t, outcome& o) {
  for (const auto& w : words) {
    auto after = *w;
    after.confidence = nlp::learning::after_mistake(w->confidence);
    ++after.corrections;
    const bool off = !w->disabled_at && (after.corrections >= nlp::learning::most_corrections ||
                                         confidence_now(after, t.now) < nlp::learning::used_from);
    if (off) {
      after.disabled_at = t.now;
      o.reply += (o.reply.empty() ? "" : " ") + replies::switched_off(after, t.voice);
    }
    o.changes.push_back(updated(*w, after));
  }
}

std::shared_ptr<const vocabulary> with_changes(const std::shared_ptr<const vocabulary>& words,
                                               const std::vector<row_change>& changes,
                                               instant now) {
  const bool taught = std::ranges::any_of(changes, [](const row_change& c) {
    return std::holds_alternative<knowledge_row>(c.after ? *c.after : *c.before);
  });
  return taught ? words->with(changes, now) : words;
}

std::vector<row_change> history_of(const std::vector<row_change>& changes, std::string_view label,
                                   instant now, id_generator& ids) {
  std::vector<row_change> out;
  for (const auto& c : changes) {
    const auto* before = c.before ? std::get_if<knowledge_row>(&*c.before) : nullptr;
    const auto* after = c.after ? std::get_if<knowledge_row>(&*c.after) : nullptr;
    if (!before && !after) continue;
    if (before && after && same_teaching(*before, *after)) continue;
    knowledge_history_row h;
    h.id = ids.next();
    h.version = h.id;
    h.user_id = after ? after->user_id : before->user_id;
    h.knowledge_id = after ? after->id : before->id;
    h.change = !after                      ? "deleted"
               : label == "roll_back_word" ? "rolled_back"
               : before                    ? "edited"
                                           : "taught";
    h.image.plain = to_json({inserted(after ? *after : *before)});
    h.at = now;
    out.push_back(inserted(std::move(h)));
  }
  return out;
}

}  // namespace handlers
