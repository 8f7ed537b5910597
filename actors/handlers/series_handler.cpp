// "Next dates of vitamins": the times to come of what repeats.

#include <algorithm>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/notice_times.hpp"
#include "actors/handlers/support.hpp"
#include "storage/repositories/notice_repository.hpp"

namespace handlers {
namespace {

using namespace std::chrono;

constexpr std::size_t most_shown = 10;

/// Where all have one time of day it is said once; dates of this week are short.
std::string dates_of(const storage::item_row& row, const turn_context& t) {
  std::vector<local_seconds> times;
  for (auto next = row; next.due_at && times.size() < most_shown;
       next.due_at = next_due(next, t.state.tz, *next.due_at))
    times.push_back(t.state.tz.to_local(*next.due_at));
  if (times.empty()) return {};
  const auto time_of_day = [](local_seconds s) { return s - floor<days>(s); };
  const bool same = std::ranges::all_of(
      times, [&](local_seconds s) { return time_of_day(s) == time_of_day(times.front()); });
  std::string said;
  for (const auto& s : times) {
    if (!said.empty()) said += ", ";
    said += same ? replies::date(floor<days>(s), t.voice)
                 : replies::date(floor<days>(s), t.voice) + " " + replies::clock(s, t.voice);
  }
  auto what = replies::shortened(row.content, 40);
  if (same)
    what = replies::worded(t.voice, {"{} at {}", "{} a las {}"}, what,
                           replies::clock(times.front(), t.voice));
  return times.size() < most_shown
             ? replies::worded(t.voice, {"{}: {}, then it ends.", "{}: {}, y se acaba."}, what,
                               said)
             : what + ": " + said + ".";
}

}  // namespace

handled show_series(const turn_context& t, const std::string& what) {
  return deferred([what, &t](storage::unit_of_work& u) -> result<outcome> {
    auto rows = storage::notices::repeating(u);
    if (!what.empty()) {
      std::vector<std::string> names;
      for (const auto& r : rows) names.push_back(r.content);
      std::vector<storage::item_row> chosen;
      for (const auto i : pick_by_words(what, names).best) chosen.push_back(rows[i]);
      if (chosen.empty()) return say(replies::not_found(what, t.voice));
      rows = std::move(chosen);
    } else if (const auto& list = t.state.talk.last_list; rows.size() > 1 && !list.empty()) {
      // The one that was set or said last.
      auto last = rows;
      std::erase_if(last,
                    [&](const auto& r) { return std::ranges::find(list, r.id) == list.end(); });
      if (!last.empty()) rows = std::move(last);
    }
    if (rows.empty())
      return say(t,
                 {"Nothing repeats yet. Like \"remind me to stretch every day at 9\".",
                  "Aún no se repite nada. Por ejemplo \"recuérdame cada día a las 9 estirar\"."});
    if (rows.size() > 1) {
      std::vector<std::string> names;
      for (const auto& r : rows) names.push_back(replies::phrase(r, t.voice));
      return say(replies::which_one(names, t.voice) + "\n" +
                 replies::worded(
                     t.voice, {"Like \"next dates of {}\".", "Por ejemplo \"next dates of {}\"."},
                     replies::shortened(rows.front().content, 30)));
    }
    return say(dates_of(rows.front(), t));
  });
}

}  // namespace handlers
