// Helpers that several domains share: times of acts, periods of queries, text of slots.

#include <algorithm>
#include <charconv>
#include <cmath>

#include "nlp/slots/slots.hpp"

namespace nlp {

using std::chrono::days;
using std::chrono::floor;

double round_to(double v, int decimals) {
  const double scale = std::pow(10, decimals);
  return std::round(v * scale) / scale;
}

act make_act(intent kind, double confidence, std::string words, std::string rule) {
  act a;
  a.kind = kind;
  a.confidence = confidence;
  a.why.push_back({std::move(words), std::move(rule)});
  return a;
}

local_time to_local_time(local_seconds t, bool with_time) {
  const auto day = floor<days>(t);
  local_time out{day, std::nullopt};
  if (with_time) out.time_of_day = t - local_seconds(day);
  return out;
}

std::string strip_lead(std::string text, std::initializer_list<std::string_view> leads) {
  for (bool again = true; again;) {
    again = false;
    for (const auto lead : leads)
      if (text.size() > lead.size() && text.starts_with(lead) && text[lead.size()] == ' ') {
        text.erase(0, lead.size() + 1);
        again = true;
      }
  }
  return text;
}

past_time find_past(const frame& f, span s) {
  past_time out;
  const auto& times = f.times_in(s, time_bias::past);
  std::vector<food_match> foods;
  if (!times.empty()) foods = f.foods_in(s);
  std::optional<local_days> day;
  std::optional<local_seconds> moment;
  bool moment_dated = false;
  for (const auto& t : times) {
    if (t.recurrence) {
      out.words.push_back({t.first, t.last});
      continue;
    }
    if (t.weak) continue;
    // A food or a learned name may hold a word of time ("thursday chili", "corn on the cob").
    bool covered = false;
    for (const auto& h : f.patterns) covered = covered || (t.first >= h.begin && t.first < h.end);
    for (const auto& m : foods)
      covered = covered || (m.end - m.begin > 1 && m.begin <= t.last - 1 && t.last - 1 < m.end);
    if (covered) continue;
    // "five series by three"
    if (t.first > 0 && f.is(t.first, "by") &&
        f.is_any(t.first - 1, {"sets", "set", "series", "rounds"}))
      continue;
    // "walked 15 min after lunch": how long, and then when
    if (f.number(t.first) && !f.exercises.empty() &&
        f.is_any(t.first + 1, {"min", "mins", "minutes", "hour", "hours"}) &&
        f.is_any(t.first + 2, {"after", "before"}))
      continue;
    // A clock reading without "at", a day or a half of the day is a result ("4:32"), not a time.
    if (t.has_clock && !t.has_date && !t.has_part) {
      bool marked = false, figure = false;
      for (auto i = t.first; i < t.last; ++i) {
        if (f.is_any(i, {"at",   "@",       "am",   "pm",    "noon",   "midnight", "around",
                         "ago",  "o'clock", "las",  "la",    "before", "after",    "by",
                         "past", "since",   "till", "until", "p",      "a",        "mediodia"}))
          marked = true;
        // "@ 405", "at 130" are weights
        if (f.number(i) && f.tokens[i].value > 24 && f.tokens[i].text.size() < 4 &&
            !f.is(i + 1, ":") && !f.is(i - (i > 0 ? 1 : 0), ":") &&
            !f.is_any(i + 1, {"am", "pm", "a", "p", "min", "minutes", "hours"}))
          figure = true;
      }
      // "flies 3 x 12 at 14": the weight of the sets
      figure = figure || (t.first >= 3 && f.number(t.first - 1) && f.is(t.first - 2, "x") &&
                          f.number(t.first - 3));
      // "at two hundred pounds"
      figure = figure ||
               f.is_any(t.last, {"hundred", "thousand", "lb", "lbs", "kg", "pounds", "kilos", "x"});
      // "rode 74 k, 4h10": how long it took
      if (!f.exercises.empty())
        for (auto i = t.first; i + 2 < t.last + 1; ++i)
          figure = figure || (f.number(i) && f.is(i + 1, "h") && f.number(i + 2) &&
                              !f.tokens[i + 1].space_before && !f.tokens[i + 2].space_before);
      if (figure && !f.is(t.last - 1, "ago")) continue;
      if (!marked) continue;
    }
    if (t.grain >= time_grain::week && t.kind != time_kind::point) continue;
    out.words.push_back({t.first, t.last});
    if (t.at > f.ctx.now + std::chrono::hours(1) && floor<days>(t.at) > floor<days>(f.ctx.now)) {
      // "tomorrow", "next week": whatever the clause says has not happened
      out.ahead = true;
      continue;
    }
    if (t.has_clock || t.has_part) {
      if (!moment || t.has_clock) moment = t.at;
      if (t.has_clock) out.clock = {t.first, t.last};
      moment_dated = moment_dated || t.has_date;
    } else if (t.has_date) {
      day = t.day();
    }
  }
  const auto today = floor<days>(f.ctx.now);
  if (moment) {
    auto at = *moment;
    if (day && !moment_dated) at = local_seconds(*day) + (at - local_seconds(floor<days>(at)));
    out.at = to_local_time(at, true);
  } else if (day && *day != today) {
    out.at = local_time{*day, std::nullopt};
  }
  return out;
}

std::vector<span> fill_period(const frame& f, span s, slot_map& slots, bool future) {
  std::vector<span> used;
  const auto bias = future ? time_bias::future : time_bias::past;
  auto times = f.times_in(s, bias);
  const time_expression* best = nullptr;
  for (auto& t : times) {
    if (t.recurrence) continue;
    used.push_back({t.first, t.last});
    // "most water in one day" asks of any
    if (f.is(t.first, "in") && f.is_any(t.first + 1, {"one", "a", "1"}) && f.is(t.first + 2, "day"))
      continue;
    // "trainings from this month": of it, not since
    if (t.kind == time_kind::open_after && f.is_any(t.first, {"from", "de", "desde"}))
      if (const auto of = f.times_in({t.first + 1, t.last}, bias);
          of.size() == 1 && of[0].last == t.last && !of[0].period.empty())
        t = of[0];
    if (!best || (best->period.empty() && !t.period.empty())) best = &t;
  }
  if (!best) {
    // "avg kcal 7d"
    for (auto i = s.begin; i + 1 < s.end; ++i)
      if (f.is(i + 1, "d") && (f.is(i, "7") || f.is(i, "30"))) {
        slots.set(slot::period,
                  f.is(i, "7") ? std::string("last_7_days") : std::string("last_30_days"));
        used.push_back({i, i + 2});
        break;
      }
    return used;
  }
  if (!best->period.empty()) {
    slots.set(slot::period, std::string(best->period));
    return used;
  }
  const auto today = floor<days>(f.ctx.now);
  auto first = floor<days>(best->start);
  auto last = floor<days>(best->end - std::chrono::seconds(best->end > best->start ? 1 : 0));
  if (best->kind == time_kind::open_after) last = today;
  if (best->kind == time_kind::open_before) {
    first = future ? today : floor<days>(best->end);
    last = floor<days>(best->end);
  }
  if (first == last) {
    if (first == today) {
      slots.set(slot::period, std::string("today"));
    } else {
      slots.set(slot::period, std::string("date"));
      slots.set(slot::start, local_time{first, std::nullopt});
    }
    return used;
  }
  // "in june", said in june
  using std::chrono::year_month_day;
  const year_month_day from{first}, now{today};
  if (from.month() == now.month() && from.year() == now.year() &&
      from.day() == std::chrono::day(1) && best->grain == time_grain::month &&
      year_month_day{last}.month() == now.month() && best->kind == time_kind::point) {
    slots.set(slot::period, std::string("this_month"));
    return used;
  }
  slots.set(slot::period, std::string("range"));
  slots.set(slot::start, local_time{first, std::nullopt});
  slots.set(slot::end, local_time{last, std::nullopt});
  return used;
}

slot_value typed_value(slot s, std::string_view text) {
  switch (s) {
    case slot::emoji:
    case slot::do_not_disturb:
    case slot::nap:
    case slot::confirmed:
      return text == "true";
    case slot::rating:
    case slot::goal_ml:
    case slot::amount_ml:
    case slot::calories:
    case slot::calories_max:
    case slot::protein_min_g: {
      double v = 0;
      std::from_chars(text.data(), text.data() + text.size(), v);
      return v;
    }
    default:
      return std::string(text);
  }
}

std::string exercise_in(const frame& f, span s) {
  const auto found = f.exercises_in(s);
  const exercise_match* best = nullptr;
  for (const auto& m : found)
    if (m.exercise && (!best || (best->ambiguous && !m.ambiguous))) best = &m;
  return best ? std::string(best->exercise->name) : std::string();
}

const pattern_hit* pattern_in(const frame& f, span s, std::string_view kind) {
  for (const auto& h : f.patterns)
    if (h.begin >= s.begin && h.end <= s.end && h.pattern->kind == kind) return &h;
  return nullptr;
}

std::optional<act_list> fill(const clause_reading& r, const phrase_hit& hit) {
  if (!hit.rule->kind) return std::nullopt;
  switch (*hit.rule->kind) {
    case intent::reminder_add:
      return fill_reminder(r, hit);
    case intent::todo_add:
      return fill_todo(r, hit);
    case intent::assignment_add:
      return fill_assignment(r, hit);
    case intent::complete_item:
      return fill_complete(r, hit);
    case intent::delete_item:
      return fill_delete_item(r, hit);
    case intent::fact_store:
      return fill_fact(r, hit);
    case intent::fact_query:
      return fill_fact_query(r, hit);
    case intent::teach_pattern:
      return fill_teach(r, hit);
    case intent::forget_pattern:
      return fill_forget(r, hit);
    case intent::stats_query:
      return fill_stats(r, hit);
    case intent::agenda_query:
      return fill_agenda(r, hit);
    case intent::search:
      return fill_search(r, hit);
    case intent::suggest:
      return fill_suggest(r, hit);
    case intent::water_goal_set:
      return fill_goal(r, hit);
    case intent::preference_set:
      return fill_preference(r, hit);
    case intent::edit_correction:
      return fill_correction(r, hit);
    case intent::feedback:
    case intent::support_ticket:
      return fill_feedback(r, hit);
    default:
      return fill_data(r, hit);
  }
}

}  // namespace nlp
