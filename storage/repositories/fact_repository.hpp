#pragma once
// Facts and taught words. Facts are sealed, so they are matched in memory after opening: a person
// has hundreds, not millions. Callers: answering handlers, on a reader thread.

#include <optional>
#include <vector>

#include "storage/unit_of_work.hpp"

namespace storage {

namespace facts {
/// The current value of every key, newest first.
std::vector<fact_row> current(unit_of_work& u);
/// Added within [from, to), with the values that later ones replaced.
std::vector<fact_row> added(unit_of_work& u, instant from, instant to, std::int64_t limit);
std::optional<fact_row> by_id(unit_of_work& u, row_id id);
}  // namespace facts

namespace knowledge {
/// How taught words changed, newest first. What is taught now is in the user's state.
std::vector<knowledge_history_row> history(unit_of_work& u, std::int64_t limit);
}  // namespace knowledge

}  // namespace storage
