#pragma once
// What a user's actor thinks, apart from the order in which it does things: what a text means, what
// it leads to, how a failure is worded. The actor owns time, order and storage; this owns meaning.
// Thread: any, many at once; the functions it returns run on a reader thread.

#include <memory>
#include <optional>
#include <string>

#include "actors/handlers/turn.hpp"

namespace actors {

/// A text that was answered before, as storage has it.
struct stored_turn {
  row_id message_id = 0;
  std::string reply;  ///< parts joined by U+001E
};

class turn_logic {
 public:
  virtual ~turn_logic() = default;

  virtual handlers::user_state state_from(const storage::user_snapshot& snapshot,
                                          instant now) const = 0;
  virtual nlp::understanding understand(std::string_view text, const nlp::context& ctx) const = 0;
  virtual handlers::planned_turn plan(handlers::turn_input input) const = 0;
  virtual handlers::turn_function plan_due(handlers::user_state state, row_id item, instant due_at,
                                           instant now, handlers::delivery through) const = 0;
  virtual std::optional<stored_turn> find_stored(storage::unit_of_work& uow,
                                                 const std::string& dedupe_key) const = 0;
  /// What a stranger is told.
  virtual std::string invitation(replies::language speaks) const = 0;
  /// What is said when storage failed.
  virtual std::string honest_failure(errc why, replies::language speaks) const = 0;
};

/// The product's: nlp and the handlers.
class assistant_logic final : public turn_logic {
 public:
  /// `handlers` and `ids` must outlive it.
  assistant_logic(const handlers::registry& handlers, id_generator& ids,
                  std::string public_base_url)
      : handlers_(handlers), ids_(ids), public_base_url_(std::move(public_base_url)) {}

  handlers::user_state state_from(const storage::user_snapshot& snapshot,
                                  instant now) const override;
  nlp::understanding understand(std::string_view text, const nlp::context& ctx) const override;
  handlers::planned_turn plan(handlers::turn_input input) const override;
  handlers::turn_function plan_due(handlers::user_state state, row_id item, instant due_at,
                                   instant now, handlers::delivery through) const override;
  std::optional<stored_turn> find_stored(storage::unit_of_work& uow,
                                         const std::string& dedupe_key) const override;
  std::string invitation(replies::language speaks) const override;
  std::string honest_failure(errc why, replies::language speaks) const override;

 private:
  const handlers::registry& handlers_;
  id_generator& ids_;
  std::string public_base_url_;
};

}  // namespace actors
