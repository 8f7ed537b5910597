// Questions about one's own data and plans, look-ups and suggestions.

#include <algorithm>

#include "nlp/prior_turn.hpp"
#include "nlp/slots/slots.hpp"

namespace nlp {
namespace {

struct query_classes {
  class_id metric, domain, meal, provider, named_provider, agenda_noun, search_scope, suggest_topic,
      suggest_verb, water, assignment, eat, drink, sleep, gym_verb, filler, agg_avg, agg_total,
      agg_max, agg_min, agg_last, agg_remaining, agg_compare, list_name, class_word, nutri, unit;
};
const query_classes& qc() {
  static const query_classes c = [] {
    const auto& b = phrase_book::shared();
    const auto of = [&](std::string_view n) { return b.class_named(n); };
    return query_classes{of("metric"),        of("domain"),          of("meal"),
                         of("provider"),      of("named_provider"),  of("agenda_noun"),
                         of("search_scope"),  of("suggest_topic"),   of("suggest_verb"),
                         of("water"),         of("assignment_noun"), of("q_eat"),
                         of("q_drink"),       of("q_sleep"),         of("q_gym"),
                         of("filler"),        of("agg_average"),     of("agg_total"),
                         of("agg_max"),       of("agg_min"),         of("agg_last"),
                         of("agg_remaining"), of("agg_compare"),     of("list_name"),
                         of("class_word"),    of("nutri"),           of("food_unit")};
  }();
  return c;
}

std::string_view value_in(const frame& f, span s, class_id cls) {
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto v = f.member_value(i, cls, s.end); !v.empty()) return v;
  return {};
}
bool has(const frame& f, span s, class_id cls) {
  return !value_in(f, s, cls).empty();
}

bool in_spans(const std::vector<span>& spans, std::size_t i) {
  return std::any_of(spans.begin(), spans.end(), [i](const span& s) { return s.contains(i); });
}

/// The food a query is about: a known food that is not the domain word itself.
std::string food_in(const frame& f, span s, const std::vector<span>& skip) {
  const auto& c = qc();
  for (const auto& m : shared_foods().find_all(f.all().subspan(0, s.end))) {
    if (m.begin < s.begin || m.ambiguous || in_spans(skip, m.begin)) continue;
    if (m.end - m.begin == 1 && (f.in_class(m.begin, c.metric) || f.in_class(m.begin, c.domain) ||
                                 f.in_class(m.begin, c.water)))
      continue;
    return std::string(m.name.empty() ? f.word(m.begin) : m.name);
  }
  return {};
}

std::string spoken_domain(const prior_turn& prior) {
  if (prior.query)
    if (const auto d = prior.query->slots.text(slot::domain)) return *d;
  switch (prior.last ? prior.last->kind : intent::unknown) {
    case intent::food_log:
      return "food";
    case intent::water_log:
      return "water";
    case intent::gym_log:
      return "gym";
    case intent::sleep_log:
      return "sleep";
    default:
      break;
  }
  // what the assistant has just told of
  const auto told = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](auto w) { return prior.assistant.find(w) != std::string::npos; });
  };
  if (told({"ater", " oz", " ml"})) return "water";
  if (told({"lept", "leep"})) return "sleep";
  if (told({"orked out", "orkout", "quat", "ench", " mi", "lift"})) return "gym";
  if (told({" cal", "kcal", "protein", "ate", "eaten"})) return "food";
  return {};
}

}  // namespace

