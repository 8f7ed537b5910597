#include <algorithm>
#include <charconv>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"

namespace handlers {

using nlp::slot;
using namespace std::chrono;

std::optional<std::int64_t> minute_of_day(std::string_view s) {
  int h = 0, m = 0;
  const auto colon = s.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto hour = std::from_chars(s.data(), s.data() + colon, h);
  const auto minute = std::from_chars(s.data() + colon + 1, s.data() + s.size(), m);
  if (hour.ec != std::errc{} || minute.ec != std::errc{}) return std::nullopt;
  if (h < 0 || h > 24 || m < 0 || m > 59) return std::nullopt;
  return h % 24 * 60 + m;
}

std::optional<sleep_figures> read_sleep(const nlp::slot_map& slots, const turn_context& t) {
  const auto bed = minute_of_day(slots.text(slot::sleep_time).value_or(""));
  const auto up = minute_of_day(slots.text(slot::wake_time).value_or(""));
  const auto said = slots.number(slot::duration_min);
  const auto date = slots.time(slot::date);
  const auto here = floor<days>(t.local_now);
  sleep_figures f;
  f.date = date ? date->day : here;
  const auto at = [&](local_days d, std::int64_t minute) {
    return t.state.tz.to_instant(local_seconds(d) + minutes(minute));
  };
  if (bed && up) {
    if (!date && at(f.date, *up) > t.now) f.date -= days(1);
    f.to = at(f.date, *up);
    f.from = at(*bed < *up ? f.date : f.date - days(1), *bed);
    // True hours: the night the clocks change is an hour longer or shorter than it looks.
    f.minutes = duration<double, std::ratio<60>>(*f.to - *f.from).count();
  } else if (said) {
    f.minutes = *said;
    const auto length = duration_cast<microseconds>(duration<double, std::ratio<60>>(*said));
    if (up) {
      if (!date && at(f.date, *up) > t.now) f.date -= days(1);
      f.to = at(f.date, *up);
      f.from = *f.to - length;
    } else if (bed) {
      // In bed at 23:00 and up the next day; in bed at 1:00 and up the same day.
      f.from = at(*bed >= 12 * 60 ? f.date - days(1) : f.date, *bed);
      f.to = *f.from + length;
    }
  } else {
    return std::nullopt;
  }
  return f;
}

handled log_sleep(const nlp::act& act, const turn_context& t) {
  const auto figures = read_sleep(act.slots, t);
  if (!figures)
    return ask(t, act, slot::duration_min,
               replies::wording{"How long did you sleep?", "¿Cuánto dormiste?"});
  if (figures->minutes <= 0 || figures->minutes > minutes_range.most)
    return refuse(t, act,
                  {slot::duration_min,
                   replies::worded(t.voice, {"{} of sleep", "{} de sueño"},
                                   replies::duration(figures->minutes)),
                   replies::up_to("24h", t.voice),
                   {},
                   0});
  if ((figures->to && *figures->to > t.now + minutes(2)) ||
      figures->date > floor<days>(t.local_now))
    return say(replies::in_the_future(
        figures->to ? replies::moment(*figures->to, t.voice) : replies::day(figures->date, t.voice),
        t.voice));

  storage::sleep_log_row row;
  row.id = t.ids.next();
  row.user_id = t.state.user.id;
  row.date = figures->date;
  row.started_at = figures->from;
  row.ended_at = figures->to;
  row.duration_min = figures->minutes;
  row.nap = act.slots.flag(slot::nap).value_or(false);
  row.timezone = t.state.tz.name();
  row.source = from_message;
  row.message_id = t.message_id;

  return deferred([&act, &t, row](storage::unit_of_work& u) -> result<outcome> {
    auto there = storage::logs::list_sleep(u, row.date - days(1), row.date + days(1));
    overlay(there, t.earlier);
    const auto overlaps = [&](const storage::sleep_log_row& other) {
      if (other.nap != row.nap && !(other.started_at && row.started_at)) return false;
      if (other.started_at && other.ended_at && row.started_at && row.ended_at)
        return *other.started_at < *row.ended_at && *row.started_at < *other.ended_at;
      return !row.nap && other.date == row.date;
    };
    const auto clash = std::ranges::find_if(there, overlaps);
    outcome o;
    o.action = "sleep_log";
    const auto day = replies::day(row.date, t.voice);
    if (clash == there.end()) {
      o.logged.push_back(replies::phrase(row, t.voice) +
                         (row.date == floor<days>(t.local_now) ? "" : " " + day));
      o.changes.push_back(storage::inserted(row));
      return o;
    }
    if (!act.slots.flag(slot::confirmed).value_or(false))
      return ask_to_confirm(t, act, replies::sleep_overlap(*clash, row, t.voice));
    auto after = row;
    after.id = clash->id;
    o.changes.push_back(storage::updated(*clash, after));
    o.reply = replies::changed(replies::phrase(after, t.voice), t.voice);
    return o;
  });
}

}  // namespace handlers
