#include "nlp/text/normalizer.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <span>
#include <string>

#include "config/common/embedded_file.hpp"
#include "nlp/entities/food_lexicon.hpp"
#include "nlp/lexicon/lexicon_files.hpp"
#include "nlp/phrase_book.hpp"
#include "nlp/text/fuzzy.hpp"
#include "nlp/text/word_map.hpp"

namespace nlp {

std::span<const embedded_file> language_files();

namespace {

struct rewriting {
  std::vector<std::string> from;  ///< words; from[0] is the key
  std::vector<bool> apart;        ///< whether a space precedes each
  std::vector<std::string_view> to;
};

struct tables {
  word_map slang;  ///< the first word: place in `rewritings`
  std::vector<std::vector<rewriting>> rewritings;
  word_map plain;  ///< correct words never taken for misspelt keywords: place in `plain_words`
  std::vector<std::string_view> plain_words;
  fuzzy_index keywords;
  std::vector<std::string_view> keyword_texts;
  std::deque<std::string> texts;

  tables() {
    for (const auto& file : language_files()) {
      if (file.name.ends_with(".slang")) read_slang(file.bytes);
    }
    for_each_line(lexicon_file("plain_words.txt"), [&](std::string_view w) {
      plain.add(w, static_cast<std::uint32_t>(plain_words.size()));
      plain_words.push_back(w);
    });
    for (const auto w : phrase_book::shared().keywords()) {
      keywords.add(w, static_cast<std::uint32_t>(keyword_texts.size()));
      keyword_texts.push_back(w);
    }
    keywords.build();
    for (auto& list : rewritings)
      std::stable_sort(list.begin(), list.end(),
                       [](const auto& a, const auto& b) { return a.from.size() > b.from.size(); });
  }

  void read_slang(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto nl = bytes.find('\n');
      const auto line = bytes.substr(0, nl);
      bytes = nl == std::string_view::npos ? std::string_view() : bytes.substr(nl + 1);
      const auto eq = line.find(" = ");
      if (line.empty() || line[0] == '#' || eq == std::string_view::npos) continue;
      rewriting r;
      for (const auto& t : tokenize(line.substr(0, eq))) {
        r.from.emplace_back(t.text);
        r.apart.push_back(t.space_before);
      }
      for (const auto& t : tokenize(line.substr(eq + 3))) {
        texts.emplace_back(t.text);
        r.to.push_back(texts.back());
      }
      if (r.from.empty()) continue;
      auto at = slang.find(r.from[0]);
      if (at == word_map::none) {
        at = static_cast<std::uint32_t>(rewritings.size());
        texts.push_back(r.from[0]);
        slang.add(texts.back(), at);
        rewritings.emplace_back();
      }
      rewritings[at].push_back(std::move(r));
    }
  }
};

const tables& shared() {
  static const tables t;
  return t;
}

const rewriting* find_rewriting(const tables& tb, const std::vector<token>& t, std::size_t i) {
  const auto at = tb.slang.find(t[i].text);
  if (at == word_map::none) return nullptr;
  for (const auto& r : tb.rewritings[at]) {
    if (i + r.from.size() > t.size()) continue;
    bool all = true;
    for (std::size_t k = 1; k < r.from.size() && all; ++k)
      all = t[i + k].text == r.from[k] && t[i + k].space_before == r.apart[k];
    // "b4" must not be cut out of "b45" or "ab4", but words that stand apart may be followed by
    // anything.
    if (all && r.from.size() > 1) {
      const auto after = i + r.from.size();
      const bool glued_after =
          after < t.size() && !t[after].space_before && t[after].type != token::kind::symbol &&
          !r.apart[r.from.size() - 1] && t[after - 1].type != token::kind::symbol;
      const bool glued_before = i > 0 && !t[i].space_before && t[i - 1].type != token::kind::symbol;
      if (glued_after || glued_before) all = false;
    }
    if (all) return &r;
  }
  return nullptr;
}

/// "n", "w", "r", "y", "u" glued to a number are units or shorthand, not words.
bool glued_to_number(const std::vector<token>& t, std::size_t i) {
  return (i > 0 && !t[i].space_before && t[i - 1].type == token::kind::number) ||
         (i + 1 < t.size() && !t[i + 1].space_before && t[i + 1].type == token::kind::number);
}

/// "soooo", "pleaseee", "waterrr": letters repeated three times or more are said once or twice.
std::string_view squeeze(std::string_view word, const tables& tb, std::array<char, 48>& buffer) {
  if (word.size() < 4 || word.size() > buffer.size()) return {};
  bool stretched = false;
  for (std::size_t i = 2; i < word.size() && !stretched; ++i)
    stretched = word[i] == word[i - 1] && word[i] == word[i - 2];
  if (!stretched) return {};
  for (const std::size_t keep : {std::size_t(1), std::size_t(2)}) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < word.size();) {
      std::size_t e = i;
      while (e < word.size() && word[e] == word[i]) ++e;
      const auto count = e - i >= 3 ? keep : e - i;
      for (std::size_t k = 0; k < count; ++k) buffer[n++] = word[i];
      i = e;
    }
    const std::string_view s(buffer.data(), n);
    if (const auto at = tb.slang.find(s); at != word_map::none)
      return tb.rewritings[at].front().from[0];
    if (const auto at = tb.plain.find(s); at != word_map::none) return tb.plain_words[at];
  }
  return {};
}

