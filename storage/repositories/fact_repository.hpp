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
/// All that was taught, newest first.
std::vector<knowledge_row> all(unit_of_work& u);
std::vector<knowledge_row> by_term(unit_of_work& u, const std::string& lower_term);
}  // namespace knowledge

}  // namespace storage
