#include "actors/replies/notices.hpp"

#include <fmt/format.h>

#include "actors/replies/segments.hpp"
#include "actors/replies/templates.hpp"

namespace replies {

using namespace std::chrono;

namespace {

constexpr std::size_t name_limit = 60;

/// "3:01 PM" of the day that was named last, else with its day.
std::string at(instant t, local_days said, const voice& v) {
  const auto local = v.tz.to_local(t);
  return floor<days>(local) == said ? clock(local, v) : moment(t, v);
}

}  // namespace

std::string items_due(std::span<const due_line> lines, const voice& v) {
  if (lines.size() == 1) {
    const auto& l = lines.front();
    const auto kind = l.item->type == "todo" ? "Todo due" : "Reminder";
    const auto& what = l.item->content;
    if (!l.late) return cheapest({fmt::format("{}: {}", kind, what), what});
    const auto due_at = moment(l.due_at, v);
    return cheapest(
        {fmt::format("{} (late because I was offline, was due {}): {}", kind, due_at, what),
         fmt::format("{} (was due {}, I was offline): {}", kind, due_at, what),
         fmt::format("{} (due {}, I was offline)", what, due_at)});
  }
  const bool all_late = std::ranges::all_of(lines, &due_line::late);
  const auto list = [&](std::string s, std::string_view was_due) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      s += fmt::format("\n{}. {}", i + 1, shortened(lines[i].item->content, name_limit));
      if (lines[i].late) s += fmt::format(" ({}{})", was_due, moment(lines[i].due_at, v));
    }
    return s;
  };
  return cheapest(
      {list(all_late ? "Reminders (late because I was offline):" : "Reminders:", "was due "),
       list(all_late ? "Late, I was offline:" : "Reminders:", all_late ? "" : "late: ")});
}

std::string deadline_near(const storage::assignment_row& a, const voice& v) {
  return fmt::format("Deadline: {} is due {}.", shortened(assignment_name(a), name_limit),
                     due(a, v));
}

std::string done_repeating(std::string_view what, std::optional<instant> next, const voice& v) {
  auto s = fmt::format("Done: {}.", shortened(what, name_limit));
  return next ? s + " Next: " + moment(*next, v) + "." : s;
}

std::string put_off(std::string_view what, instant until, const voice& v) {
  return fmt::format("OK, {}: {}.", moment(until, v), shortened(what, name_limit));
}

std::string skipped(std::string_view what, std::optional<instant> next, const voice& v) {
  auto s = fmt::format("Skipped: {}.", shortened(what, name_limit));
  return next ? s + " Next: " + moment(*next, v) + "." : s;
}

std::string which_notice(std::span<const std::string> names, std::string_view verb,
                         const voice& v) {
  return fmt::format("{}\nLike \"{} 1{}\" or \"{} all\".", which_one(names, v), verb,
                     verb == "snooze" ? " for 20" : "", verb);
}

std::string proof(const storage::notices::ledger_entry& e, const voice& v) {
  const auto day = floor<days>(v.tz.to_local(e.scheduled_at));
  auto s = fmt::format("Yes. {}: due {}", shortened(e.subject.plain, name_limit),
                       moment(e.scheduled_at, v));
  if (e.status == "held") return s + ", kept for your next digest.";
  if (e.sent_at)
    s += ", sent " + at(*e.sent_at, day, v);
  else if (e.status == "failed" || e.status == "undelivered")
    s += ", but my text could not be sent";
  else
    s += ", my text is still waiting to be sent";
  if (e.sent_at && e.late_because) s += " (late: I was offline)";
  if (e.delivered_at)
    s += ", delivered " + at(*e.delivered_at, day, v);
  else if (e.sent_at && (e.status == "undelivered" || e.status == "failed"))
    s += ", but it did not arrive";
  if (e.escalated_at) s += ", mailed " + at(*e.escalated_at, day, v);
  if (e.answer) s += ", you answered " + *e.answer;
  return s + ".";
}

std::string no_proof(std::string_view what, std::string_view coming, const voice&) {
  auto s = what.empty() ? std::string("No, I sent you no reminder in the last 30 days.")
                        : fmt::format("No, I sent nothing about \"{}\" in the last 30 days.",
                                      shortened(what, name_limit));
  return coming.empty() ? s : s + " Set: " + std::string(coming) + ".";
}

