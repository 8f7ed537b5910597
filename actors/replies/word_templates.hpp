#pragma once
// What is said about the words a person taught. The same rules as for all templates
// (actors/replies/templates.hpp): worded from rows, one segment where it can be, no carrier words.
// Callers: the handlers of learning. Thread: any; pure.

#include <span>
#include <string>
#include <string_view>

#include "actors/replies/formatter.hpp"
#include "nlp/learning/teachable.hpp"
#include "storage/change_set.hpp"

namespace replies {

/// What an intent records, as a noun: "gym_log" is "a workout".
std::string what_it_is(std::string_view intent_name, const voice& v);

// --- refused ----------------------------------------------------------------------------------
std::string unteachable(nlp::learning::unteachable why, std::string_view term, const voice& v);
std::string synonym_circle(std::string_view term, std::string_view value, const voice& v);
std::string same_on_both_sides(const voice& v);
std::string too_many_words(std::size_t most, const voice& v);
std::string not_learned(std::string_view term, const voice& v);

// --- learned, asked ---------------------------------------------------------------------------
std::string what_does_it_mean(std::string_view term, const voice& v);
/// Asks before words that were taught and not used for long go; `oldest` is one of the `n`.
std::string drop_unused(std::string_view oldest, std::int64_t n, const voice& v);
/// Offers to learn what was corrected so many times.
std::string remember_this_fix(int times, std::string_view from, std::string_view to,
                              const voice& v);
/// "third".
std::string ordinal(int n, const voice& v);
std::string forget_it(std::span<const std::string> names, const voice& v);
std::string forgotten(std::span<const std::string> names, const voice& v);
std::string known_already(const storage::knowledge_row& r, const voice& v);
/// Asks before a text that was right would be read as another kind of thing.
std::string would_reread(const storage::knowledge_row& r, std::string_view text, nlp::intent as,
                         const voice& v);
std::string two_meanings(const storage::knowledge_row& before, const storage::knowledge_row& now,
                         const voice& v);
std::string meaning_kept(const storage::knowledge_row& r, const voice& v);
std::string mend_earlier(std::span<const storage::row_change> repairs, const voice& v);
std::string mended_earlier(std::span<const storage::row_change> repairs, const voice& v);
std::string merge_spellings(const storage::knowledge_row& a, const storage::knowledge_row& b,
                            const voice& v);
std::string merged(const storage::knowledge_row& gone, const storage::knowledge_row& stays,
                   const voice& v);
std::string first_use(const storage::knowledge_row& r, const voice& v);
std::string good_to_know(const storage::knowledge_row& r, const voice& v);
std::string word_was_wrong(const storage::knowledge_row& r, const voice& v);
std::string switched_off(const storage::knowledge_row& r, const voice& v);
/// A word of this confidence is shown as one that is not sure.
bool is_unsure(double confidence);
/// A word as a line of a list: its meaning, how often it was used, how sure we are (0 to 1).
std::string word_line(const storage::knowledge_row& r, double confidence, bool used,
                      const voice& v);
std::string no_words_yet(std::string_view kind, const voice& v);

}  // namespace replies
