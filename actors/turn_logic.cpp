#include "actors/turn_logic.hpp"

#include "actors/replies/templates.hpp"

namespace actors {
namespace {

constexpr storage::statement find_message_by_key{
    "message-by-dedupe-key",
    "select id, user_id, dedupe_key, channel, body, reply, reading, request_id, received_at, "
    "handled_at, reply_segments from message_log where user_id = $1 and dedupe_key = $2"};

}  // namespace

handlers::user_state assistant_logic::state_from(const storage::user_snapshot& snapshot,
                                                 instant now) const {
  return handlers::state_from(snapshot, now);
}

nlp::understanding assistant_logic::understand(std::string_view text,
                                               const nlp::context& ctx) const {
  return nlp::understand(text, ctx);
}

handlers::planned_turn assistant_logic::plan(handlers::turn_input input) const {
  return handlers::plan_turn(handlers_, std::move(input), ids_);
}

handlers::turn_function assistant_logic::plan_due(handlers::user_state state, row_id item,
                                                  instant due_at, instant now,
                                                  handlers::delivery through) const {
  return handlers::plan_due(std::move(state), item, due_at, now, ids_, std::move(through));
}

std::optional<stored_turn> assistant_logic::find_stored(storage::unit_of_work& uow,
                                                        const std::string& dedupe_key) const {
  auto rows = uow.select<storage::message_row>(find_message_by_key, uow.user(), dedupe_key);
  if (rows.empty()) return std::nullopt;
  return stored_turn{rows.front().id, std::move(rows.front().reply.plain)};
}

std::string assistant_logic::invitation(replies::language speaks) const {
  return replies::invitation(public_base_url_, speaks);
}

std::string assistant_logic::honest_failure(errc why, replies::language speaks) const {
  return replies::honest_failure(why, speaks);
}

}  // namespace actors
