// Goals, preferences, integrations, data and account commands, feedback, help and small talk.

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "nlp/slots/slots.hpp"

namespace nlp {
namespace {

std::string clock_text(std::chrono::seconds time_of_day) {
  const auto m = time_of_day.count() / 60;
  char buffer[8];
  std::snprintf(buffer, sizeof buffer, "%02d:%02d", static_cast<int>(m / 60) % 24,
                static_cast<int>(m % 60));
  return buffer;
}

std::string_view value_in(const frame& f, span s, std::string_view cls_name) {
  const auto cls = phrase_book::shared().class_named(cls_name);
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto v = f.member_value(i, cls, s.end); !v.empty()) return v;
  return {};
}

/// Sleep-hours logic for bare hours: "after 9" in the evening, "before 7" in the morning.
std::string quiet_clock(const clock_time& t, bool evening) {
  auto m = t.since_midnight;
  using std::chrono::hours;
  if (!t.half_day_known) {
    if (evening && m >= hours(5) && m < hours(12)) m += hours(12);
    if (evening && m == hours(12)) m = hours(0);
    if (!evening && m >= hours(12) && m < hours(13)) m = hours(12);
  }
  return clock_text(m);
}

std::optional<clock_time> clock_after(const frame& f, std::size_t from, std::size_t limit,
                                      std::size_t& end) {
  auto o = f.options(time_bias::none);
  o.lone_numbers = true;
  for (auto i = from; i < std::min(limit, from + 5); ++i)
    if (auto t = clock_at(f.tokens, o, i); t && t->last <= limit) {
      end = t->last;
      // "9 at night", "7 in the morning"
      for (auto k = t->last; k < std::min(limit, t->last + 3); ++k) {
        if (f.is_any(k, {"night", "evening", "pm", "noche"}) &&
            t->since_midnight < std::chrono::hours(12)) {
          t->since_midnight += std::chrono::hours(12);
          t->half_day_known = true;
        }
        if (f.is_any(k, {"morning", "am"})) t->half_day_known = true;
        if (!f.is_any(k, {"at", "in", "the", "de", "la"})) break;
      }
      return t;
    }
  return std::nullopt;
}

/// "22-8": hours as the 24-hour clock counts them, which in other texts are only numbers.
std::optional<clock_time> bare_hour(const frame& f, std::size_t i) {
  if (!f.number(i) || f.tokens[i].value > 23 || f.tokens[i].value != std::floor(f.tokens[i].value))
    return std::nullopt;
  clock_time t;
  t.since_midnight = std::chrono::hours(static_cast<int>(f.tokens[i].value));
  t.half_day_known = f.tokens[i].value > 12;
  t.last = i + 1;
  return t;
}

bool quiet_hours(const frame& f, span s, slot_map& slots, bool inverted) {
  std::size_t end = 0;
  std::optional<clock_time> start, stop;
  for (auto i = s.begin; i < s.end; ++i) {
    if (!start && f.is_any(i, {"after", "from", "between", "past", "start", "starts", "starting",
                               "at", "since", "desde", "entre", "despues"}))
      start = clock_after(f, i + 1, s.end, end);
    if (f.is_any(i, {"before", "until", "til", "till", "to", "-", "and", "end", "ends", "through",
                     "hasta", "antes", "a", "y"}) &&
        i + 1 >= end) {
      std::size_t e2 = 0;
      if (auto t = clock_after(f, i + 1, std::min(s.end, i + 5), e2)) {
        if (!stop) stop = t;
      }
    }
  }
  if (!start) {
    // "quiet hours 10pm-7am", "10 to 6"
    for (auto i = s.begin; i < s.end && !start; ++i)
      if (f.number(i) ||
          f.is_any(i, {"midnight", "noon", "ten", "nine", "eleven", "eight", "seven"})) {
        std::size_t e2 = 0;
        auto t = f.is(i + 1, "-") && i + 2 < s.end ? bare_hour(f, i) : std::nullopt;
        if (t) e2 = t->last;
        if (!t) t = clock_after(f, i, i + 3 < s.end ? i + 3 : s.end, e2);
        if (!t) continue;
        if (stop && f.is_any(i > 0 ? i - 1 : 0, {"before", "until", "til", "till"})) continue;
        start = t;
        end = e2;
      }
  }
  if (!start && !stop) return false;
  if (inverted) std::swap(start, stop);
  if (start) slots.set(slot::quiet_hours_start, quiet_clock(*start, true));
  if (stop) slots.set(slot::quiet_hours_end, quiet_clock(*stop, false));
  return true;
}

std::string zone_named(const frame& f, span s) {
  const auto v = value_in(f, s, "zone_name");
  if (!v.empty()) return std::string(v);
  // IANA names as written: "America/New_York"
  for (auto i = s.begin; i + 2 < s.end; ++i)
    if (f.is(i + 1, "/") && !f.tokens[i + 1].space_before) {
      std::string name(f.text.substr(f.tokens[i].begin));
      name.resize(std::min(name.find_first_of(" \n,.!?"), name.size()));
      bool upper = true;
      for (auto& ch : name) {
        if (upper && ch >= 'a' && ch <= 'z') ch = static_cast<char>(ch - 'a' + 'A');
        upper = ch == '/' || ch == '_';
      }
      if (zone::find(name)) return name;
    }
  if (s.size() == 1 && f.tokens[s.begin].type == token::kind::word) {
    // a city that is in some zone's name
    static constexpr const char* regions[] = {"America/", "Europe/",    "Asia/",
                                              "Africa/",  "Australia/", "Pacific/"};
    std::string city(f.word(s.begin));
    if (!city.empty() && city[0] >= 'a' && city[0] <= 'z')
      city[0] = static_cast<char>(city[0] - 'a' + 'A');
    for (const auto* region : regions)
      if (zone::find(region + city)) return region + city;
  }
  return {};
}

}  // namespace

