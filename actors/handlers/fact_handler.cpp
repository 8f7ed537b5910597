#include <algorithm>

#include "actors/handlers/intents.hpp"
#include "actors/handlers/support.hpp"
#include "storage/repositories/fact_repository.hpp"

namespace handlers {
namespace {

using nlp::slot;

/// "pw" and "password" name the same thing.
std::string spelt_out(std::string_view key) {
  struct short_form {
    std::string_view from, to;
  };
  constexpr std::array forms = {
      short_form{"pw", "password"},       short_form{"pwd", "password"},
      short_form{"pass", "password"},     short_form{"passcode", "password"},
      short_form{"bday", "birthday"},     short_form{"num", "number"},
      short_form{"no", "number"},         short_form{"addr", "address"},
      short_form{"combo", "combination"}, short_form{"wi-fi", "wifi"},
      short_form{"tel", "phone"},         short_form{"anniv", "anniversary"},
      short_form{"dob", "birthday"},      short_form{"wlan", "wifi"},
  };
  std::string out;
  for (auto word : match_words(key)) {
    for (const auto& f : forms)
      if (word == f.from) word = f.to;
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

}  // namespace

handled store_fact(const nlp::act& act, const turn_context& t) {
  const auto key = tidy(act.slots.text(slot::key).value_or(""), name_limit);
  const auto value = tidy(act.slots.text(slot::value).value_or(""), fact_limit);
  if (key.empty())
    return say(t, {"What should I remember? Like \"my locker code is 1234\".",
                   "¿Qué debo recordar? Por ejemplo \"mi código es 1234\"."});
  // What clocks go by is no fact to be looked up.
  if (const auto k = lower(key); (k == "timezone" || k == "time zone") && !value.empty())
    return set_zone(value, t);
  if (value.empty())
    return ask(t, act, slot::value,
               replies::worded(t.voice, {"What is your {}?", "¿Cuál es tu {}?"}, key));
  return deferred([&t, key, value](storage::unit_of_work& u) -> result<outcome> {
    auto known = storage::facts::current(u);
    overlay(known, t.earlier);
    std::erase_if(known, [](const auto& f) { return f.superseded_at.has_value(); });
    const auto wanted = spelt_out(key);
    const auto old = std::ranges::find_if(
        known, [&](const auto& f) { return spelt_out(f.key.plain) == wanted; });

    storage::fact_row row;
    row.id = t.ids.next();
    row.user_id = t.state.user.id;
    row.key.plain = key;
    row.value.plain = value;
    row.created_at = t.now;
    row.source = from_message;
    row.message_id = t.message_id;

    outcome o;
    o.action = "fact_store";
    const bool replaces = old != known.end();
    if (replaces) {
      auto closed = *old;
      closed.superseded_at = t.now;
      o.changes.push_back(storage::updated(*old, closed));
    }
    o.reply = replies::fact_saved(row, replaces ? &*old : nullptr, t.voice);
    o.changes.push_back(storage::inserted(row));
    return o;
  });
}

handled query_fact(const nlp::act& act, const turn_context& t) {
  const auto key = tidy(act.slots.text(slot::key).value_or(""), name_limit);
  return deferred([&t, key](storage::unit_of_work& u) -> result<outcome> {
    auto known = storage::facts::current(u);
    overlay(known, t.earlier);
    std::erase_if(known, [](const auto& f) { return f.superseded_at.has_value(); });
    constexpr std::size_t shown = 10;
    if (key.empty()) {
      if (known.empty())
        return say(t, {"You haven't told me any facts yet. Try \"my locker code is 1234\".",
                       "Aún no me has dicho ningún dato. Prueba \"mi código es 1234\"."});
      auto s = replies::worded(t.voice, {"You told me:", "Me dijiste:"});
      for (std::size_t i = 0; i < known.size() && i < shown; ++i)
        s += "\n" + replies::phrase(known[i], t.voice);
      if (known.size() > shown)
        s += replies::worded(t.voice, {"\nand {} more", "\ny {} más"}, known.size() - shown);
      return say(s);
    }
    std::vector<std::string> keys;
    for (const auto& f : known) keys.push_back(spelt_out(f.key.plain));
    const auto wanted = spelt_out(key);
    auto found = pick_by_words(wanted, keys);
    // "wifi" finds "home wifi password": then the words of the key that were said count.
    if (found.best.empty()) {
      double best = 0;
      for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto score = similarity(keys[i], wanted);
        if (score >= 0.6 && score > best) {
          best = score;
          found.best = {i};
        }
      }
    }
    if (found.best.empty()) return say(replies::fact_unknown(key, t.voice));
    std::string s;
    for (const auto i : found.best)
      s += (s.empty() ? "" : "\n") + replies::phrase(known[i], t.voice);
    return say(s);
  });
}

}  // namespace handlers
