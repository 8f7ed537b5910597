// What closes or removes a thing that is planned or kept.

#include <algorithm>

#include "nlp/prior_turn.hpp"
#include "nlp/slots/plan_words.hpp"

namespace nlp {

std::optional<act_list> fill_complete(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto& c = plan_classes();
  if (!hit.fixed("last").empty()) {
    act a = make_act(intent::complete_item, 0.8, f.say(r.c.s), "done");
    a.slots.set(slot::item, std::string("last"));
    return act_list{a};
  }
  const auto* item = hit.find("item");
  if (!item || r.s.asks || r.s.negation || r.s.figure || r.s.quote) return std::nullopt;
  const bool soft = hit.rule->weight < 90;
  if (soft && (r.s.other_person || r.s.plan)) return std::nullopt;
  span s{item->begin, item->end};
  if (!hit.fixed("task").empty())
    s = {hit.find("verb") ? hit.find("verb")->begin : item->begin, r.c.s.end};
  if (!hit.fixed("es").empty()) s.end = r.c.s.end;
  if (!hit.fixed("task").empty() && !hit.find("verb") && s.begin > r.c.core) --s.begin;
  if (soft) {
    // "finished my eggs", "done with leg day", "finished a bottle": records, not tasks
    if (volume_at(f.upto(s.end), s.begin) || has_member(f, s, c.water)) return std::nullopt;
    if (pattern_in(f, s, "container") || pattern_in(f, s, "food")) return std::nullopt;
    for (const auto& m : shared_foods().find_all(f.all().subspan(0, s.end)))
      if (m.begin >= s.begin && !m.ambiguous && hit.fixed("got").empty() &&
          hit.fixed("task").empty())
        return std::nullopt;
    for (const auto& m : find_exercises(f.all().subspan(0, s.end)))
      if (m.begin >= s.begin && m.begin < s.end &&
          (!m.ambiguous || (m.verb && m.begin == s.begin)) && hit.fixed("task").empty())
        return std::nullopt;
    if (s.size() > 9) return std::nullopt;
    for (auto i = s.begin; i < s.end; ++i)
      if (f.is_any(i, {"shift", "work", "day", "week", "eating", "drinking", "life", "you", "this",
                       "it", "everything", "him", "her", "people", "running", "lunch", "breakfast",
                       "dinner", "class"}) &&
          s.size() <= 3)
        return std::nullopt;
    if (!hit.fixed("doneend").empty())
      for (auto i = s.begin; i < s.end; ++i)
        if (f.is_any(i, {"i", "am", "well", "not", "he", "she", "was", "they", "it"}))
          return std::nullopt;
  }
  // "I finished the form, now the other one", "paid the phone, not yet the electric": what is
  // behind the comma is not done, or says it again
  for (auto i = s.begin + 1; i + 1 < s.end; ++i)
    if (f.is(i, ",") &&
        f.is_any(i + 1, {"now", "not", "still", "falta", "but", "check", "done", "finally", "so",
                         "just", "only", "yay", "next", "one", "todavia", "aun", "pero"})) {
      s.end = i;
      break;
    } else if (f.is(i, "so") &&
               f.is_any(i + 1, {"tick", "mark", "check", "cross", "move", "strike", "take"})) {
      s.end = i;
      break;
    }
  // "did my coupons thank god", "submitted the essay 2 min before deadline"
  for (auto i = s.begin + 1; i < s.end; ++i)
    if ((f.is(i, "thank") && f.is_any(i + 1, {"god", "goodness", "you"})) ||
        (f.is_any(i, {"before", "b4"}) && f.is_any(i + 1, {"deadline", "the", "it", "class"}) &&
         i > s.begin + 2 && f.is_any(i - 1, {"min", "mins", "minutes", "hour", "hours", "just"}))) {
      s.end = i;
      while (s.end > s.begin + 1 &&
             (f.number(s.end - 1) || f.is_any(s.end - 1, {"min", "mins", "minutes", "hour", "hours",
                                                          "just", "an", "right"})))
        --s.end;
      break;
    }
  std::vector<span> when;
  for (const auto& t : f.times_in(s, time_bias::past))
    if (!t.weak && t.first > s.begin) when.push_back({t.first, t.last});
  auto text = f.say(s, when);
  text = strip_lead(text, {"the", "my", "that", "a", "with", "to"});
  if (text.empty()) return std::nullopt;
  // "got it this morning": the one just spoken of
  if (text == "it" || text == "that" || text == "them" || text == "those" || text == "that one") {
    if (!f.prior || !f.prior->last) return std::nullopt;
    const auto& named = f.prior->last->slots;
    const auto what =
        named.has(slot::content) ? named.text(slot::content) : named.text(slot::assignment_name);
    if (!what) return std::nullopt;
    text = *what;
  }
  // "washed the car" closes "wash the car"
  if (!hit.fixed("task").empty() || !hit.fixed("es").empty()) {
    static const auto base = phrase_book::shared().class_named("task_base");
    const auto first = text.substr(0, text.find(' '));
    const auto id = phrase_book::shared().id(first);
    if (id != 0)
      for (auto i = r.c.s.begin; i < r.c.s.end; ++i)
        if (f.word(i) == first)
          if (const auto v = f.member_value(i, base, r.c.s.end); !v.empty()) {
            text = std::string(v) + text.substr(first.size());
            break;
          }
    text = strip_lead(text, {"the"});
  }
  if (text.ends_with(" reminder")) text.resize(text.size() - 9);
  if (text.ends_with(" task") || text.ends_with(" todo")) text.resize(text.size() - 5);
  act a = make_act(intent::complete_item, soft ? 0.75 : 0.9, f.say(r.c.s),
                   "something to do that is done");
  // "the permission slip and the crock pot" are two
  for (auto i = s.begin + 1; i + 2 < s.end; ++i) {
    const auto and_at = text.find(" and ");
    if (!f.is(i, "and") || !f.is_any(i + 1, {"the", "my"}) || and_at == std::string::npos) continue;
    act b = a;
    a.slots.set(slot::item, text.substr(0, and_at));
    b.slots.set(slot::item, strip_lead(text.substr(and_at + 5), {"the", "my"}));
    return act_list{a, b};
  }
  a.slots.set(slot::item, text);
  return act_list{a};
}

std::optional<act_list> fill_delete_item(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto& c = plan_classes();
  const auto* item = hit.find("item");
  if (r.s.other_person || (r.s.asks && !r.c.request)) return std::nullopt;
  act a = make_act(intent::delete_item, 0.85, f.say(r.c.s), "remove one thing");
  if (!hit.fixed("self").empty()) {
    const auto whole = r.core_span();
    std::string name = "reminder";
    for (auto i = whole.begin; i < whole.end; ++i)
      if (f.is_any(i, {"alarm", "timer"})) name = f.word(i);
    a.slots.set(slot::item, name);
    a.slots.set(slot::type, std::string("reminder"));
    return act_list{a};
  }
  if (!item) return std::nullopt;
  span s{item->begin, std::max(item->end, hit.find("rest") ? item->end : r.c.s.end)};
  if (!hit.fixed("cancelled").empty()) s = {item->begin, item->end};
  // "scrap the meds one, mrs got em": why is no part of what
  for (auto i = s.begin + 1; i < s.end; ++i)
    if (f.is(i, ",") || f.is_any(i, {"because", "cos", "cuz", "since"})) {
      s.end = i;
      break;
    }
  if (s.size() > 10) return std::nullopt;
  std::vector<span> when;
  std::optional<local_time> at;
  // "yesterday's lunch", "todays water"
  for (auto i = s.begin; i < s.end; ++i) {
    const bool before = f.is_any(i, {"yesterday's", "yesterdays"});
    if (!before && !f.is_any(i, {"today's", "todays"})) continue;
    const auto today = std::chrono::floor<std::chrono::days>(f.ctx.now);
    at = local_time{today - std::chrono::days(before ? 1 : 0), std::nullopt};
    when.push_back({i, i + 1});
  }
  const bool reminder = hit.fixed("type") == "reminder" || hit.fixed("type") == "todo";
  for (const auto& t :
       f.times_in({r.c.core, r.c.s.end}, reminder ? time_bias::future : time_bias::past)) {
    if (t.weak || t.recurrence) continue;
    if (t.first >= s.begin || !hit.fixed("entry").empty()) when.push_back({t.first, t.last});
    if (t.has_date) at = local_time{t.day(), std::nullopt};
  }
  auto text = f.say(s, when);
  text = strip_lead(text,
                    {"the", "my", "that", "a", "all", "to", "about", "for", "of", "this", "last_"});
  text = strip_lead(text, {"note", "about", "second", "first", "last", "latest", "extra", "one",
                           "old_", "todays", "yesterdays", "today's", "yesterday's"});
  for (const std::string_view cut : {" off", " from", ", "})
    if (const auto p = text.find(std::string(cut) + " "); p != std::string::npos && p > 0)
      text.resize(p);
  for (const auto tail : {" anymore", " reminder", " task", " todo", " from", " for", " at", " on",
                          " i logged", " i had", " entry", " entries", " log", " off"})
    if (text.ends_with(tail)) text.resize(text.size() - std::string_view(tail).size());
  if (!hit.fixed("lastof").empty()) text = "last " + text;
  if (text == "that" || text == "it" || text == "this" || text == "everything" || text.empty())
    return std::nullopt;
  a.slots.set(slot::item, text);
  auto type = std::string(hit.fixed("type"));
  const auto& book = phrase_book::shared();
  static const auto data = book.class_named("entry_type");
  if (type.empty())
    for (auto i = s.begin; i < s.end; ++i)
      if (const auto v = f.member_value(i, data, s.end); !v.empty()) type = std::string(v);
  if (type.empty()) {
    static const auto noun = book.class_named("fact_noun"), sleeps = book.class_named("sleep_noun");
    for (auto i = s.begin; i < s.end && type.empty(); ++i) {
      if (f.member_end(i, c.assignment, s.end))
        type = "assignment";
      else if (f.member_end(i, noun, s.end) || f.is_any(i, {"note", "fact", "address", "combo"}))
        type = "fact";
      else if (f.in_class(i, sleeps) || f.is(i, "nap"))
        type = "sleep";
    }
    if (type.empty() && (!f.foods_in(s).empty() || has_member(f, s, c.meal))) type = "food";
    if (type.empty() && !f.exercises_in(s).empty()) type = "gym";
  }
  if (!type.empty()) a.slots.set(slot::type, type);
  if (at) a.slots.set(slot::at, *at);
  return act_list{a};
}

}  // namespace nlp
