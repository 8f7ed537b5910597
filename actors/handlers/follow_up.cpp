#include "actors/handlers/follow_up.hpp"

#include <algorithm>

#include "actors/handlers/support.hpp"
#include "nlp/entities/portion.hpp"
#include "nlp/entities/time_parser.hpp"
#include "nlp/text/tokenizer.hpp"

namespace handlers {
namespace {

using nlp::intent;
using nlp::slot;
using namespace std::chrono;

constexpr std::size_t answer_words = 8;

/// The slot that says what an act is about; an answer that names another thing is a new act.
std::optional<std::string> subject(const nlp::act& a) {
  for (const auto s :
       {slot::content, slot::food, slot::exercise, slot::assignment_name, slot::key, slot::term})
    if (auto text = a.slots.text(s)) return text;
  return std::nullopt;
}

/// The whole text is one time: "3pm", "tomorrow at 9", "every day at 8".
bool fill_time(nlp::act& act, slot s, const nlp::token_list& tokens, const turn_context& t) {
  nlp::time_options options;
  options.reference = t.local_now;
  options.tz = t.state.tz;
  options.bias = nlp::time_bias::future;
  options.lone_numbers = true;
  const auto times = nlp::find_times(tokens, options);
  if (times.size() != 1) return false;
  const auto& e = times.front();
  if (e.first > 1 || tokens.size() - e.last > 1) return false;
  nlp::local_time said{e.day(), e.time_of_day()};
  // "What time?" about a day that is known: the day stays.
  if (const auto before = act.slots.time(s); before && !e.has_date && said.time_of_day)
    said.day = before->day;
  act.slots.set(s, said);
  if (e.recurrence) act.slots.set(slot::recurrence, nlp::to_string(*e.recurrence));
  return true;
}

bool fill_number(nlp::act& act, slot s, const nlp::token_list& tokens) {
  if (tokens.empty() || tokens.size() > 3 || tokens[0].type != nlp::token::kind::number)
    return false;
  act.slots.set(s, tokens[0].value);
  return true;
}

bool fill_volume(nlp::act& act, slot s, const nlp::token_list& tokens, const turn_context& t) {
  if (tokens.empty()) return false;
  const std::vector<nlp::token> span(tokens.begin(), tokens.end());
  if (const auto v = nlp::volume_at(span, 0); v && tokens.size() - v->end <= 3) {
    act.slots.set(s, v->ml);
    return true;
  }
  if (tokens.size() != 1 || tokens[0].type != nlp::token::kind::number) return false;
  const auto n = tokens[0].value;
  act.slots.set(s, t.voice.imperial && n <= 200 ? n * 29.5735 : n);
  return true;
}

}  // namespace

follow_up resolve(const nlp::understanding& understood, const turn_context& t) {
  follow_up f{understood.acts, false, false};
  const auto& talk = t.state.talk;
  if (!talk.pending_act || understood.acts.empty()) return f;
  const auto& pending = *talk.pending_act;
  const auto& first = understood.acts.front();
  const bool alone = understood.acts.size() == 1;
  const auto missing = nlp::slot_from(talk.pending_slot).value_or(slot::confirmed);
  const auto settle = [&](nlp::act act) {
    f.acts = {std::move(act)};
    f.answered = true;
    return f;
  };

  if (alone && first.kind == intent::confirm_no) {
    if (talk.if_declined) return settle(*talk.if_declined);
    f.answered = f.declined = true;
    f.acts.clear();
    return f;
  }
  if (missing == slot::confirmed) {
    if (!alone || first.kind != intent::confirm_yes) return f;
    auto act = pending;
    act.slots.set(slot::confirmed, true);
    return settle(std::move(act));
  }

  const auto tokens = nlp::tokenize(t.text);
  const bool brief = tokens.size() <= answer_words;
  auto act = pending;
  switch (missing) {
    case slot::due:
    case slot::at:
      if (brief && fill_time(act, missing, tokens, t)) return settle(std::move(act));
      break;
    case slot::amount_ml:
    case slot::goal_ml:
      if (brief && fill_volume(act, missing, tokens, t)) return settle(std::move(act));
      break;
    case slot::item:
      if (!list_numbers(t.text).empty()) {
        act.slots.set(slot::item, std::string(t.text));
        return settle(std::move(act));
      }
      break;
    case slot::duration_min:
    case slot::calories:
    case slot::quantity:
      if (brief && fill_number(act, missing, tokens)) return settle(std::move(act));
      break;
    default:
      break;
  }

  if (alone && first.kind == pending.kind && first.slots.has(missing)) {
    const auto was = subject(pending), is = subject(first);
    if (was && is && similarity(*is, *was) < 0.5) return f;
    for (const auto& [key, value] : first.slots)
      if (key == missing || !pending.slots.has(key)) act.slots.set(key, value);
    return settle(std::move(act));
  }
  // "the bank one": words of the list that was shown, nothing else.
  if (alone && missing == slot::item && brief &&
      similarity(t.text, talk.pending_question) >= 0.85) {
    act.slots.set(slot::item, tidy(t.text));
    return settle(std::move(act));
  }
  const bool is_text = missing == slot::content || missing == slot::value || missing == slot::key ||
                       missing == slot::exercise || missing == slot::food ||
                       missing == slot::timezone || missing == slot::term;
  if (alone && first.kind == intent::unknown && brief && is_text) {
    act.slots.set(missing, tidy(t.text));
    return settle(std::move(act));
  }
  return f;
}

}  // namespace handlers
