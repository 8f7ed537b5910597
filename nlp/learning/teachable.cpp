#include "nlp/learning/teachable.hpp"

#include <algorithm>
#include <array>

#include "nlp/text/fuzzy.hpp"

namespace nlp::learning {
namespace {

constexpr std::array too_common_words = {
    "the",    "a",        "an",    "i",      "me",    "my",        "you",       "it",      "is",
    "and",    "or",       "to",    "of",     "in",    "on",        "at",        "for",     "was",
    "were",   "be",       "are",   "am",     "this",  "that",      "with",      "not",     "did",
    "do",     "does",     "had",   "have",   "has",   "ate",       "eat",       "drank",   "drink",
    "ran",    "run",      "slept", "sleep",  "log",   "logged",    "what",      "how",     "when",
    "where",  "why",      "who",   "food",   "water", "gym",       "workout",   "todo",    "remind",
    "today",  "tomorrow", "now",   "day",    "week",  "month",     "yesterday", "tonight", "lunch",
    "dinner", "snack",    "meal",  "minute", "hour",  "breakfast", "calories"};
constexpr std::array reserved_words = {"stop",   "stopall", "unsubscribe", "cancel", "end",  "quit",
                                       "revoke", "optout",  "start",       "unstop", "help", "info",
                                       "yes",    "no",      "ok",          "undo",   "redo", "more",
                                       "done",   "again",   "skip",        "try",    "y",    "n"};

bool has(const auto& words, std::string_view w) {
  return std::ranges::find(words, w) != words.end();
}

std::string folded(std::string_view s) {
  std::string out;
  for (const char c : s) {
    if (c == ' ' || c == '-' || c == '_' || c == '\'') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  return out;
}

std::string_view singular(std::string_view w) {
  if (w.size() > 3 && w.ends_with('s') && !w.ends_with("ss")) w.remove_suffix(1);
  return w;
}

}  // namespace

std::optional<unteachable> refuse_term(std::string_view term) {
  if (term.empty()) return unteachable::empty;
  if (term.size() > longest_term) return unteachable::too_long;
  if (has(reserved_words, term)) return unteachable::reserved;
  if (has(too_common_words, term)) return unteachable::too_common;
  const bool letter = std::ranges::any_of(term, [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
  });
  if (!letter) return unteachable::no_word;
  return std::nullopt;
}

bool same_spelling(std::string_view a, std::string_view b) {
  const auto x = folded(a), y = folded(b);
  if (singular(x) == singular(y)) return true;
  return x.size() >= 6 && y.size() >= 6 && within_one_edit(x, y);
}

bool same_meaning(const learned_pattern& a, const learned_pattern& b) {
  // A food or a container is what its figures say; its value only repeats the term.
  const bool own = a.type == "entity" && (a.kind == "food" || a.kind == "container");
  return a.type == b.type && a.kind == b.kind && (own || a.value == b.value);
}

bool same_figures(const learned_pattern& a, const learned_pattern& b) {
  return a.calories == b.calories && a.protein_g == b.protein_g && a.carbs_g == b.carbs_g &&
         a.fat_g == b.fat_g && a.amount_ml == b.amount_ml;
}

}  // namespace nlp::learning
