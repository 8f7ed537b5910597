// When something is to be done: a day in one place and a clock time in another, an hour that only
// its day or the asking makes one ("thurs 12.30", "remind me half 7"), a repetition.

#include <algorithm>

#include "nlp/slots/slots.hpp"

namespace nlp {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;

/// A clock time without its day.
struct hour_said {
  span words;
  minutes since_midnight{};
  bool half_day_known = false;
};

std::optional<hour_said> hour_at(const frame& f, std::size_t i, std::size_t end) {
  auto o = f.options(time_bias::future);
  o.lone_numbers = true;
  const auto t = clock_at(f.tokens, o, i);
  if (!t || t->last > end) return std::nullopt;
  return hour_said{{i, t->last}, t->since_midnight, t->half_day_known};
}

/// Without a half of the day people mean 7 to 11 in the morning, the rest after noon.
minutes usual_half(const hour_said& h, minutes morning_from) {
  const bool small = h.since_midnight >= hours(1) && h.since_midnight < morning_from;
  return !h.half_day_known && small ? h.since_midnight + hours(12) : h.since_midnight;
}

/// "9.15", "07.40": digits that may as well be a date or an amount.
bool dotted(const frame& f, std::size_t i) {
  const auto w = f.word(i);
  return f.number(i) && w.size() >= 4 && w[w.size() - 3] == '.';
}

/// Digits that are an hour wherever a day or a repetition is said besides: "daily 0830", "dentist
/// monday, 9.15", "at the dentist 1530 hrs".
bool surely_an_hour(const frame& f, const hour_said& h) {
  const auto i = h.words.begin;
  const auto w = f.word(i);
  if (f.is(i, "half")) return f.number(i + 1);
  if (!f.number(i)) return false;
  if (dotted(f, i)) {
    const bool money = i > 0 && f.is_any(i - 1, {"pay", "paid", "owe", "owes", "venmo", "send",
                                                 "back", "$", "#", "room", "version", "chapter"});
    return !money && h.since_midnight.count() % 5 == 0;
  }
  const bool worded = f.is_any(h.words.end - 1, {"hrs", "hours", "h", "hr", "hs"});
  if (w.size() == 4) return w[0] == '0' || worded;
  return worded && h.half_day_known && f.tokens[i].value >= 12;
}

/// Where the words that ask to be told end, or 0: "remind me 330", "wake us 0430", "rmd 1400".
std::size_t asked_at(const frame& f, std::size_t i, std::size_t end) {
  if (f.is_any(i,
               {"remind", "rmd", "reminder", "alarm", "wake", "remnd", "alert", "ping", "nag"})) {
    ++i;
    while (i < end && f.is_any(i, {"me", "us", "up", "man", "for", "at", "again"})) ++i;
    return i;
  }
  return 0;
}

/// A plain hour is one when nothing that it could count follows.
bool hour_ends(const frame& f, const hour_said& h, std::size_t end) {
  const auto next = h.words.end;
  return next >= end || f.symbol(next) || h.words.end - h.words.begin > 1 ||
         f.is_any(next, {"with", "w", "at", "for", "to", "in", "remind", "call", "and", "ish",
                         "sharp", "the", "on", "please", "about", "that", "n"});
}

/// An hour right behind its day: "tasting monday 11", "standup daily 9".
std::optional<hour_said> hour_behind(const frame& f, std::size_t at, std::size_t end) {
  const auto h = f.number(at) && f.tokens[at].value > 0 ? hour_at(f, at, end) : std::nullopt;
  return h && hour_ends(f, *h, end) ? h : std::nullopt;
}

/// The next time that the clock shows it; by day, a coming "2" is not the small hours.
local_seconds next_such(const hour_said& h, local_seconds now) {
  auto at = local_seconds(floor<days>(now)) + h.since_midnight;
  const auto step = h.half_day_known ? hours(24) : hours(12);
  if (!h.half_day_known) at -= hours(12);
  while (at <= now) at += step;
  const auto by_day = now - local_seconds(floor<days>(now));
  if (!h.half_day_known && by_day >= hours(6) && by_day < hours(21) &&
      at - local_seconds(floor<days>(at)) < hours(6))
    at += step;
  return at;
}

/// A bare clock time of an expression, when its half of the day was left open.
std::optional<hour_said> open_hour(const frame& f, const time_expression& t) {
  for (auto i = t.first; i < t.last && i < t.first + 3; ++i)
    if (const auto h = hour_at(f, i, t.last))
      return !h->half_day_known && !t.has_part ? h : std::nullopt;
  return std::nullopt;
}

/// The first time that a repetition with a time of day falls due.
std::optional<local_time> first_such(const time_expression& repeated, minutes since_midnight,
                                     local_seconds now) {
  const auto& rule = *repeated.recurrence;
  const bool any_day = rule.freq == frequency::daily || rule.weekdays != 0;
  const auto first = any_day ? floor<days>(now) : repeated.day();
  const auto at = next_occurrence(rule, local_seconds(first) + since_midnight, now);
  return at ? std::optional(to_local_time(*at, true)) : std::nullopt;
}

}  // namespace