std::optional<act_list> fill_goal(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto s = r.core_span();
  if (r.s.negation || (r.s.asks && !r.c.request)) return std::nullopt;
  if (r.s.other_person && hit.rule->weight < 80) return std::nullopt;
  double ml = 0;
  for (auto i = s.begin; i < s.end && ml == 0; ++i)
    if (const auto v = volume_at(f.upto(s.end), i)) ml = v->ml;
  if (ml == 0)
    for (auto i = s.begin; i < s.end && ml == 0; ++i)
      if (f.number(i)) {
        const auto v = f.tokens[i].value;
        ml = v >= 500 ? v : v >= 20 && v <= 250 ? v * 29.5735 : v <= 10 ? v * 1000 : 0;
      }
  if (ml < 100) return std::nullopt;
  act a = make_act(intent::water_goal_set, 0.9, f.say(r.c.s), "a water goal");
  a.slots.set(slot::goal_ml, round_to(ml, 0));
  for (const auto& t : f.times_in(s, time_bias::future))
    if (t.has_date && !t.recurrence && !t.weak && t.grain == time_grain::day)
      a.slots.set(slot::date, local_time{t.day(), std::nullopt});
  return act_list{a};
}

std::optional<act_list> fill_preference(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto s = r.core_span();
  if (r.s.asks && !r.c.request) return std::nullopt;
  act a = make_act(intent::preference_set, 0.9, f.say(r.c.s), "a setting");
  for (const auto& [name, value] : hit.rule->fixed)
    if (const auto key = slot_from(name)) a.slots.set(*key, typed_value(*key, value));
  if (!hit.fixed("style").empty()) {
    const auto w = f.word(r.c.core);
    a.slots.set(slot::response_style, std::string(w));
  }
  if (const auto* tz = hit.find("tz")) {
    const auto name = zone_named(f, {tz->begin, std::max(tz->end, tz->begin)});
    if (name.empty()) return std::nullopt;
    if (!hit.fixed("tzonly").empty()) return std::nullopt;
    a.slots.set(slot::timezone, name);
  }
  if (const auto* language = hit.find("language")) {
    if (r.s.other_person || (r.s.first_person && f.is_any(r.c.core + 1, {"have", "am", "love",
                                                                         "study", "had", "took"})))
      return std::nullopt;
    static const auto classy = phrase_book::shared().class_named("assignment_noun");
    for (auto i = s.begin; i < s.end; ++i)
      if (f.in_class(i, classy) || f.is_any(i, {"class", "food", "rice", "lesson", "due"}))
        return std::nullopt;
    a.slots.set(slot::language, std::string(language->value));
  }
  if (!hit.fixed("quiet").empty() || !hit.fixed("quietinv").empty()) {
    if (!quiet_hours(f, s, a.slots, !hit.fixed("quietinv").empty())) return std::nullopt;
  }
  if (a.slots.has(slot::do_not_disturb)) {
    for (auto i = s.begin; i < s.end; ++i)
      if (f.is_any(i, {"until", "til", "till", "hasta"})) {
        std::size_t end = 0;
        std::size_t from = i + 1;
        if (const auto t = clock_after(f, from, s.end, end)) {
          // nothing to add: the mute ends at a time that the reminder engine asks for
          (void)t;
        }
      }
  }
  if (a.slots.has(slot::units) && (r.s.question || f.number(s.begin))) return std::nullopt;
  if (a.slots.empty()) return std::nullopt;
  return act_list{a};
}