std::optional<act_list> fill_stats(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto& c = qc();
  const auto s = r.core_span();
  act a = make_act(intent::stats_query, 0.88, f.say(r.c.s), "a question about your data");
  auto& slots = a.slots;
  auto used = fill_period(f, s, slots, false);
  if (const auto p = slots.text(slot::period); p && (*p == "tomorrow" || *p == "next_week"))
    return std::nullopt;

  std::string domain, metric, item, agg(hit.fixed("agg"));
  const auto provider = value_in(f, s, c.named_provider);
  const auto exercise = exercise_in(f, s);
  bool ambiguous_exercise = true;
  for (const auto& m : find_exercises(f.all().subspan(0, s.end)))
    if (m.begin >= s.begin && (!m.ambiguous || m.verb)) ambiguous_exercise = false;
  const auto food = food_in(f, s, used);
  const bool eat = has(f, s, c.eat), drink = has(f, s, c.drink), sleep = has(f, s, c.sleep),
             gym = has(f, s, c.gym_verb);
  bool water = false;
  for (auto i = s.begin; i < s.end; ++i) water = water || f.in_class(i, c.water);
  bool container = false;
  for (auto i = s.begin; i < s.end; ++i)
    container =
        container || f.is_any(i, {"oz", "ounces", "ml", "liters", "litres", "glasses", "bottles"});

  // metric words said
  for (auto i = s.begin; i < s.end; ++i) {
    if (in_spans(used, i)) continue;
    const auto v = f.member_value(i, c.metric, s.end);
    if (v.empty() || v == "items") continue;
    if (f.is_any(i, {"days", "minutes", "hours", "long", "time", "times"}) && !metric.empty())
      continue;
    if (v == "amount_ml" && !(water || drink)) continue;
    if (f.is(i, "far") && i > 0 && f.is(i - 1, "so")) continue;
    if (f.is(i, "energy") && f.is_any(i + 1, {"drink", "drinks", "bar", "bars"})) continue;
    if (f.is(i, "often") || f.is(i, "times") || metric.empty() ||
        (metric == "count" && v != "count"))
      metric = std::string(v);
    if (metric == "protein_g" || metric == "calories" || metric == "carbs_g" || metric == "fat_g" ||
        metric == "fiber_g" || metric == "distance" || metric == "weight" || metric == "reps")
      break;
  }
  const bool nutrient = metric == "calories" || metric == "protein_g" || metric == "carbs_g" ||
                        metric == "fat_g" || metric == "fiber_g";
  if (water || (drink && food.empty() && !nutrient && !eat))
    domain = "water";
  else if (sleep)
    domain = "sleep";
  else if (nutrient &&
           !(metric == "calories" && (gym || (!exercise.empty() && !ambiguous_exercise))))
    domain = "food";
  else if (metric == "calories")
    domain = "gym";
  else if (eat)
    domain = "food";
  else if ((!exercise.empty() && !(ambiguous_exercise && !food.empty())) || gym ||
           metric == "distance" || metric == "weight" || metric == "reps")
    domain = "gym";
  else if (!food.empty())
    domain = "food";
  if (domain.empty()) domain = std::string(hit.fixed("domain"));
  if (domain.empty()) domain = std::string(value_in(f, s, c.domain));
  if (domain.empty() && has(f, s, c.meal)) domain = "food";
  if (domain.empty() && !provider.empty()) domain = "all";
  for (const auto& h : f.patterns)
    if (h.begin >= s.begin && h.end <= s.end) {
      if (domain.empty() || domain == "all" || h.pattern->kind == "food" ||
          h.pattern->value == "gym_log")
        domain = h.pattern->value == "gym_log" || h.pattern->kind == "exercise" ? "gym"
                 : h.pattern->kind == "food" || h.pattern->kind == "restaurant" ? "food"
                                                                                : domain;
      item = h.pattern->type == "intent" || h.pattern->value.empty() ? h.pattern->term
                                                                     : h.pattern->value;
    }
  // "what's my average", "how was the night before": of what was last spoken of
  if (domain.empty() && f.prior) domain = spoken_domain(*f.prior);
  if (domain.empty())
    for (auto i = s.begin; i < s.end; ++i) {
      if (f.is_any(i, {"goal", "oz", "ml", "ounces", "liters", "litres"})) domain = "water";
      if (f.is_any(i, {"total", "lifted", "steps", "mile", "pr", "pb", "rest"})) domain = "gym";
      if (f.is_any(i, {"late", "kip", "bed", "awake"})) domain = "sleep";
      if (f.is_any(i, {"streak", "logged"})) domain = "all";
    }
  if (domain.empty()) {
    if (hit.rule->weight < 84) return std::nullopt;
    if (!hit.fixed("stat").empty() || !hit.fixed("did").empty() || hit.fixed("how") == "1")
      return std::nullopt;
    if (agg != "last" && hit.fixed("how") != "2" && hit.fixed("show").empty() &&
        hit.fixed("what").empty() && agg != "compare")
      return std::nullopt;
    domain = hit.fixed("what") == "1" ? "food" : "all";
  }
  if (hit.rule->weight < 62 && slots.empty()) return std::nullopt;

  // "weekly report", "recap my day": the period in the noun
  if (!slots.has(slot::period)) {
    for (auto i = s.begin; i < s.end; ++i) {
      const bool of_mine = i > s.begin && f.is_any(i - 1, {"my", "this", "the", "our"});
      if (f.is(i, "weekly") || (of_mine && f.is(i, "week")))
        slots.set(slot::period, std::string("this_week"));
      else if (f.is(i, "monthly") || (of_mine && f.is(i, "month")))
        slots.set(slot::period, std::string("this_month"));
      else if (of_mine && f.is(i, "day") && !f.is(i - 1, "the"))
        slots.set(slot::period, std::string("today"));
    }
  }
  // "last workout??", "when'd i last do pushups"
  if (agg.empty())
    for (auto i = s.begin; i < s.end; ++i)
      if (f.is(i, "last") && !in_spans(used, i) &&
          !f.is_any(i + 1, {"night", "week", "month", "year", "weekend", "monday", "tuesday",
                            "wednesday", "thursday", "friday", "saturday", "sunday"}) &&
          !f.number(i + 1))
        agg = "last";
  // what of it
  if (has(f, s, c.agg_avg)) agg = "average";
  if (has(f, s, c.agg_max)) agg = "max";
  if (has(f, s, c.agg_min)) agg = "min";
  if (has(f, s, c.agg_remaining)) agg = "remaining";
  if (has(f, s, c.agg_total) && agg.empty()) agg = "total";
  if (has(f, s, c.agg_compare)) agg = "compare";
  if (has(f, s, c.agg_last) && agg.empty()) agg = "last";
  if (agg == "last") slots.erase(slot::period), slots.erase(slot::start), slots.erase(slot::end);

  if (domain == "water") {
    metric = metric == "count"                                                ? "count"
             : hit.fixed("did") == "1" && !container && metric != "amount_ml" ? ""
                                                                              : "amount_ml";
    if (hit.fixed("did") == "1") metric.clear();
    if (!hit.fixed("what").empty() || !hit.fixed("show").empty()) metric.clear();
    if (agg == "last") metric.clear();
  } else if (domain == "sleep") {
    const bool amount = hit.fixed("how") == "1" || agg == "average" || agg == "total" ||
                        metric == "duration_min" || agg == "max" || agg == "min";
    metric =
        metric == "count" && f.is(r.c.core + 1, "many") && !has(f, s, c.agg_avg)
            ? (value_in(f, s, c.metric) == "count" ? "count" : "duration_min")
        : amount && provider.empty() ? "duration_min"
        : provider.empty() || hit.fixed("how") == "1"
            ? (hit.fixed("how") == "2" || hit.fixed("did") == "1" || !hit.fixed("show").empty() ||
                       !hit.fixed("what").empty() || agg == "compare" || agg == "last"
                   ? ""
                   : "duration_min")
            : "";
    for (auto i = s.begin; i < s.end; ++i)
      if (f.is(i, "naps") && f.is(i - (i > s.begin ? 1 : 0), "many")) metric = "count";
  } else if (domain == "gym") {
    // "longest run", "fastest mile": not of weight
    if (agg == "max" && metric.empty()) {
      bool length = false, speed = false;
      for (auto i = s.begin; i < s.end; ++i) {
        length = length || f.is_any(i, {"longest", "furthest", "farthest"});
        speed = speed || f.is_any(i, {"fastest", "quickest", "total"});
      }
      metric = length ? "distance" : speed ? "" : "weight";
    }
    if (metric == "amount_ml" || metric == "items") metric.clear();
    if (metric.empty() && hit.fixed("how") == "1") {
      if (f.is(r.c.core + 1, "far")) metric = "distance";
      if (f.is(r.c.core + 1, "long")) metric = "duration_min";
      if (f.is(r.c.core + 1, "often")) metric = "count";
    }
    if (agg == "last" && !f.is_any(s.begin, {"how"})) metric.clear();
    if (item.empty() && !exercise.empty() && exercise != "workout") item = exercise;
    if (metric == "weight" && agg.empty() && (f.is_any(s.begin, {"what"}))) agg = "max";
    if (metric == "calories" && gym) metric = "calories";
    if (metric == "distance" && item.empty()) {
      bool mileage = false;
      for (auto i = s.begin; i < s.end; ++i)
        mileage = mileage || f.is_any(i, {"miles", "mileage", "km", "kilometers", "kilometres"});
      if (mileage) item = "run";
    }
  } else if (domain == "food") {
    if (metric == "items" || metric == "amount_ml" || metric == "duration_min" ||
        metric == "distance" || metric == "weight" || metric == "reps")
      metric.clear();
    if (item.empty() && !food.empty()) item = food;
    if (metric == "count" && agg == "last") metric.clear();
    if (metric == "count" && !f.is_any(r.c.core, {"how", "count", "number"})) metric.clear();
    if (metric.empty() && hit.fixed("how") == "1" && f.is(r.c.core + 1, "many") && !item.empty())
      metric = "count";
    if (!hit.fixed("what").empty() && !nutrient) metric.clear();
    if (agg == "remaining" && metric.empty()) metric = "calories";
    // "what did i eat at kraft", "at chipotle"
    if (item.empty())
      for (auto i = s.begin; i < s.end; ++i)
        if (const auto m = find_restaurant(f.upto(s.end), i); m && m->begin == i && !m->ambiguous)
          item = std::string(m->name);
  } else {
    if (domain == "todos" || domain == "assignments" || domain == "reminders") {
      if (domain == "reminders") domain = "todos";
      metric = hit.fixed("how") == "1" ? "count" : "";
    } else {
      metric.clear();
    }
  }
  slots.set(slot::domain, domain);
  if (!metric.empty()) slots.set(slot::metric, metric);
  if (!item.empty()) slots.set(slot::item, item);
  if (!agg.empty()) slots.set(slot::agg, agg);
  if (!provider.empty()) slots.set(slot::provider, std::string(provider));
  return act_list{a};
}