std::string_view repair_keyword(std::string_view word, const tables& tb) {
  const auto& book = phrase_book::shared();
  if (word.size() < 5 || book.id(word) != 0 || tb.plain.has(word)) return {};
  const auto hits = tb.keywords.find(word);
  if (hits.size == 0 || shared_foods().is_food_word(word)) return {};
  const auto best = tb.keyword_texts[hits.ids[0]];
  if (best.size() < 5 || best[0] != word[0]) return {};
  // A plural or a tense is not a misspelling.
  if (word.size() == best.size() + 1 && word.starts_with(best)) return {};
  if (word.size() + 1 == best.size() && best.starts_with(word) && best.back() == 's') return {};
  return best;
}

/// An hour of the clock glued to what follows, at the start, behind a comma or "at".
bool opens_hour(const std::vector<token>& in, std::size_t i) {
  const auto& t = in[i];
  if (t.type != token::kind::number || in[i + 1].space_before || t.value < 1 || t.value > 12 ||
      t.value != static_cast<int>(t.value) || t.text.size() > 2)
    return false;
  if (i + 2 < in.size() && !in[i + 2].space_before && in[i + 2].type != token::kind::symbol)
    return false;
  return i == 0 || in[i - 1].text == "," || in[i - 1].text == "at" || in[i - 1].text == "@" ||
         in[i - 1].text == ";";
}

}  // namespace

void normalize(token_list& list) {
  const auto& tb = shared();
  auto& in = list.edit();
  std::vector<token> out;
  out.reserve(in.size() + 8);
  std::array<char, 48> buffer{};
  for (std::size_t i = 0; i < in.size();) {
    token t = in[i];
    if (t.type == token::kind::word)
      if (const auto s = squeeze(t.text, tb, buffer); !s.empty()) in[i].text = t.text = s;
    // "6a coffee", "10a, 3p": hours that open a part of the text
    if (t.text == "a" && t.type == token::kind::word && i > 0 && opens_hour(in, i - 1)) {
      t.text = "am";
      out.push_back(t);
      ++i;
      continue;
    }
    const auto* r = find_rewriting(tb, in, i);
    // "n", "w", "r" glued to a number are units or shorthand, not words.
    if (r && r->from.size() == 1 && t.text.size() <= 2 && t.type == token::kind::word &&
        glued_to_number(in, i))
      r = nullptr;
    if (r) {
      const auto end = in[i + r->from.size() - 1].end;
      for (std::size_t k = 0; k < r->to.size(); ++k) {
        token n;
        n.text = r->to[k];
        n.begin = t.begin;
        n.end = end;
        n.type = n.text[0] >= '0' && n.text[0] <= '9' ? token::kind::number : token::kind::word;
        n.value = n.type == token::kind::number ? t.value : 0;
        n.space_before = k > 0 || t.space_before;
        out.push_back(n);
      }
      i += r->from.size();
      continue;
    }
    if (t.type == token::kind::word)
      if (const auto fixed = repair_keyword(t.text, tb); !fixed.empty()) t.text = fixed;
    out.push_back(t);
    ++i;
  }
  in = std::move(out);
}

language_votes count_languages(const token_list& tokens) {
  static const auto& book = phrase_book::shared();
  static const auto es = book.class_named("spanish"), en = book.class_named("english");
  language_votes v;
  for (const auto& t : tokens) {
    const auto id = book.id(t.text);
    if (id == 0) continue;
    v.es += book.word_in(id, es) ? 1 : 0;
    v.en += book.word_in(id, en) ? 1 : 0;
  }
  return v;
}

}  // namespace nlp
