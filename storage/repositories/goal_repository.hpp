#pragma once
// Goals and the figures people keep of themselves. Callers: their handlers, on a reader thread.

#include <string>
#include <vector>

#include "storage/unit_of_work.hpp"

namespace storage {

namespace goals {
/// Oldest first.
std::vector<goal_row> active(unit_of_work& u);
}  // namespace goals

namespace metrics {
/// Newest first; `metric` in lower case.
std::vector<metric_row> last(unit_of_work& u, const std::string& metric, std::int64_t limit);
/// Of any metric, those that came by text, the last stored first.
std::vector<metric_row> texted(unit_of_work& u, std::int64_t limit);
/// Oldest first, in [from, to).
std::vector<metric_row> between(unit_of_work& u, const std::string& metric, instant from,
                                instant to);
}  // namespace metrics

}  // namespace storage