std::optional<act_list> fill_agenda(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto& c = qc();
  const auto s = r.core_span();
  act a = make_act(intent::agenda_query, 0.88, f.say(r.c.s), "a question about what is ahead");
  auto& slots = a.slots;
  // "what's left for calories today" asks for figures
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto v = f.member_value(i, c.metric, s.end); v == "calories" || v.ends_with("_g"))
      return std::nullopt;
  std::string scope(hit.fixed("sc"));
  const auto* what = hit.find("what");
  if (scope.empty() && what) scope = std::string(what->value);
  if (scope.empty()) {
    bool due = false;
    for (auto i = s.begin; i < s.end; ++i) due = due || f.is(i, "due");
    for (auto i = s.begin; i < s.end && scope.empty(); ++i) {
      const auto v = f.member_value(i, c.agenda_noun, s.end);
      if (!v.empty() && v != "all")
        scope = v == "calendar" && f.is_any(i, {"calendar", "meetings", "meeting", "events",
                                                "event", "appointments"})
                    ? "calendar"
                    : std::string(v);
    }
    if (scope.empty() && due) scope = "assignments";
    for (auto i = s.begin; i < s.end; ++i)
      if (f.is_any(i, {"overdue", "schedule", "agenda"}) && scope != "calendar" &&
          scope != "todos" && scope != "assignments")
        scope = "all";
  }
  if (hit.rule->source.find("(is|are) there") != std::string::npos && scope.empty())
    scope = "calendar";
  if (scope.empty()) scope = "all";
  if (const auto* list = hit.find("list")) {
    if (list->end - list->begin > 3) return std::nullopt;
    auto name = list->value.empty() ? f.say({list->begin, list->end}) : std::string(list->value);
    name = strip_lead(name, {"my", "the", "our", "on", "of", "all"});
    if (name == "groceries") name = "grocery";
    scope = "todos";
    if (name != "todo" && name != "to do" && name != "task" && name != "tasks" && name != "to-do" &&
        name != "todos" && !name.empty())
      slots.set(slot::list, name);
  }
  if (!hit.fixed("shop").empty()) {
    bool store = false;
    for (auto i = s.begin; i < s.end; ++i)
      if (const auto v = f.member_value(i, c.list_name, s.end); !v.empty()) {
        slots.set(slot::list, std::string(v));
        store = true;
      } else if (f.is_any(i, {"store", "shop", "supermarket", "buy"})) {
        store = true;
        if (!slots.has(slot::list)) slots.set(slot::list, std::string("shopping"));
      }
    if (!store) return std::nullopt;
    scope = "todos";
  }
  slots.set(slot::scope, scope);
  bool overdue = false;
  for (auto i = s.begin; i < s.end; ++i)
    overdue = overdue || f.is_any(i, {"overdue", "late", "missed"}) ||
              (f.is(i, "past") && f.is(i + 1, "due"));
  if (overdue) {
    slots.set(slot::period, std::string("overdue"));
  } else {
    fill_period(f, s, slots, true);
    if (!slots.has(slot::period))
      for (auto i = s.begin + 1; i < s.end; ++i)
        if (f.is(i, "week") && f.is_any(i - 1, {"my", "the", "our"}))
          slots.set(slot::period, std::string("this_week"));
    if (const auto p = slots.text(slot::period); p && *p == "this_week") {
      for (const auto& t : f.times_in(s, time_bias::future))
        if (t.period.empty() && t.grain == time_grain::day &&
            t.end - t.start >= std::chrono::hours(47))
          slots.set(slot::period, std::string("this_weekend"));
    }
  }
  for (const auto& h : f.patterns)
    if (h.begin >= s.begin && h.end <= s.end && h.pattern->kind == "class")
      slots.set(slot::class_name, h.pattern->value);
  if (scope == "assignments" && !slots.has(slot::class_name))
    for (auto i = s.begin; i < s.end; ++i)
      if (auto e = f.member_end(i, c.class_word, s.end)) {
        if (f.number(e)) ++e;
        slots.set(slot::class_name, f.say({i, e}));
        break;
      }
  // "what do i still owe for ops"
  if (!slots.has(slot::class_name) && !slots.has(slot::list))
    for (auto i = s.begin; i + 1 < s.end; ++i)
      if (f.is_any(i, {"for", "in"}) && f.tokens[i + 1].type == token::kind::word &&
          !f.is_any(i + 1, {"me", "class", "the", "my", "school", "today", "this", "next", "that",
                            "us", "all", "day", "lunch", "dinner"}) &&
          f.time_end[i + 1] == 0 && (i + 2 >= s.end || f.symbol(i + 2)) &&
          (scope == "assignments" || f.in_class(i + 1, c.class_word))) {
        slots.set(slot::class_name, f.say({i + 1, i + 2}));
        slots.set(slot::scope, std::string("assignments"));
      }
  return act_list{a};
}

