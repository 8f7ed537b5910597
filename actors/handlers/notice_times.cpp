#include "actors/handlers/notice_times.hpp"

#include <algorithm>
#include <array>

#include "nlp/entities/recurrence.hpp"

namespace handlers {

using namespace std::chrono;

namespace {

constexpr hours morning{9};
/// Between two looks at what was drunk, and the last one of a day.
constexpr minutes water_step{180}, last_water{20 * 60 + 30};

local_seconds local_minute(local_days day, std::int64_t minute) {
  return local_seconds(day) + minutes(minute);
}

}  // namespace

bool is_quiet(const storage::preferences_row& p, const zone& tz, instant at) {
  return after_quiet(p, tz, at) > at;
}

instant after_quiet(const storage::preferences_row& p, const zone& tz, instant at) {
  if (!p.quiet_start_minute || !p.quiet_end_minute) return at;
  const auto from = *p.quiet_start_minute, to = *p.quiet_end_minute;
  const auto local = tz.to_local(at);
  const auto day = floor<days>(local);
  const auto minute = floor<minutes>(local - local_seconds(day)).count();
  const bool over_midnight = from > to;
  const bool quiet = over_midnight ? minute >= from || minute < to : minute >= from && minute < to;
  if (!quiet) return at;
  const auto end_day = over_midnight && minute >= from ? day + days(1) : day;
  return std::max(at, tz.to_instant(local_minute(end_day, to)));
}

bool on_vacation(const storage::preferences_row& p, instant at) {
  return p.vacation_until && *p.vacation_until > at;
}

std::optional<instant> next_step(const storage::assignment_row& a, const zone& tz, instant after) {
  if (a.status != "open" || !a.due_at) return std::nullopt;
  std::array<instant, 3> steps;
  if (a.due_all_day) {
    const auto day = tz.local_day(*a.due_at);
    for (std::size_t i = 0; i < steps.size(); ++i)
      steps[i] = tz.to_instant(local_seconds(day - days(std::array{7, 1, 0}[i])) + morning);
  } else {
    // Days are counted on the wall clock, hours as they pass.
    const auto local = tz.to_local(*a.due_at);
    steps = {tz.to_instant(local - days(7)), tz.to_instant(local - days(1)), *a.due_at - hours(3)};
  }
  for (const auto s : steps)
    if (s > after) return s;
  return std::nullopt;
}

std::optional<instant> next_due(const storage::item_row& r, const zone& tz, instant now) {
  if (!r.rrule || !r.due_at) return std::nullopt;
  const auto rule = nlp::rrule_from(*r.rrule);
  if (!rule) return std::nullopt;
  const auto start = r.series_start.value_or(tz.to_local(*r.due_at));
  auto after = std::max(tz.to_local(now), tz.to_local(*r.due_at));
  // In the hour that clocks go through twice a local time alone can lie behind.
  for (int i = 0; i < 4; ++i) {
    const auto next = nlp::next_occurrence(*rule, start, after);
    if (!next) return std::nullopt;
    const auto at = tz.to_instant(*next);
    if (at > now && at > *r.due_at) return at;
    after = *next;
  }
  return std::nullopt;
}

std::optional<instant> moved_with_person(const storage::item_row& r, const zone& from,
                                         const zone& to, instant now) {
  if (!r.rrule || !r.due_at) return r.due_at;
  const auto rule = nlp::rrule_from(*r.rrule);
  const auto local = from.to_local(*r.due_at);
  const auto start = r.series_start.value_or(local);
  if (!rule) return r.due_at;
  const auto own = nlp::next_occurrence(*rule, start, local - seconds(1));
  const bool put_off = !own || from.to_instant(*own) != *r.due_at;
  if (put_off) return r.due_at;
  const auto there = to.to_instant(*own);
  if (there > now) return there;
  // Already past where the person is now: the next one.
  auto later = r;
  later.due_at = there;
  return next_due(later, to, now);
}

storage::routine_row standard_routine(std::string_view kind) {
  storage::routine_row r;
  r.kind = kind;
  r.enabled = kind == "assignment" || kind == "milestone" || kind == "event" || kind == "hint";
  r.minute = kind == "check_in"    ? 8 * 60
             : kind == "digest"    ? 19 * 60
             : kind == "water"     ? 11 * 60
             : kind == "workout"   ? 17 * 60 + 30
             : kind == "follow_up" ? 10 * 60
             : kind == "event"     ? 30
                                   : 9 * 60;
  if (kind == "digest") r.weekday = 6;
  return r;
}

bool is_nudge(std::string_view kind) {
  return kind == "water" || kind == "workout" || kind == "follow_up";
}

instant next_time(const storage::routine_row& r, const zone& tz, instant after) {
  const auto today = tz.local_day(after);
  for (auto day = today;; day += days(1)) {
    if (r.weekday && weekday(day).iso_encoding() != static_cast<unsigned>(*r.weekday) + 1) continue;
    const auto last =
        r.kind == "water" ? std::max(minutes(r.minute), last_water) : minutes(r.minute);
    for (auto m = minutes(r.minute); m <= last; m += water_step)
      if (const auto at = tz.to_instant(local_seconds(day) + m); at > after) return at;
  }
}

bool is_waiting(const storage::item_row& r) {
  return r.status == "open" && r.due_at && (!r.sent_at || *r.sent_at < *r.due_at) &&
         !(r.type == "todo" && r.due_all_day);
}

}  // namespace handlers
