#include <fmt/format.h>

#include <algorithm>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/open_items.hpp"
#include "actors/handlers/support.hpp"
#include "actors/handlers/was_done.hpp"

// "What do I have today?": reminders, todos and assignments in one numbered list, so that "done 2"
// means its second line. Days here are calendar days: an assignment due at midnight of the 6th is
// due on the 6th, whenever this person's own day begins.

namespace handlers {
namespace {

using nlp::slot;
using namespace std::chrono;

constexpr std::size_t shown = 200;  // a reply comes in pages

struct line {
  open_item row;
  std::string text;
  int group = 0;  ///< 0 overdue, 1 in the span, 2 without a date
};

bool is_reminder(const open_item& i) {
  const auto* r = std::get_if<storage::item_row>(&i);
  return r && r->type == "reminder";
}

std::string class_key(std::string_view name) {
  auto s = lower(name);
  std::erase(s, ' ');
  return s;
}

/// "3:00 PM call mom", "buy milk", "CS101 pset 3 (due 5:00 PM)".
std::string text_of(const open_item& i, bool one_day, int group, const turn_context& t) {
  const auto name = replies::shortened(name_of(i), 60);
  const auto due = due_of(i);
  if (!due) return name;
  const auto local = t.state.tz.to_local(*due);
  const auto d = floor<days>(local);
  const auto when = all_day(i)              ? replies::day(d, t.voice)
                    : group == 1 && one_day ? replies::clock(local, t.voice)
                                            : replies::moment(local, t.voice);
  if (group == 0)
    return replies::worded(t.voice, {"{} (overdue, {})", "{} (atrasado, {})"}, name, when);
  if (is_reminder(i)) return when + " " + name;
  if (all_day(i) && one_day) return name;
  return replies::worded(t.voice, {"{} (due {})", "{} (para {})"}, name, when);
}

}  // namespace

handled query_agenda(const nlp::act& act, const turn_context& t) {
  return deferred([&act, &t](storage::unit_of_work& u) -> result<outcome> {
    if (auto answer = was_done(t, u)) return std::move(*answer);
    const auto& s = act.slots;
    const auto scope = s.text(slot::scope).value_or("all");
    const auto period = s.text(slot::period).value_or("");
    auto list = s.text(slot::list);
    // "my list" is all of it.
    if (list && std::ranges::all_of(match_words(*list), [](const std::string& w) {
          return w == "my" || w == "todo" || w == "list" || w == "do" || w == "task" || w == "to";
        }))
      list.reset();
    const auto wanted_class = s.text(slot::class_name);
    const auto item = s.text(slot::item);
    const bool dated = !period.empty() || s.has(slot::start);
    const auto here = floor<days>(t.local_now);
    auto span = span_of(s, t, "today");
    const bool overdue_only = period == "overdue";

    std::string type;
    if (scope == "todos" || list) type = "todo";
    if (scope == "reminders") type = "reminder";
    if (scope == "assignments" || wanted_class) type = "assignment";

    std::vector<line> lines;
    for (auto& row : all_open(u, t, type, false)) {
      if (list) {
        const auto* r = std::get_if<storage::item_row>(&row);
        if (!r || !r->list || similarity(*list, *r->list) < 0.5) continue;
      }
      if (wanted_class) {
        const auto* a = std::get_if<storage::assignment_row>(&row);
        const auto a_key = a ? class_key(a->class_name) : std::string();
        const auto key = class_key(*wanted_class);
        if (!a || (a_key.find(key) == std::string::npos && key.find(a_key) == std::string::npos))
          continue;
      }
      if (item && similarity(*item, name_of(row)) < 0.5) continue;
      line l{row, {}, 1};
      if (const auto due = due_of(row)) {
        const auto d = t.state.tz.local_day(*due);
        const bool late = !is_reminder(row) && (all_day(row) ? d < here : *due < t.now);
        if (overdue_only && !late) continue;
        if (late) {
          // What was missed belongs to today, not to next week.
          const bool in_span = d >= span.first && d <= span.last;
          if (dated && !overdue_only && !in_span && span.first > here) continue;
          l.group = 0;
        } else if (dated && (d < span.first || d > span.last)) {
          continue;
        }
      } else {
        // Undated todos are for any day, but not for a day to come.
        if (overdue_only || (dated && span.first > here) || (dated && type == "reminder")) continue;
        l.group = 2;
      }
      lines.push_back(std::move(l));
    }
    std::ranges::stable_sort(lines, {}, &line::group);
    const bool one_day = dated && span.first == span.last;
    for (auto& l : lines) l.text = text_of(l.row, one_day, l.group, t);

    const auto in_words = [&](replies::wording w, const auto&... args) {
      return replies::worded(t.voice, w, args...);
    };
    auto what = type == "todo"         ? (list ? in_words({"{} list", "lista {}"}, lower(*list))
                                               : in_words({"todos", "pendientes"}))
                : type == "reminder"   ? in_words({"reminders", "recordatorios"})
                : type == "assignment" ? in_words({"assignments", "tareas"})
                                       : std::string();
    if (wanted_class) what += in_words({" for {}", " de {}"}, *wanted_class);
    const auto when = overdue_only                              ? in_words({"overdue", "atrasado"})
                      : !dated                                  ? std::string()
                      : span.first == here && span.last == here ? in_words({"today", "hoy"})
                                                                : span.name;
    outcome o;
    const auto no_calendar =
        scope == "calendar"
            ? in_words({" No calendar is connected.", " No hay calendario conectado."})
            : std::string();
    if (lines.empty()) {
      if (item)
        o.reply = replies::not_found(*item, t.voice);
      else if (overdue_only)
        o.reply = in_words({"Nothing is overdue.", "No hay nada atrasado."});
      else
        o.reply = what.empty()
                      ? (when.empty()
                             ? in_words({"Nothing open.", "No hay nada pendiente."})
                             : in_words({"Nothing planned for {}.", "No hay nada para {}."}, when))
                  : when.empty() ? in_words({"No {} open.", "No tienes {}."}, what)
                                 : in_words({"No {} for {}.", "No tienes {} para {}."}, what, when);
      o.reply += no_calendar;
      return o;
    }
    auto title = what.empty()   ? (when.empty() ? in_words({"coming up", "próximo"}) : when)
                 : when.empty() ? what
                                : what + ", " + when;
    std::string text = replies::sentence(title) + ":" + no_calendar;
    o.talk = t.state.talk;
    o.talk->last_list.clear();
    for (std::size_t i = 0; i < lines.size() && i < shown; ++i) {
      text += fmt::format("\n{}. {}", i + 1, lines[i].text);
      o.talk->last_list.push_back(id_of(lines[i].row));
    }
    if (lines.size() > shown)
      text += in_words({"\nand {} more", "\ny {} más"}, lines.size() - shown);
    o.reply = std::move(text);
    return o;
  });
}

}  // namespace handlers