std::optional<act_list> fill_search(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto& c = qc();
  const auto* query = hit.find("query");
  if (!query) return std::nullopt;
  act a = make_act(intent::search, 0.86, f.say(r.c.s), "a look-up");
  span q{query->begin, hit.find("rest") || query->end <= query->begin
                           ? query->end
                           : std::max(query->end, query->begin)};
  if (!hit.fixed("nutrition").empty()) {
    if (r.s.first_person) {
      // "how many calories have i had", "protein did i eat" are one's own numbers
      for (auto i = r.c.core; i < r.c.s.end; ++i)
        if (f.is_any(i, {"i", "my"})) return std::nullopt;
    }
    if (f.is_any(q.begin, {"today", "yesterday", "left", "so", "this", "last", "total", "i", "my"}))
      return std::nullopt;
    for (const auto& t : f.times)
      if (t.first >= q.begin && t.first < q.end && !t.weak) return std::nullopt;
    auto end = q.end;
    while (end > q.begin + 1 && f.is_any(end - 1, {"have", "has", "contain", "contains", "there",
                                                   "got", "in", "it", "?"}))
      --end;
    auto name = strip_lead(f.say({q.begin, end}),
                           {"a", "an", "in", "one", "does", "do", "is", "are", "the", "there"});
    for (const auto& m : shared_foods().find_all(f.all().subspan(0, end)))
      if (m.begin >= q.begin && !m.ambiguous && m.begin <= q.begin + 4 && hit.rule->weight < 80)
        name = std::string(m.name);
    if (hit.rule->weight < 80) {
      bool food = false;
      for (auto i = q.begin; i < end; ++i) food = food || shared_foods().is_food_word(f.word(i));
      if (!food) return std::nullopt;
    }
    a.slots.set(slot::query, name);
    a.slots.set(slot::scope, std::string("nutrition"));
    return act_list{a};
  }
  if (!hit.fixed("exercise").empty()) {
    auto name = exercise_in(f, {q.begin, q.end});
    if (name.empty() && hit.rule->weight < 80) return std::nullopt;
    if (name.empty()) name = f.say(q);
    if (r.s.first_person && hit.rule->weight < 80 && !f.is(r.c.core, "how")) return std::nullopt;
    a.slots.set(slot::query, name);
    a.slots.set(slot::scope, std::string("exercises"));
    return act_list{a};
  }
  auto text = strip_lead(
      f.say(q), {"for", "about", "the", "my", "me", "all", "up", "any", "anything", "everything"});
  if (text.empty() || q.size() > 10) return std::nullopt;
  if (!hit.fixed("own").empty()) {
    a.slots.set(slot::query, text);
    if (const auto* scope = hit.find("scope")) a.slots.set(slot::scope, std::string(scope->value));
    return act_list{a};
  }
  if (!hit.fixed("know").empty()) {
    if (f.is_any(q.begin, {"me", "yourself", "you"})) return std::nullopt;
    const bool taught = f.pattern_at(q.begin) != nullptr;
    a.slots.set(slot::query, text);
    if (taught) a.slots.set(slot::scope, std::string("patterns"));
    return act_list{a};
  }
  if (hit.rule->weight < 78) return std::nullopt;
  // plain "find X": where the words say in what
  const auto scope = value_in(f, {q.begin, q.end}, c.search_scope);
  a.slots.set(slot::query, text);
  if (!scope.empty() && !f.is_any(q.begin, {"find"})) a.slots.set(slot::scope, std::string(scope));
  return act_list{a};
}

