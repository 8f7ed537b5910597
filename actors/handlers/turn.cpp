#include "actors/handlers/turn.hpp"

#include <algorithm>
#include <memory>

#include "actors/handlers/conversation_json.hpp"
#include "actors/handlers/earlier_texts.hpp"
#include "actors/handlers/goals.hpp"
#include "actors/handlers/hints.hpp"
#include "actors/handlers/milestones.hpp"
#include "actors/handlers/notice_times.hpp"
#include "actors/handlers/notices.hpp"
#include "actors/handlers/registry.hpp"
#include "actors/handlers/reread.hpp"
#include "actors/handlers/support.hpp"
#include "actors/handlers/text_meaning.hpp"
#include "actors/handlers/tour.hpp"
#include "actors/handlers/word_use.hpp"
#include "actors/replies/segments.hpp"

namespace handlers {
namespace {

using namespace std::chrono;
using storage::any_row;
using storage::row_change;

constexpr std::size_t label_limit = 100;
/// The turns of talk whose texts need not be read again.
constexpr std::size_t readings_kept = 4;

bool same_key(const any_row& a, const any_row& b) {
  if (a.index() != b.index()) return false;
  return std::visit(
      [&](const auto& x) {
        using Row = std::decay_t<decltype(x)>;
        const auto& y = std::get<Row>(b);
        if constexpr (requires { x.id; })
          return x.id == y.id;
        else if constexpr (requires { x.date; })
          return x.user_id == y.user_id && x.date == y.date;
        else
          return x.user_id == y.user_id;
      },
      a);
}

const any_row& key_of(const row_change& c) {
  return c.after ? *c.after : *c.before;
}

/// Adds a change; two of one row become one, because a set is stored table by table and not in the
/// order said.
void add_change(std::vector<row_change>& changes, row_change c) {
  const auto it = std::ranges::find_if(
      changes, [&](const row_change& old) { return same_key(key_of(old), key_of(c)); });
  if (it == changes.end()) {
    changes.push_back(std::move(c));
    return;
  }
  it->after = std::move(c.after);
  if (!it->before && !it->after) changes.erase(it);
}

void apply(user_state& s, const row_change& c) {
  count_change(s, c, s.today);
  if (const auto* p = c.after ? std::get_if<storage::preferences_row>(&*c.after) : nullptr) {
    if (s.today.water_goal_ml == s.preferences.water_goal_ml)
      s.today.water_goal_ml = p->water_goal_ml;
    s.preferences = *p;
    if (auto tz = zone::find(p->timezone)) s.tz = *tz;
  }
  if (const auto* who = c.after ? std::get_if<storage::person_row>(&*c.after) : nullptr)
    s.user.name = who->name, s.user.email = who->email;
  if (const auto* goal = std::get_if<storage::goal_row>(&key_of(c))) {
    std::erase_if(s.goals, [&](const auto& g) { return g.id == goal->id; });
    if (c.after && goal->status == "active") s.goals.push_back(*goal);
  }
  if (const auto* g = std::get_if<storage::water_goal_row>(&key_of(c)); g && g->date == s.today.day)
    s.today.water_goal_ml = c.after ? g->goal_ml : s.preferences.water_goal_ml;
}

/// An assignment whose deadline or state changed gets its next step before it; a routine that an
/// undo brings back does not start in the past.
void plan_steps(row_change& c, const zone& tz, instant now) {
  if (auto* r = c.after ? std::get_if<storage::routine_row>(&*c.after) : nullptr;
      r && r->enabled && r->next_at && *r->next_at <= now)
    r->next_at = next_time(*r, tz, now);
  auto* a = c.after ? std::get_if<storage::assignment_row>(&*c.after) : nullptr;
  const auto* before = c.before ? std::get_if<storage::assignment_row>(&*c.before) : nullptr;
  if (!a || (before && before->due_at == a->due_at && before->status == a->status &&
             before->next_notice_at != a->next_notice_at))
    return;
  a->next_notice_at = next_step(*a, tz, now);
}

/// Whether the person's day begins at another moment than before: its totals must be read again.
/// Other preferences are applied to what is remembered.
bool moves_day(const row_change& c) {
  const auto* after = c.after ? std::get_if<storage::preferences_row>(&*c.after) : nullptr;
  const auto* before = c.before ? std::get_if<storage::preferences_row>(&*c.before) : nullptr;
  if (!after) return before != nullptr;
  return !before || before->timezone != after->timezone ||
         before->day_start_minute != after->day_start_minute;
}

/// What follows from the rows themselves, so that undo and redo need no word of their own.
void add_effects(std::vector<effect>& effects, const std::vector<row_change>& changes) {
  bool moved = false;
  for (const auto& c : changes) {
    const auto& row = key_of(c);
    if (const auto* item = std::get_if<storage::item_row>(&row)) {
      const auto* before = c.before ? std::get_if<storage::item_row>(&*c.before) : nullptr;
      const bool waits = c.after && is_waiting(*item);
      if (waits || (before && is_waiting(*before)))
        effects.push_back(schedule_item{item->id, waits ? item->due_at : std::nullopt});
    }
    if (const auto* a = std::get_if<storage::assignment_row>(&row)) {
      const auto* before = c.before ? std::get_if<storage::assignment_row>(&*c.before) : nullptr;
      const auto next = c.after ? a->next_notice_at : std::nullopt;
      if (next || (before && before->next_notice_at)) effects.push_back(schedule_item{a->id, next});
    }
    if (const auto* r = std::get_if<storage::routine_row>(&row))
      effects.push_back(schedule_item{r->id, c.after && r->enabled ? r->next_at : std::nullopt});
    moved |= moves_day(c);
  }
  if (moved) effects.push_back(reload_state{});
}

// --- one reply from several acts -----------------------------------------------------------------

class reply_builder {
 public:
  void add(const outcome& o) {
    for (const auto& p : o.logged) logged_.push_back(p);
    if (!o.logged.empty() && !placed_) {
      placed_ = true;
      parts_.emplace_back();  // the place of "Logged ...": where the first of them was said
      logged_at_ = parts_.size() - 1;
    }
    for (const auto& p : o.todos) todos_.push_back(p);
    if (!o.todos.empty() && !todos_at_) {
      todos_at_ = parts_.size();
      parts_.emplace_back();
    }
    if (!o.reply.empty()) parts_.push_back(o.reply);
    if (!o.total_key.empty()) {
      std::erase_if(totals_, [&](const auto& t) { return t.first == o.total_key; });
      totals_.emplace_back(o.total_key, o.total);
    }
    if (!o.closing.empty()) closing_ = o.closing;
  }

