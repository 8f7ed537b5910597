#include "actors/handlers/was_done.hpp"

#include <algorithm>
#include <regex>

#include "actors/handlers/open_items.hpp"
#include "actors/handlers/support.hpp"
#include "storage/repositories/item_repository.hpp"

namespace handlers {
namespace {

using namespace std::chrono;

constexpr days looked_back{365};
constexpr std::int64_t rows_looked_at = 1'000;
constexpr double alike = 0.5;

std::vector<storage::item_row> done_named(const std::string& name, const turn_context& t,
                                          storage::unit_of_work& u) {
  auto rows =
      storage::items::done_items(u, t.now - looked_back, t.now + seconds(1), rows_looked_at);
  std::erase_if(rows, [&](const auto& r) { return similarity(name, r.content) < alike; });
  std::ranges::reverse(rows);
  return rows;
}

}  // namespace

std::optional<outcome> was_done(const turn_context& t, storage::unit_of_work& u) {
  static const std::regex asks(
      "(?:did|have) i (?:already |ever )?(.{3,80}?)(?: yet| already| today| this week)?[?!. ]*",
      std::regex::ECMAScript | std::regex::icase | std::regex::optimize);
  const auto said = tidy(t.text, 120);
  std::smatch m;
  if (!std::regex_match(said, m, asks)) return std::nullopt;
  const auto name = m[1].str();
  const auto done = done_named(name, t, u);
  for (const auto& i : all_open(u, t, "", true))
    if (similarity(name, name_of(i)) >= alike && done.empty())
      return say(t,
                 {"Not yet, as far as I know: {} is still open.",
                  "Aún no, que yo sepa: {} sigue pendiente."},
                 std::visit([&](const auto& r) { return replies::phrase(r, t.voice); }, i));
  if (done.empty()) return std::nullopt;
  return say(t, {"Yes: {}, done {}.", "Sí: {}, hecho {}."},
             replies::shortened(done.front().content, 60),
             replies::moment(*done.front().completed_at, t.voice));
}

std::vector<std::string> done_like(const std::string& name, const turn_context& t,
                                   storage::unit_of_work& u) {
  std::vector<std::string> lines;
  for (const auto& r : done_named(name, t, u))
    lines.push_back(replies::worded(t.voice, {"{} (done {})", "{} (hecho {})"},
                                    replies::shortened(r.content, 60),
                                    replies::moment(*r.completed_at, t.voice)));
  return lines;
}

}  // namespace handlers
