#include "actors/replies/word_templates.hpp"

#include <fmt/format.h>

#include "actors/replies/templates.hpp"

namespace replies {
namespace {

constexpr std::size_t word_limit = 40;

std::string in_quotes(std::string_view s) {
  return "\"" + shortened(s, word_limit) + "\"";
}

/// What the word stands for, without the word.
std::string meaning(const storage::knowledge_row& r, const voice& v) {
  if (r.pattern_type == "intent") return what_it_is(r.associated_value);
  if (r.amount_ml) return volume(*r.amount_ml, v);
  if (auto figures = macros(r.calories, r.protein_g, r.carbs_g, r.fat_g, false); !figures.empty())
    return figures;
  if (r.associated_value == r.pattern_term && !r.kind.empty()) return "a " + r.kind;
  return shortened(r.associated_value, word_limit);
}

std::string row_phrase(const storage::any_row& row, const voice& v) {
  return std::visit(
      [&](const auto& r) -> std::string {
        if constexpr (requires { phrase(r, v); })
          return phrase(r, v);
        else
          return {};
      },
      row);
}

}  // namespace

std::string what_it_is(std::string_view intent_name) {
  if (intent_name == "gym_log") return "a workout";
  if (intent_name == "food_log") return "food";
  if (intent_name == "water_log") return "water";
  if (intent_name == "sleep_log") return "sleep";
  if (intent_name == "todo_add") return "a todo";
  if (intent_name == "reminder_add") return "a reminder";
  if (intent_name == "assignment_add") return "an assignment";
  return intent_name == "unknown" ? "nothing I know" : "something else";
}

std::string unteachable(nlp::learning::unteachable why, std::string_view term) {
  using enum nlp::learning::unteachable;
  switch (why) {
    case empty:
      return "What should I learn? Like \"my stanley is 40oz\".";
    case too_long:
      return "That is too long to be one of your words. Which short word should I learn?";
    case reserved:
      return in_quotes(term) +
             " already has a job here, so I can't give it another meaning. Which "
             "other word do you want to use?";
    case no_word:
      return in_quotes(term) + " is no word, so I can't learn it. Use a name with letters.";
    case too_common:
      break;
  }
  return in_quotes(term) +
         " is too common a word to learn: it would change how I read your other texts. Use a more "
         "special one.";
}

std::string synonym_circle(std::string_view term, std::string_view value) {
  return in_quotes(value) + " already leads to " + in_quotes(term) +
         ", so that would go round in a circle. Nothing was learned.";
}

std::string too_many_words(std::size_t most) {
  return fmt::format(
      "You taught me {} words, which is all I can keep. Text \"forget\" and a word you no longer "
      "use, then teach me this one again.",
      most);
}

std::string known_already(const storage::knowledge_row& r, const voice& v) {
  return "I know that already: " + phrase(r, v) + ".";
}

std::string would_reread(const storage::knowledge_row& r, std::string_view text, nlp::intent as,
                         const voice& v) {
  return fmt::format(
      "With {} I'd take your text {} for {}, and it was right before. Learn it anyway? (yes/no)",
      phrase(r, v), in_quotes(text), what_it_is(nlp::to_string(as)));
}

std::string two_meanings(const storage::knowledge_row& before, const storage::knowledge_row& now,
                         const voice& v) {
  return fmt::format("Before, it was {}. Only {} from now on? (yes/no)", meaning(before, v),
                     meaning(now, v));
}

std::string meaning_kept(const storage::knowledge_row& r, const voice& v) {
  return "OK: " + phrase(r, v) + ".";
}

std::string mend_earlier(std::span<const storage::row_change> repairs, const voice& v) {
  const auto n = static_cast<std::int64_t>(repairs.size());
  return fmt::format("Fix {} that used it, like {}? (yes/no)",
                     n == 1 ? "1 earlier entry" : fmt::format("{} earlier entries", n),
                     row_phrase(*repairs.front().after, v));
}

std::string mended_earlier(std::span<const storage::row_change> repairs, const voice& v) {
  constexpr std::size_t shown = 3;
  std::vector<std::string> names;
  std::size_t entries = 0;
  for (const auto& c : repairs) {
    if (!c.after) continue;
    ++entries;
    if (names.size() < shown) names.push_back(row_phrase(*c.after, v));
  }
  return fmt::format("Fixed {}: {}. Text undo to take it back.",
                     entries == 1 ? "1 entry" : fmt::format("{} entries", entries),
                     fmt::join(names, "; "));
}

std::string merge_spellings(const storage::knowledge_row& a, const storage::knowledge_row& b) {
  return fmt::format(
      "You also taught me {}, which means the same. Make them one word, {}? (yes/no)",
      in_quotes(a.pattern_term), in_quotes(b.pattern_term));
}

std::string merged(const storage::knowledge_row& gone, const storage::knowledge_row& stays,
                   const voice& v) {
  return fmt::format("One word now: {} ({} went into it).", phrase(stays, v),
                     in_quotes(gone.pattern_term));
}

std::string first_use(const storage::knowledge_row& r, const voice& v) {
  return fmt::format("I took {} as {}. Right? (yes/no)", in_quotes(r.pattern_term), meaning(r, v));
}

std::string good_to_know(const storage::knowledge_row& r, const voice& v) {
  return fmt::format("Good, {} stays {}.", in_quotes(r.pattern_term), meaning(r, v));
}

std::string word_was_wrong(const storage::knowledge_row& r, const voice&) {
  return fmt::format(
      "Sorry. Text undo to take the entry back, or tell me what {} is, or \"forget {}\".",
      in_quotes(r.pattern_term), shortened(r.pattern_term, word_limit));
}

std::string switched_off(const storage::knowledge_row& r, const voice& v) {
  return fmt::format(
      "{} as {} was wrong too often, so I no longer use it. Teach it again to bring it back.",
      in_quotes(r.pattern_term), meaning(r, v));
}

std::string word_line(const storage::knowledge_row& r, double confidence, bool used,
                      const voice& v) {
  auto s = phrase(r, v);
  if (!used) return s + ", not used any more";
  if (r.usage_count > 0) s += fmt::format(", used {}x", r.usage_count);
  if (confidence < 0.5) s += ", unsure";
  return s;
}

}  // namespace replies