  std::string text(const replies::voice& v) {
    if (placed_) parts_[logged_at_] = replies::logged(logged_, v);
    if (todos_at_) parts_[*todos_at_] = replies::todos_added(todos_, v);
    for (auto& [key, total] : totals_) {
      parts_.push_back(totals_.size() > 1 ? replies::beside_other_totals(total, key, v) : total);
    }
    parts_.push_back(closing_);
    std::string s;
    for (const auto& p : parts_) {
      if (p.empty()) continue;
      if (!s.empty()) {
        const bool lists = s.find('\n') != std::string::npos || p.find('\n') != std::string::npos;
        s += lists ? '\n' : ' ';
      }
      s += p;
    }
    return s;
  }

 private:
  std::vector<std::string> logged_, todos_, parts_;
  std::optional<std::size_t> todos_at_;
  std::vector<std::pair<std::string, std::string>> totals_;
  std::string closing_;
  std::size_t logged_at_ = 0;
  bool placed_ = false;
};

/// Cuts a long reply and keeps the rest for "more".
std::string first_page(std::string reply, conversation& talk, const replies::voice& v) {
  talk.rest.clear();
  if (replies::measure(reply).segments <= reply_segments) return reply;
  const auto follows = replies::more_follows(v);
  auto page = replies::split(reply, reply_segments).front();
  // Room for the words that say so: a line or a word less.
  while (replies::measure(page + follows).segments > reply_segments) {
    const auto line = page.rfind('\n');
    const auto end = line != std::string::npos && line > page.size() / 2 ? line : page.rfind(' ');
    if (end == std::string::npos || end == 0) break;
    page.resize(end);
  }
  auto rest = reply.substr(page.size());
  rest.erase(0, rest.find_first_not_of(" \n\r\t"));
  talk.rest = std::move(rest);
  return page + follows;
}

/// What a later text may refer to: the acts, without the reasons for them.
std::shared_ptr<const nlp::understanding> for_follow_ups(const nlp::understanding& u) {
  auto kept = std::make_shared<nlp::understanding>();
  kept->acts.reserve(u.acts.size());
  for (const auto& a : u.acts) kept->acts.push_back({a.kind, a.slots, a.confidence});
  return kept;
}

/// Carries the whole text out. Nothing when an act has to read and `u` is null.
result<std::optional<turn_result>> compose(const registry& handlers, const turn_input& in,
                                           id_generator& ids, storage::unit_of_work* u) {
  if (const auto place = asks_again(in.text); place && !in.state.talk.pending_act) {
    if (!u) return std::optional<turn_result>{};
    if (const auto again = repeated(in, *place, *u)) return compose(handlers, *again, ids, u);
  }
  if (const auto other = read_otherwise(in)) return compose(handlers, *other, ids, u);
  turn_result out{{}, {}, {}, in.state};
  auto& state = out.next;
  const auto before_talk = to_json(in.state.talk);
  const auto user = state.user.id;
  const auto day_minute = state.preferences.day_start_minute;

  const auto this_day = storage::user_day(state.tz, day_minute, in.now);
  if (this_day != state.today.day) {
    if (!u) return std::optional<turn_result>{};
    state.today = storage::logs::read_day(
        *u, this_day, storage::user_day_start(state.tz, day_minute, this_day),
        storage::user_day_start(state.tz, day_minute, this_day + days(1)),
        state.preferences.water_goal_ml);
  }

  const auto at_start = state.today;
  std::vector<row_change> all, undoable;  // use of words and their history are not undone
  std::string label, reply;
  const auto voice = [&] {
    return replies::voice_of(state.preferences, state.tz, in.now, state.user.name.value_or(""));
  };
  const auto context = [&] {
    return turn_context{state,         in.now,  state.tz.to_local(in.now),
                        in.message_id, in.text, ids,
                        voice(),       all,     in.through};
  };
  const auto close_question = [&] {
    state.talk.pending_act.reset();
    state.talk.if_declined.reset();
    state.talk.pending_question.clear();
    state.talk.pending_slot.clear();
  };
  if (state.talk.pending_act && state.talk.pending_until < in.now) close_question();

  reply_builder words;
  auto read = in.understood;
  if (begins_in_spanish(in)) {
    auto speaks = state.preferences;
    speaks.language = "es";
    add_change(all, storage::updated(state.preferences, speaks));
    apply(state, all.back());
    outcome note;
    note.closing = replies::answered_in_spanish(voice());
    words.add(note);
    read = nlp::understand(in.text, reading_context(state, in.now, *state.words));
  }
  const auto take = [&](outcome o) {
    words.add(o);
    for (auto& e : o.effects) out.effects.push_back(std::move(e));
    if (o.talk) state.talk = std::move(*o.talk);
    if (!o.action.empty() && !o.changes.empty() && label.find(o.action) == std::string::npos)
      label += (label.empty() ? "" : ",") + o.action;
    for (auto& c : o.changes) plan_steps(c, state.tz, in.now);
    state.words = with_changes(state.words, o.changes, in.now);
    for (auto& c : o.changes) {
      apply(state, c);
      // The ledger says what happened; taking an act back does not change that.
      const bool is_record = std::holds_alternative<storage::notice_row>(key_of(c));
      if (!o.action.empty() && !is_record) add_change(undoable, c);
      add_change(all, std::move(c));
    }
  };
  /// False: it has to read, and cannot here.
  const auto carry_out = [&](const command& does) -> result<bool> {
    const auto t = context();
    auto done = does(t);
    if (auto* ready = std::get_if<outcome>(&done)) {
      take(std::move(*ready));
      return true;
    }
    if (!u) return false;
    auto after_look = std::get<deferred>(done)(*u);
    if (!after_look) return after_look.error();
    take(std::move(*after_look));
    return true;
  };

  /// What follows from all that the text did. False: it has to read, and cannot here.
  const auto say_besides = [&] {
    const auto t = context();
    const bool has_goal_note = touches_goal(t), may_be_milestone = first_entry_of_day(t, at_start),
               hints = may_hint(t, at_start);
    if (!u && (may_be_milestone || hints || (has_goal_note && goal_note_reads(t)))) return false;
    if (has_goal_note) take(goal_note(t, u));
    if (may_be_milestone) take(note_milestone(context(), *u));
    if (hints) take(give_hint(context(), *u));
    return true;
  };

  const auto parted = commands_among(in, handlers);
  if (parted) read = parted->rest;
  const auto reaction = tapback_from(in.text);
  const auto answer = reaction ? answer_of(*reaction, state) : std::nullopt;
  if (reaction && !answer) {
    // Stored as a text that came in; nothing is done and nothing is said.
  } else if (!state.talk.rest.empty() && asks_for_more(in.text)) {
    reply = first_page(std::exchange(state.talk.rest, {}), state.talk, voice());
  } else if (auto asked_for = handlers.read_command(in.text, state)) {
    close_question();
    auto done = carry_out(*asked_for);
    if (!done) return done.error();
    if (!*done || !say_besides()) return std::optional<turn_result>{};
    if (!all.empty()) state.talk.last_query.reset();  // "why?" now means what was recorded
    reply = first_page(replies::as_sms(words.text(voice()), voice()), state.talk, voice());
  } else {
    nlp::context said_in{.now = state.tz.to_local(in.now), .tz = state.tz};
    const auto command =
        answer ? std::nullopt
               : nlp::read_notice_command(in.text, said_in, !state.talk.notified.empty());
    std::optional<outcome> about_notice;
    if (command && may_answer_notice(*command, state)) {
      if (!u) return std::optional<turn_result>{};
      auto done = answer_notice(*command, context(), *u);
      if (!done) return done.error();
      about_notice = std::move(*done);
    }
    const auto reacted =
        answer ? nlp::understanding{{{.kind = *answer}}, {}} : nlp::understanding{};
    const auto& understood = answer ? reacted : read;
    auto next = about_notice ? follow_up{{}, true, false} : resolve(understood, context());
    if (const auto meant = text_agreed_to(next, in)) return compose(handlers, *meant, ids, u);
    if (const auto figure = below_nothing(in.text, understood); !figure.empty()) {
      words.add(say(replies::less_than_nothing(figure, voice())));
      next.acts.clear();
    } else if (next.declined) {
      close_question();
      words.add(say(replies::left_as_is(voice())));
    } else if (understood.ask && !next.answered && !takes_a_part(understood)) {
      // Nothing is stored before the answer.
      const auto& about = understood.ask->about;
      auto asked =
          about ? ask_to_confirm(context(), *about, replies::did_you_do(about->kind, voice()))
                : say(replies::which_usual(voice()));
      if (asked.talk) state.talk = std::move(*asked.talk);
      words.add(asked);
      next.acts.clear();
    } else if (next.answered || !std::ranges::all_of(next.acts, is_aside, &nlp::act::kind)) {
      close_question();
    }
    if (!std::ranges::all_of(next.acts, is_aside, &nlp::act::kind)) state.talk.notified.clear();
    if (about_notice) take(std::move(*about_notice));
    for (const auto& act : next.acts) {
      const auto* h = handlers.find(act.kind);
      if (!h) return make_error(errc::internal, "no handler for an intent");
      auto done = carry_out([&](const turn_context& t) { return h->handle(act, t); });
      if (!done) return done.error();
      if (!*done) return std::optional<turn_result>{};
      if (act.kind == nlp::intent::stats_query)
        state.talk.last_query = act;
      else if (!is_aside(act.kind))
        state.talk.last_query.reset();
    }
    for (const auto& part : parted ? parted->commands : std::vector<std::string>{}) {
      auto done = carry_out(*handlers.read_command(part, in.state));
      if (!done) return done.error();
      if (!*done) return std::optional<turn_result>{};
    }
    if (takes_a_part(understood) && !next.answered)
      words.add(say(replies::took_the_first(understood.acts.size(), voice())));
    if (!say_besides()) return std::optional<turn_result>{};
    take(note_use(context()));
    take(tour_step(context(), next.acts));
    reply = first_page(replies::as_sms(words.text(voice()), voice()), state.talk, voice());
  }

  add_effects(out.effects, all);
  for (auto& c : history_of(all, label, in.now, ids)) all.push_back(std::move(c));
  out.changes = std::move(all);
  if (!undoable.empty()) {
    storage::action_row action;
    action.id = ids.next();
    action.user_id = user;
    action.message_id = in.message_id;
    action.label = label.substr(0, label_limit);
    action.changes.plain = storage::to_json(undoable);
    action.created_at = in.now;
    out.changes.push_back(storage::inserted(std::move(action)));
  }
  if (auto talk = to_json(state.talk); talk != before_talk) {
    storage::conversation_row row;
    row.user_id = user;
    row.state.plain = std::move(talk);
    row.expires_at = in.now + conversation_lifetime;
    row.updated_at = in.now;
    out.changes.push_back(storage::inserted(std::move(row)));
  }
  if (!reply.empty()) {
    remember_turn(state, in.now, in.text, reply, for_follow_ups(read));
    out.texts.push_back(std::move(reply));
  }
  return std::optional<turn_result>(std::move(out));
}

}  // namespace

planned_turn plan_turn(const registry& handlers, turn_input input, id_generator& ids) {
  if (auto ready = compose(handlers, input, ids, nullptr); ready && *ready)
    return std::move(**ready);
  auto in = std::make_shared<const turn_input>(std::move(input));
  return turn_function([&handlers, &ids, in](storage::unit_of_work& u) -> result<turn_result> {
    auto done = compose(handlers, *in, ids, &u);
    if (!done) return done.error();
    return std::move(**done);
  });
}

void remember_turn(user_state& s, instant at, std::string_view said, std::string_view answered,
                   std::shared_ptr<const nlp::understanding> read) {
  s.last_turn_at = std::max(s.last_turn_at, at);
  // Room for no more than is kept: there is one of these for everybody who is awake.
  auto& kept = s.history;
  kept.reserve(history_turns);
  const auto add = [&](nlp::turn t) {
    if (kept.size() == history_turns) kept.erase(kept.begin());
    kept.push_back(std::move(t));
  };
  if (!said.empty()) add({nlp::turn::role::user, std::string(said), std::move(read)});
  if (!answered.empty()) add({nlp::turn::role::assistant, std::string(answered), nullptr});
  // What is referred to is nearly always the last thing said, or the one before it.
  for (std::size_t i = 0; i + readings_kept < kept.size(); ++i) kept[i].read.reset();
}

user_state state_from(const storage::user_snapshot& snapshot, instant now) {
  user_state s;
  s.user = snapshot.user;
  s.preferences = snapshot.preferences;
  if (auto tz = zone::find(s.preferences.timezone)) s.tz = *tz;
  s.today = snapshot.today;
  if (snapshot.conversation && snapshot.conversation->expires_at > now)
    s.talk = conversation_from_json(snapshot.conversation->state.plain);
  s.words = std::make_shared<const vocabulary>(snapshot.patterns, now);
  s.goals = snapshot.goals;
  for (const auto& m : snapshot.recent_messages) {
    auto reply = m.reply.plain;
    if (reply.empty()) continue;  // a reaction: nobody's turn
    std::ranges::replace(reply, '\x1e', ' ');
    remember_turn(s, m.received_at, m.body.plain, reply);
  }
  return s;
}

}  // namespace handlers
