#include "actors/handlers/routine_rows.hpp"

#include "actors/handlers/notice_times.hpp"
#include "storage/repositories/notice_repository.hpp"

namespace handlers {

std::pair<std::optional<storage::routine_row>, storage::routine_row> routine_of(
    std::string_view kind, const turn_context& t, storage::unit_of_work& u) {
  auto stored = storage::notices::routine(u, std::string(kind));
  if (stored) return {stored, *stored};
  auto fresh = standard_routine(kind);
  fresh.id = t.ids.next();
  fresh.user_id = t.state.user.id;
  return {std::nullopt, fresh};
}

void store_routine(outcome& o, const std::optional<storage::routine_row>& before,
                   storage::routine_row after) {
  o.changes.push_back(before ? storage::updated(*before, std::move(after))
                             : storage::inserted(std::move(after)));
}

}  // namespace handlers
