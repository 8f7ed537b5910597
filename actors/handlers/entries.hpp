#pragma once
// What a person has recorded lately, each entry with the words that name it: logs, figures of their
// own, facts and what is open. Callers: deleting and correcting by words. Thread: a reader.

#include <string>
#include <string_view>
#include <vector>

#include "actors/handlers/handler.hpp"
#include "actors/handlers/open_items.hpp"

namespace handlers {

struct entry {
  storage::any_row row;
  row_id id = 0;
  std::string_view kind;  ///< food water gym sleep metric todo reminder assignment fact
  std::string name;       ///< for matching
  std::string phrase;     ///< for the reply
  std::string meal;       ///< food only
  local_days day{};       ///< of a log
  bool meal_said = false;
  bool is_log = false;
};

/// The newest of each kind first; `kind` (food, water, gym, sleep) narrows when not empty.
std::vector<entry> recent_logs(storage::unit_of_work& u, const turn_context& t,
                               std::string_view kind);
entry of_open(const open_item& i, const turn_context& t);
/// Those that count now.
std::vector<entry> facts_known(storage::unit_of_work& u, const turn_context& t);

/// The foods of a meal of a day: what was called so, else what was eaten about that time.
std::vector<entry> of_meal(std::vector<entry> all, std::string_view meal, local_days day);

/// Lists them by number and waits for one.
outcome ask_which_entry(const nlp::act& act, const turn_context& t, const std::vector<entry>& rows);

}  // namespace handlers
