#pragma once
// One person who texts, with everything behind them but the actors: understanding, turns, a real
// PostgreSQL.

#include "actors/handlers/registry.hpp"
#include "actors/handlers/reread.hpp"
#include "actors/handlers/turn.hpp"
#include "tests/integration/storage/support.hpp"
#include "tests/unit/handlers/world.hpp"

namespace test {

class talk_test : public storage_test {
 protected:
  static constexpr const char* phone = "+15550100";

  void begin(std::string_view zone_name = "America/New_York",
             local_seconds now = local(2026, 3, 4, 14, 20), std::string units = "metric",
             handlers::food_estimator estimate = eggs_only) {
    registry = handlers::registry::complete(std::move(estimate));
    auto tz = zone::find(zone_name).value();
    clock.advance(tz.to_instant(now) - clock.now());
    snapshot = new_user(phone);
    db.value("update user_preferences set tour_step = 9 returning 1");  // nobody new
    snapshot = awake(phone);
    state = handlers::state_from(*snapshot, clock.now());
    say({act(intent::preference_set,
             {{slot::timezone, std::string(zone_name)}, {slot::units, std::move(units)}})},
        "settings");
    restart();
  }
  /// All that is remembered comes from the database again.
  void restart() {
    snapshot = awake(phone);
    state = handlers::state_from(*snapshot, clock.now());
  }
  void at_local(local_seconds t) { clock.advance(state.tz.to_instant(t) - clock.now()); }

  std::string carry_out(handlers::turn_input in) {
    const auto message_id = in.message_id;
    const auto text = in.text;
    std::string reading = "[";
    for (const auto& a : in.understood.acts)
      reading.append(reading.size() > 1 ? ",\"" : "\"").append(nlp::to_string(a.kind)).append("\"");
    reading += "]";
    in.through.mail = mail;
    auto planned = handlers::plan_turn(registry, std::move(in), *handles->ids);
    if (auto* f = std::get_if<handlers::turn_function>(&planned)) {
      result<handlers::turn_result> out = make_error(errc::internal, "not run");
      auto done = read(state.user.id, [&](storage::unit_of_work& u) { out = (*f)(u); });
      if (!done || !out) {
        ADD_FAILURE() << "read: " << (done ? out.error().detail : done.error().detail);
        return {};
      }
      planned = std::move(*out);
    }
    auto& r = std::get<handlers::turn_result>(planned);
    return store(std::move(r), message_id, text, reading);
  }

  std::string store(handlers::turn_result r, row_id message_id, const std::string& text,
                    const std::string& reading = "[]") {
    const auto reply = r.texts.empty() ? std::string() : r.texts.front();
    auto set = turn(*snapshot, "SM" + std::to_string(++texts), text, reply);
    set.message.id = message_id;
    set.message.reading.json = reading;
    set.changes = std::move(r.changes);
    const auto stored = commit(std::move(set));
    EXPECT_EQ(stored, errc::none) << text << " -> " << reply;
    state = std::move(r.next);
    effects = std::move(r.effects);
    for (const auto& e : effects)
      if (std::holds_alternative<handlers::reload_state>(e)) {
        restart();
        break;
      }
    // A second of life passes between two texts.
    clock.advance(1s);
    return reply;
  }

  /// With a reading made by hand.
  std::string say(std::vector<nlp::act> acts, std::string text = "a text") {
    nlp::understanding u;
    u.acts = std::move(acts);
    return carry_out({state, std::move(text), std::move(u), handles->ids->next(), clock.now()});
  }
  /// Understood by the real pipeline.
  std::string say(const std::string& text) {
    const auto ctx = handlers::reading_context(state, clock.now(), *state.words);
    return carry_out({state, text, nlp::understand(text, ctx), handles->ids->next(), clock.now()});
  }
  /// The item falls due now.
  std::string fall_due(row_id item, instant due) {
    const auto message_id = handles->ids->next();
    auto f = handlers::plan_due(state, item, due, clock.now(), *handles->ids,
                                {.text_channel = "simulator",
                                 .mail = mail,
                                 .segment_price_micros = budget / 100,
                                 .monthly_budget_micros = budget});
    result<handlers::turn_result> out = make_error(errc::internal, "not run");
    auto done = read(state.user.id, [&](storage::unit_of_work& u) { out = f(u); });
    if (!done || !out) {
      ADD_FAILURE() << "read failed";
      return {};
    }
    return store(std::move(*out), message_id, "");
  }

  std::int64_t count(const std::string& from) {
    return std::stoll(db.value("select count(*) from " + from));
  }
  /// Changes when any stored entry does. Sealed columns differ at each sealing, so facts count by
  /// id.
  std::string checksum() {
    return db.value(
        "select md5(coalesce(string_agg(t, '|' order by t), '')) from ("
        "select 'f' || r::text as t from food_logs r union all"
        " select 'w' || r::text from water_logs r union all select 'g' || r::text from gym_logs r"
        " union all select 's' || r::text from sleep_logs r"
        " union all select 'i' || r::text from reminders_todos r"
        " union all select 'a' || r::text from assignments r"
        " union all select 'k' || r::text from user_knowledge r"
        " union all select 'p' || p.water_goal_ml::text || p.units from user_preferences p"
        " union all select 'x' || f.id::text || coalesce(f.superseded_at::text, '') from facts f"
        ") all_rows");
  }

  handlers::registry registry;
  std::shared_ptr<const storage::user_snapshot> snapshot;
  handlers::user_state state;
  std::vector<handlers::effect> effects;
  int texts = 0;
  bool mail = false;        ///< whether mails can be sent
  std::int64_t budget = 0;  ///< of a month, for a hundred segments; 0: no limit
};

/// An afternoon in New York, every text understood by the real pipeline with the real lexicon.
class texting_test : public talk_test {
 protected:
  void begin_here(local_seconds at = local(2026, 3, 4, 14, 20)) {
    begin("America/New_York", at, "metric", handlers::lexicon_estimate);
  }
  std::string text(const std::string& said) { return say(said); }
  static bool has(const std::string& reply, std::string_view part) {
    return reply.find(part) != std::string::npos;
  }
};

/// The reply holds `part` and is a text that may be sent.
#define EXPECT_SAYS(reply, part)                                                    \
  do {                                                                              \
    const std::string said_ = (reply);                                              \
    EXPECT_NE(said_.find(part), std::string::npos) << said_;                        \
    EXPECT_LE(replies::measure(said_).segments, handlers::reply_segments) << said_; \
    EXPECT_FALSE(replies::asks_for_reserved_word(said_)) << said_;                  \
  } while (false)

}  // namespace test
