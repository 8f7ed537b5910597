#include "actors/handlers/earlier_texts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "actors/handlers/commands.hpp"
#include "actors/handlers/reread.hpp"
#include "actors/handlers/support.hpp"
#include "storage/repositories/action_repository.hpp"

namespace handlers {
namespace {

constexpr std::int64_t texts_looked_at_here = 200;
constexpr std::size_t shown = 5;
constexpr std::size_t longest_shown = 60;

bool recorded(const storage::message_row& m) {
  const auto& r = m.reading.json;
  return r.find("_log\"") != std::string::npos || r.find("_add\"") != std::string::npos;
}

outcome list(const turn_context& t, const std::vector<earlier_text>& texts, std::string title,
             bool with_times) {
  if (texts.empty())
    return say(t, {"You haven't logged anything yet. Try \"2 eggs\".",
                   "Aún no has anotado nada. Prueba \"2 huevos\"."});
  auto s = std::move(title);
  for (std::size_t i = 0; i < texts.size() && i < shown; ++i) {
    s += fmt::format("\n{}. {}", i + 1, replies::shortened(texts[i].text, longest_shown));
    if (with_times) s += fmt::format(" ({}x)", texts[i].times);
  }
  return say(s);
}

}  // namespace

std::vector<earlier_text> earlier_texts(storage::unit_of_work& u, row_id present) {
  std::vector<earlier_text> out;
  for (const auto& m : storage::actions::recent_texts(u, texts_looked_at_here)) {
    if (m.id == present || !recorded(m) || asks_again(m.body.plain)) continue;
    const auto body = tidy(m.body.plain);
    const auto same = std::ranges::find_if(
        out, [&](const earlier_text& e) { return lower(e.text) == lower(body); });
    if (same == out.end())
      out.push_back({body, 1});
    else
      ++same->times;
  }
  return out;
}

std::optional<std::size_t> asks_again(std::string_view text) {
  auto said = lower(tidy(text, 40));
  while (!said.empty() && (said.back() == '.' || said.back() == '!')) said.pop_back();
  for (const std::string_view all : {"again", "again please", "repeat", "repeat that",
                                     "do it again", "otra vez", "repite", "repetir", "de nuevo"})
    if (said == all) return 0;
  for (const std::string_view verb : {"again ", "repeat ", "rerun ", "repite "}) {
    if (!said.starts_with(verb)) continue;
    const auto numbers = list_numbers(said.substr(verb.size()));
    if (numbers.size() == 1 && numbers.front() <= shown) return numbers.front();
  }
  return std::nullopt;
}

handled show_history(const turn_context& t) {
  return deferred([&t](storage::unit_of_work& u) -> result<outcome> {
    return list(
        t, earlier_texts(u, t.message_id),
        replies::worded(t.voice, {"Your last entries (\"repeat 2\" logs one again):",
                                  "Tus últimas entradas (\"repite 2\" la anota otra vez):"}),
        false);
  });
}

handled show_most_used(const turn_context& t) {
  return deferred([&t](storage::unit_of_work& u) -> result<outcome> {
    auto texts = earlier_texts(u, t.message_id);
    std::ranges::stable_sort(texts, std::greater{}, &earlier_text::times);
    return list(t, texts, replies::worded(t.voice, {"What you log most:", "Lo que más anotas:"}),
                true);
  });
}

std::optional<outcome> suggest_meant(const turn_context& t, storage::unit_of_work& u) {
  // All but all of what was said is in it, and at least half of it was said.
  constexpr double said_in_it = 0.8, of_it_said = 0.5;
  // Words that make a text say something else than the one without them.
  constexpr std::array turning = {"not",  "no",     "never",  "dont",  "don't", "didnt", "didn't",
                                  "will", "should", "would",  "gonna", "want",  "wish",  "almost",
                                  "if",   "nunca",  "quiero", "casi",  "si"};
  const auto turns = [&](std::string_view text) {
    return std::ranges::any_of(match_words(text), [&](const std::string& w) {
      return std::ranges::find(turning, w) != turning.end();
    });
  };
  const auto said = tidy(t.text);
  std::string best;
  double best_score = 0;
  if (turns(said)) return std::nullopt;
  const auto consider = [&](const std::string& text, std::int64_t times) {
    const auto whole = similarity(text, said), alike = similarity(said, text) + whole;
    if (alike - whole < said_in_it || whole < of_it_said) return;
    // Of two that are about as close, the one used more.
    const auto score = alike + 0.05 * std::log2(1 + static_cast<double>(times));
    if (score > best_score) {
      best_score = score;
      best = text;
    }
  };
  for (const auto& e : earlier_texts(u, t.message_id)) consider(e.text, e.times);
  for (const auto& w : t.state.words->all())
    if (is_used(*w, t.now)) consider(w->pattern_term, w->usage_count);
  if (best.empty() || lower(best) == lower(said)) return std::nullopt;
  // As it would be read alone: what was said since must not turn it into a correction.
  auto alone = reading_context(t.state, t.now, *t.state.words);
  alone.history = {};
  auto meant = nlp::understand(best, alone);
  if (meant.acts.size() != 1 || meant.ask || meant.acts.front().kind == nlp::intent::unknown)
    return std::nullopt;
  return ask_to_confirm(t, std::move(meant.acts.front()), replies::did_you_mean(best, t.voice));
}

}  // namespace handlers