std::optional<act_list> fill_suggest(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto& c = qc();
  const auto s = r.core_span();
  act a = make_act(intent::suggest, 0.86, f.say(r.c.s), "a suggestion asked for");
  std::string topic(hit.fixed("topic"));
  if (const auto* t = hit.find("topic"); topic.empty() && t) topic = std::string(t->value);
  if (const auto* v = hit.find("verb"); topic.empty() && v) topic = std::string(v->value);
  if (topic.empty()) topic = std::string(value_in(f, s, c.suggest_topic));
  if (topic.empty() || topic == "general") {
    if (has(f, s, c.sleep))
      topic = "sleep";
    else if (has(f, s, c.water) || has(f, s, c.drink))
      topic = "water";
    else if (has(f, s, c.eat) || has(f, s, c.nutri))
      topic = "food";
    else if (has(f, s, c.gym_verb) || !exercise_in(f, s).empty())
      topic = "workout";
    else if (topic.empty() && !food_in(f, s, {}).empty())
      topic = "food";
  }
  if (topic.empty()) {
    if (hit.rule->weight < 76) return std::nullopt;
    topic = "general";
  }
  a.slots.set(slot::topic, topic);
  if (topic == "food")
    if (const auto meal = value_in(f, s, c.meal); !meal.empty())
      a.slots.set(slot::meal, std::string(meal));
  for (auto i = s.begin; i < s.end; ++i) {
    if (!f.number_at(i, s.end)) continue;
    const auto m = macros_at(f.upto(s.end), i);
    if (m && m->calories) a.slots.set(slot::calories_max, *m->calories);
    if (m && m->protein_g && !m->calories) a.slots.set(slot::protein_min_g, *m->protein_g);
    if (m && m->protein_g && m->calories) a.slots.set(slot::protein_min_g, *m->protein_g);
    if (m && m->any()) break;
  }
  // "something with chicken", "what can i make with eggs"
  for (auto i = s.begin; i + 1 < s.end; ++i)
    if (f.is_any(i, {"with", "using", "has"})) {
      const auto food = food_in(f, {i + 1, s.end}, {});
      if (!food.empty()) {
        a.slots.set(slot::item, food);
        break;
      }
    }
  return act_list{a};
}

}  // namespace nlp