std::string routine_name(std::string_view kind) {
  if (kind == "check_in") return "morning check-in";
  if (kind == "digest") return "weekly digest";
  if (kind == "quote") return "daily quote";
  if (kind == "water") return "water nudges";
  if (kind == "workout") return "workout nudges";
  if (kind == "follow_up") return "todo follow-ups";
  return "assignment reminders";
}

std::string phrase(const storage::routine_row& r, const voice& v) {
  auto s = routine_name(r.kind);
  if (!r.enabled) return s + " off";
  if (r.kind == "assignment") return s + " on (7 days, 1 day and 3 hours before)";
  s += " on, ";
  if (r.kind == "water")
    s += "from " + clock_of_minute(r.minute, v) + " when you are behind";
  else if (r.weekday)
    s += fmt::format("{}s {}",
                     std::array{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
                                "Sunday"}[static_cast<std::size_t>(*r.weekday)],
                     clock_of_minute(r.minute, v));
  else
    s += clock_of_minute(r.minute, v);
  return r.by_mail ? s + " by mail" : s;
}

std::string routine_set(const storage::routine_row& r, bool mail_missing, const voice& v) {
  auto s = "Set: " + phrase(r, v) + ".";
  if (mail_missing) s += " You have no verified mail address yet, so it comes as a text.";
  return s;
}

std::string vacation_set(const storage::preferences_row& p, const voice& v) {
  if (!p.vacation_until) return "Welcome back! Nudges and digests come again.";
  return fmt::format(
      "Vacation until {}: no nudges, digests or deadlines. Reminders that you set "
      "still come. Text \"I'm back\" when you are.",
      moment(*p.vacation_until, v));
}

std::string nudges_a_day_set(std::int64_t n, const voice&) {
  return n == 0 ? "Set: no nudges. Your own reminders still come."
                : fmt::format("Set: at most {} a day.", counted(n, "nudge"));
}

std::span<const std::string_view> quotes() {
  static constexpr std::string_view all[] = {
      "Small steps, taken daily, go further than great leaps, taken once.",
      "You do not have to feel ready. You only have to begin.",
      "A glass of water and a short walk solve more than they should.",
      "Done today beats perfect some day.",
      "Rest is part of the work.",
      "What you count, you notice. What you notice, you can change.",
      "Start with the task that you hope nobody asks about.",
      "A good day is made the evening before.",
      "One page a day is a book by the end of the year.",
      "Be patient with beginnings, stubborn with the middle.",
      "The second time is where habits start.",
      "If it takes two minutes, it is easier done than remembered.",
      "Nobody regrets the walk.",
      "Missing once is life. Missing twice is a choice.",
      "Quiet progress is still progress.",
      "Make it easy to do right, and you will.",
      "The best plan is the one that you can follow while tired.",
      "Ask for help while the question is still small.",
      "Your future self reads what you do now.",
      "Less to carry, further to go.",
      "A list is a promise that you can cross out.",
      "Sleep first; the answer often comes with breakfast.",
      "Do the next right thing, then look up.",
      "Energy follows movement.",
      "Begin badly. Then improve.",
      "What matters rarely shouts.",
      "You finished harder days than this one.",
      "One thing at a time is faster than three.",
      "Kindness to yourself is not a prize for finishing.",
      "The view changes with every step, even small ones.",
      "Every expert once looked up the basics.",
      "Put it where you will trip over it.",
      "Busy is not the same as moving.",
      "Today is long enough for one good thing.",
      "You can always restart a day, even at 4 PM.",
      "Strength is built by what you repeat.",
      "Leave a little for tomorrow, so that you want to come back.",
      "A no today may be a better yes next week.",
      "Tidy the desk, and the mind gets the hint.",
      "Hard things first, nice things after, and both taste better.",
      "If you are lost, write down where you are.",
      "Practice when nobody claps.",
      "Slow is smooth, and smooth arrives.",
      "A pause is not a stop.",
      "The weather changes; shoes by the door help.",
      "Say thanks to somebody before noon.",
      "Look at how far, not only at how far still.",
      "Good enough and sent beats great and hidden.",
      "Your pace is a pace.",
      "Breathe out first.",
      "Curiosity gets up earlier than discipline.",
      "Feed the plans that feed you.",
      "A small promise kept is worth ten large ones made.",
      "When in doubt, drink water and read it again.",
      "Today counts exactly as much as any other day.",
      "Keep the door open for luck: be there, be ready.",
      "There is always a smaller first step.",
      "Finish one thing before lunch.",
      "What you begin together lasts longer.",
      "The end of a day is a fine place to be proud.",
  };
  return all;
}

}  // namespace replies
