#pragma once
// Second stage: tokens as typed to the words meant. Input: tokens. Output: tokens in which slang,
// contractions and misspelt keywords are spelt out ("tmrw" -> "tomorrow", "didnt" -> "did not").
// New tokens keep the place of those they replace, so a content slot can still quote the text as
// typed. Language data: nlp/language/*.slang and the keywords of *.rules.
// Thread: pure; tables are built once and shared.

#include "nlp/text/tokenizer.hpp"

namespace nlp {

/// Rewrites in place. At most doubles the number of tokens.
void normalize(token_list& tokens);

/// How many function words of Spanish and of English the text holds.
struct language_votes {
  int es = 0, en = 0;
};
language_votes count_languages(const token_list& tokens);

}  // namespace nlp
