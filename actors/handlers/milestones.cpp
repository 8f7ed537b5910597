#include "actors/handlers/milestones.hpp"

#include <algorithm>
#include <array>

#include "actors/handlers/notice_times.hpp"
#include "actors/handlers/routine_rows.hpp"
#include "actors/handlers/support.hpp"
#include "actors/replies/notices.hpp"
#include "storage/repositories/notice_repository.hpp"

namespace handlers {
namespace {

using std::chrono::days;

constexpr std::string_view milestone_kind = "milestone";
constexpr std::array<std::int64_t, 6> worth_a_note = {7, 30, 100, 200, 365, 1'000};

bool has_entries(const storage::day_totals& d) {
  return d.foods > 0 || d.workouts > 0 || d.water_ml > 0;
}

}  // namespace

bool first_entry_of_day(const turn_context& t, const storage::day_totals& at_start) {
  return !has_entries(at_start) && has_entries(t.state.today) &&
         // A row of days may begin late on the first of them and end early on the last.
         t.now - t.state.user.created_at >= days(worth_a_note.front() - 2);
}

outcome note_milestone(const turn_context& t, storage::unit_of_work& u) {
  const auto here = today(t);
  // Today's own entry is not stored yet.
  const auto in_a_row =
      1 + storage::logs::days_in_a_row(u, here - days(1), worth_a_note.back(), calendar_of(t));
  if (std::ranges::find(worth_a_note, in_a_row) == worth_a_note.end()) return {};
  auto [before, after] = routine_of(milestone_kind, t, u);
  if (!after.enabled || (after.last_at && day_of(t, *after.last_at) == here)) return {};
  after.last_at = t.now;
  after.updated_at = t.now;
  outcome o;
  o.reply = replies::milestone(in_a_row, t.voice);
  store_routine(o, before, std::move(after));
  return o;
}

handled set_milestones(const turn_context& t, bool on) {
  return deferred([&t, on](storage::unit_of_work& u) -> result<outcome> {
    auto [before, after] = routine_of(milestone_kind, t, u);
    after.enabled = on;
    after.updated_at = t.now;
    outcome o;
    o.action = "notice_set";
    o.reply = replies::routine_set(after, false, t.voice);
    store_routine(o, before, std::move(after));
    return o;
  });
}

}  // namespace handlers
