#pragma once
// A turn logic of a few words, for tests of what actors do around it:
//   "water 250"   logs 250 ml and answers the day's total: "250 ml"
//   "count"       reads on a reader thread and answers the day's total
//   "remind 5"    sets a reminder in 5 minutes
//   "boom"        throws
// Anything else is answered with itself.

#include <atomic>
#include <charconv>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "actors/turn_logic.hpp"
#include "tests/support/fake_storage.hpp"

namespace test {

class fake_logic : public actors::turn_logic {
 public:
  fake_logic(fake_storage& storage, id_generator& ids) : storage_(storage), ids_(ids) {}

  mutable std::vector<std::string> understood;  ///< every text, in the order it was read
  mutable std::atomic<int> due_planned = 0;

  handlers::user_state state_from(const storage::user_snapshot& s, instant) const override {
    handlers::user_state state;
    state.user = s.user;
    state.preferences = s.preferences;
    state.today = s.today;
    return state;
  }
  nlp::understanding understand(std::string_view text, const nlp::context&) const override {
    {
      std::lock_guard lock(mutex_);
      understood.emplace_back(text);
    }
    return {{nlp::act{text.starts_with("water") ? nlp::intent::water_log : nlp::intent::unknown}}};
  }

  handlers::planned_turn plan(handlers::turn_input in) const override {
    if (in.text == "boom") throw std::runtime_error("boom");
    if (in.text == "count")
      return handlers::turn_function(
          [state = in.state](storage::unit_of_work&) -> result<handlers::turn_result> {
            return handlers::turn_result{.texts = {total(state)}, .next = state};
          });
    handlers::turn_result out{.texts = {in.text}, .next = std::move(in.state)};
    if (in.text.starts_with("water")) {
      storage::water_log_row row{.id = ids_.next(),
                                 .user_id = out.next.user.id,
                                 .at = in.now,
                                 .amount_ml = number_after(in.text, 6),
                                 .message_id = in.message_id};
      out.next.today.water_ml += row.amount_ml;
      out.texts = {total(out.next)};
      out.changes.push_back(storage::inserted(row));
    }
    if (in.text.starts_with("remind")) {
      storage::item_row row{.id = ids_.next(), .user_id = out.next.user.id, .type = "reminder"};
      row.due_at = in.now + std::chrono::minutes(static_cast<int>(number_after(in.text, 7)));
      out.changes.push_back(storage::inserted(row));
      out.effects.push_back(handlers::schedule_item{row.id, row.due_at});
    }
    return out;
  }

  handlers::turn_function plan_due(handlers::user_state state, row_id item, instant due_at,
                                   instant now, handlers::delivery through) const override {
    ++due_planned;
    return [=, this](storage::unit_of_work&) -> result<handlers::turn_result> {
      handlers::turn_result out{.next = state};
      auto row = storage_.items.at(item);
      if (row.status != "open" || row.sent_at || row.due_at != due_at) return out;
      auto before = row;
      row.sent_at = now;
      out.changes.push_back(storage::updated(before, row));
      out.changes.push_back(storage::inserted(storage::outbox_row{.id = ids_.next(),
                                                                  .user_id = row.user_id,
                                                                  .channel = through.text_channel,
                                                                  .recipient = *state.user.phone,
                                                                  .body = {"Reminder"},
                                                                  .kind = "reminder",
                                                                  .item_id = item,
                                                                  .not_before = now,
                                                                  .created_at = now}));
      out.effects.push_back(handlers::wake_outbox{});
      return out;
    };
  }

  std::optional<actors::stored_turn> find_stored(storage::unit_of_work& uow,
                                                 const std::string& key) const override {
    auto* row = storage_.message(uow.user(), key);
    if (!row) return std::nullopt;
    return actors::stored_turn{row->id, row->reply.plain};
  }
  std::string invitation(replies::language) const override { return "Join at example.org"; }
  std::string honest_failure(errc why, replies::language) const override {
    return "Not saved: " + std::string(to_string(why));
  }

 private:
  static std::string total(const handlers::user_state& s) {
    return std::to_string(static_cast<int>(s.today.water_ml)) + " ml";
  }
  static double number_after(std::string_view text, std::size_t at) {
    int n = 0;
    std::from_chars(text.data() + std::min(at, text.size()), text.data() + text.size(), n);
    return n;
  }

  fake_storage& storage_;
  id_generator& ids_;
  mutable std::mutex mutex_;
};

}  // namespace test