due_time find_due(const frame& f, span s) {
  due_time out;
  const auto times = f.times_in(s, time_bias::future);
  const time_expression* best = nullptr;
  const time_expression *day = nullptr, *clock = nullptr, *repeated = nullptr;
  const auto dated = [&](const time_expression& t) {
    return t.recurrence || (t.has_date && !t.weak);
  };
  for (const auto& t : times) {
    if (t.recurrence) {
      repeated = &t;
      out.recurrence = to_string(*t.recurrence);
      out.words.push_back({t.first, t.last});
      if (t.has_clock || t.has_part) best = &t;
      continue;
    }
    if (t.weak && times.size() > 1) continue;
    if (t.kind == time_kind::open_after && !t.has_date && !t.has_clock) continue;
    // "physio tues 7.30" is an hour, although 7.30 by itself may be a date
    if (t.last == t.first + 1 && dotted(f, t.first) &&
        std::any_of(times.begin(), times.end(),
                    [&](const auto& other) { return &other != &t && dated(other); }))
      continue;
    out.words.push_back({t.first, t.last});
    if (t.has_date && !t.has_clock && !t.has_part && !day) day = &t;
    if (!t.has_date && (t.has_clock || t.has_part) && !clock) clock = &t;
    if (!best || (t.has_clock && t.has_date && !(best->has_clock && best->has_date))) best = &t;
  }

  const auto today = floor<days>(f.ctx.now);
  const auto free = [&](std::size_t i) {
    return std::none_of(out.words.begin(), out.words.end(),
                        [i](const span& w) { return w.contains(i); });
  };
  std::optional<hour_said> hour;
  bool asked = false;
  const auto* of = best ? best : repeated;
  if (!clock && (!of || !of->has_clock)) {
    if (of && !of->has_part) hour = hour_behind(f, of->last, s.end);
    for (auto i = s.begin; i < s.end && !hour; ++i) {
      if (const auto from = asked_at(f, i, s.end); from != 0 && from < s.end && free(from)) {
        hour = hour_at(f, from, s.end);
        if (hour && f.word(from).size() < 3 && !hour_ends(f, *hour, s.end)) hour.reset();
        asked = hour.has_value();
      } else if (of && free(i) && (f.number(i) || f.is(i, "half"))) {
        hour = hour_at(f, i, s.end);
        if (hour && !surely_an_hour(f, *hour)) hour.reset();
      }
    }
  }
  if (hour) {
    out.words.push_back(hour->words);
    if (!of) {
      out.at = to_local_time(next_such(*hour, f.ctx.now), true);
      return out;
    }
    // "friday 7" is rather the evening, "gliclazide half 7 every morning" is not
    const bool colon = asked || f.is(hour->words.begin + 1, ":") || dotted(f, hour->words.begin) ||
                       f.is(hour->words.begin, "half");
    auto since = usual_half(*hour, colon ? hours(7) : hours(8));
    if (of->has_part && !hour->half_day_known) {
      const auto part = of->at - local_seconds(floor<days>(of->at));
      since = hour->since_midnight % hours(12);
      if (part >= hours(12)) since += hours(12);
    }
    if (of == repeated) {
      out.at = first_such(*of, since, f.ctx.now);
      return out;
    }
    auto at = local_seconds(of->day()) + since;
    if (at <= f.ctx.now) at += days(1);
    out.at = to_local_time(at, true);
    return out;
  }
  if (!best) return out;
  if (repeated) {
    if (clock && !repeated->has_clock) {
      const auto h = open_hour(f, *clock);
      out.at = h ? first_such(*repeated, usual_half(*h, hours(7)), f.ctx.now)
                 : to_local_time(clock->at, true);
    } else if (best->has_clock || best->has_part) {
      out.at = to_local_time(best->at, true);
    }
    return out;
  }
  if (day && clock && !(best->has_date && best->has_clock)) {
    auto since = clock->at - local_seconds(floor<days>(clock->at));
    // "tomorrow volta with Yannis at 8": of another day than today
    if (const auto h = open_hour(f, *clock); h && day->day() != today)
      since = usual_half(*h, hours(7));
    out.at = local_time{day->day(), since};
    return out;
  }
  out.at = to_local_time(best->at, best->has_clock || best->has_part);
  return out;
}

}  // namespace nlp