std::optional<act_list> fill_data(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto kind = *hit.rule->kind;
  const auto s = r.core_span();
  act a = make_act(kind, 0.9, f.say(r.c.s), hit.rule->source);
  for (const auto& [name, value] : hit.rule->fixed)
    if (const auto key = slot_from(name)) a.slots.set(*key, typed_value(*key, value));
  switch (kind) {
    case intent::connect_integration:
    case intent::disconnect_integration:
    case intent::sync_integration:
    case intent::integration_status:
    case intent::pause_sync:
    case intent::resume_sync: {
      if (r.s.other_person && hit.rule->weight < 80) return std::nullopt;
      if (r.s.negation && kind != intent::disconnect_integration &&
          kind != intent::integration_status && kind != intent::pause_sync)
        return std::nullopt;
      auto provider = value_in(f, s, "named_provider");
      if (provider.empty()) {
        const auto* p = hit.find("provider");
        if (p) provider = p->value;
      }
      if (!provider.empty()) a.slots.set(slot::provider, std::string(provider));
      break;
    }
    case intent::delete_data: {
      if (r.s.negation || (r.s.asks && !r.c.request)) return std::nullopt;
      if (const auto* d = hit.find("data_type"); d && !a.slots.has(slot::data_type)) {
        auto type = std::string(d->value);
        for (auto i = d->begin; i < d->end; ++i)
          if (f.is(i, "data") && type == "all") type = "all";
        a.slots.set(slot::data_type, type);
      }
      // "all data" beside a named kind: the kind
      if (const auto t = a.slots.text(slot::data_type); t && *t == "all")
        if (const auto v = value_in(f, s, "data"); !v.empty() && v != "all")
          a.slots.set(slot::data_type, std::string(v));
      const auto provider = value_in(f, s, "named_provider");
      if (!provider.empty()) {
        a.slots.set(slot::provider, std::string(provider));
        if (hit.rule->source.find("{data_type") == std::string::npos)
          a.slots.erase(slot::data_type);
      }
      fill_period(f, s, a.slots, false);
      break;
    }
    case intent::export_data: {
      if (r.s.negation) return std::nullopt;
      const auto format = value_in(f, s, "format");
      if (!format.empty()) a.slots.set(slot::format, std::string(format));
      auto type = value_in(f, s, "data");
      for (auto i = s.begin; i < s.end; ++i) {
        const auto v = f.member_value(i, phrase_book::shared().class_named("data"), s.end);
        if (!v.empty() && v != "all") type = v;
      }
      if (!type.empty() && type != "all") a.slots.set(slot::data_type, std::string(type));
      if (hit.rule->weight <= 80 && type.empty() && format.empty() && r.s.asks) return std::nullopt;
      break;
    }
    case intent::delete_account: {
      if (r.s.negation || (r.s.asks && !r.c.request)) return std::nullopt;
      break;
    }
    case intent::help: {
      if (!hit.fixed("how").empty() || hit.find("topic")) {
        if (!hit.fixed("how").empty() && hit.rule->weight < 60) {
          const auto topic = value_in(f, s, "topic");
          if (topic.empty()) return std::nullopt;
        }
        auto topic = hit.find("topic") ? hit.find("topic")->value : value_in(f, s, "topic");
        if (!topic.empty()) a.slots.set(slot::topic, std::string(topic));
      }
      break;
    }
    case intent::list_patterns:
      if (r.s.first_person && hit.rule->weight < 85) break;
      break;
    case intent::smalltalk_thanks:
      if (!hit.fixed("lone").empty() && r.s.asks) return std::nullopt;
      break;
    default:
      break;
  }
  return act_list{a};
}

std::optional<act_list> fill_feedback(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto s = r.core_span();
  act a = make_act(*hit.rule->kind, 0.85, f.say(r.c.s), hit.rule->source);
  if (a.kind == intent::support_ticket) {
    if (r.s.quote) return std::nullopt;
    a.slots.set(slot::message, f.say(r.c.s, {}, true));
    return act_list{a};
  }
  std::string type(hit.fixed("feedback_type"));
  if (!hit.fixed("kw").empty()) {
    const auto w = f.word(s.begin);
    type = w == "bug" || w == "issue"                           ? "bug"
           : w == "feature" || w == "idea" || w == "suggestion" ? "feature"
           : w == "rating" || w == "rate" || w == "review"      ? "rating"
                                                                : "general";
  }
  std::optional<double> rating;
  if (!hit.fixed("rate").empty() || type == "rating") {
    for (auto i = s.begin; i < s.end && !rating; ++i)
      if (const auto n = f.number_at(i, s.end);
          n && n->value <= 10 && n->value >= 0 && n->value == static_cast<int>(n->value)) {
        const bool stars = f.is_any(n->end, {"star", "stars"});
        const bool over = f.is_any(n->end, {"/", "out"});
        if (stars || over || f.is_any(s.begin, {"rate", "rating", "give", "i"})) rating = n->value;
        if (over) {
          // the scale must be one of ratings
          double scale = 0;
          for (auto k = n->end; k < std::min(s.end, n->end + 3); ++k)
            if (const auto m = f.number_at(k, s.end)) scale = m->value;
          if (scale != 5 && scale != 10) rating.reset();
        }
      }
    if (!rating && type != "rating") return std::nullopt;
    // "5 star hotel", "3/5 of the pizza" are not about this service
    if (hit.rule->weight < 80) {
      bool about = s.size() <= 5;
      for (auto i = s.begin; i < s.end; ++i)
        about = about || f.is_any(i, {"app", "bot", "you", "this", "service"});
      if (!about) return std::nullopt;
    }
    type = "rating";
  }
  if (type.empty()) return std::nullopt;
  if (hit.rule->weight < 80 && r.s.figure) return std::nullopt;
  a.slots.set(slot::feedback_type, type);
  if (rating) a.slots.set(slot::rating, *rating);
  a.slots.set(slot::message, f.say(r.c.s, {}, true));
  return act_list{a};
}

}  // namespace nlp
