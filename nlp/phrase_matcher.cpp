// Runs compiled phrase rules over a clause: which match, where, and what they captured.

#include <algorithm>
#include <bit>

#include "nlp/phrase_program.hpp"

namespace nlp {
namespace {

using op = phrase_op;
using instruction = phrase_instruction;

/// A rule that takes more than this in one clause does not match.
constexpr int max_steps = 4000;

}  // namespace

bool phrase_book::impl::skippable(const phrase_text& t, std::size_t i) const {
  const auto& tok = t.tokens[i];
  if (tok.type == token::kind::symbol) {
    const char c = tok.text.size() == 1 ? tok.text[0] : ',';
    return c != '=' && c != ':' && c != '?' && c != '@' && c != '/' && c != '%' && c != '+' &&
           c != '-';
  }
  return t.words[i] != 0 && word_in(t.words[i], filler);
}

const class_membership* phrase_book::impl::find_member(const phrase_text& t, std::size_t i,
                                                       class_id cls, std::size_t& end) const {
  if (i >= t.end) return nullptr;
  const auto w = t.words[i];
  if (!tables.begins(w, cls)) return nullptr;
  for (const auto& m : members[w]) {
    if (m.cls != cls || i + 1 + m.rest.size() > t.end) continue;
    bool all = true;
    for (std::size_t k = 0; k < m.rest.size() && all; ++k) all = t.words[i + 1 + k] == m.rest[k];
    if (all) {
      end = i + 1 + m.rest.size();
      return &m;
    }
  }
  return nullptr;
}

struct phrase_book::impl::machine {
  const impl& book;
  const compiled_rule& rule;
  const phrase_text& text;
  std::span<const place> places;
  int steps = 0;
  std::array<std::size_t, 12> saves{};
  std::size_t matched_end = 0;

  bool run(std::uint32_t pc, std::size_t pos, int depth = 0) {
    if (depth > 400) return false;
    for (;;) {
      if (++steps > max_steps) return false;
      const auto& ins = rule.program[pc];
      switch (ins.code) {
        case op::done:
          matched_end = pos;
          return true;
        case op::jump:
          pc = ins.a;
          continue;
        case op::split:
          if (may_go_on(ins.a, pos) && run(ins.a, pos, depth + 1)) return true;
          pc = ins.b;
          continue;
        case op::choose:
          for (std::uint32_t way = 0; (way = next_way(ins, pos, way)) != 0;)
            if (run(pc + way, pos, depth + 1)) return true;
          return false;
        case op::save: {
          const auto old = saves[ins.a];
          auto at = pos;
          if (ins.a % 2 == 0)
            while (at < text.end && text.tokens[at].type == token::kind::symbol && skips(at)) ++at;
          saves[ins.a] = at;
          if (run(pc + 1, pos, depth + 1)) return true;
          saves[ins.a] = old;
          return false;
        }
        case op::at_start:
          if (pos != text.begin && pos != text.core && pos != text.after_time) return false;
          ++pc;
          continue;
        case op::at_end: {
          auto p = pos;
          while (p < text.end &&
                 (skips(p) || text.tokens[p].text == "?" || book.word_in(text.words[p], book.tail)))
            ++p;
          if (p < text.end) return false;
          ++pc;
          continue;
        }
        case op::any:
          if (pos >= text.end) return false;
          ++pos;
          ++pc;
          continue;
        default:
          break;
      }
      const auto next = consume(ins, pos);
      if (next == 0) return false;
      pos = next;
      ++pc;
    }
  }
  bool skips(std::size_t pos) const { return places[pos - text.begin].skip; }
  /// Where an instruction that takes tokens ends, what may be left out before it left out; or 0.
  std::size_t consume(const instruction& ins, std::size_t pos) const {
    for (; pos < text.end; ++pos) {
      if (const auto next = step(ins, pos)) return next;
      if (!skips(pos)) break;
    }
    return 0;
  }
  /// The first alternative after `last` whose first word is here, what may be left out left out; or
  /// 0. In the order written, wherever their words stand.
  std::uint32_t next_way(const instruction& ins, std::size_t pos, std::uint32_t last) const {
    const auto& choices = rule.choices[ins.a];
    std::uint32_t first = 0;
    for (; pos < text.end; ++pos) {
      if (text.words[pos] != 0)
        if (const auto way = choices.next(text.words[pos], last);
            way != 0 && (first == 0 || way < first))
          first = way;
      if (!skips(pos)) break;
    }
    return first;
  }
  /// Cheap: false when the first token that the program takes from here is not there. Most ways
  /// that a rule could go on end at once.
  bool may_go_on(std::uint32_t pc, std::size_t pos) const {
    for (;;) {
      const auto& ins = rule.program[pc];
      switch (ins.code) {
        case op::jump:
          pc = ins.a;
          continue;
        case op::save:
          ++pc;
          continue;
        case op::any:
          return pos < text.end;
        case op::word:
        case op::set:
        case op::cls:
        case op::number:
        case op::time:
          return consume(ins, pos) != 0;
        case op::choose:
          return next_way(ins, pos, 0) != 0;
        default:
          return true;
      }
    }
  }
  std::size_t step(const instruction& ins, std::size_t pos) const {
    switch (ins.code) {
      case op::word:
        return text.words[pos] == ins.a ? pos + 1 : 0;
      case op::set: {
        const auto& set = rule.sets[ins.a];
        return text.words[pos] != 0 && std::binary_search(set.begin(), set.end(), text.words[pos])
                   ? pos + 1
                   : 0;
      }
      case op::number:
        return text.tokens[pos].type == token::kind::number ? pos + 1 : 0;
      case op::time:
        return text.time_end.empty() ? 0 : text.time_end[pos];
      case op::cls: {
        std::size_t end = 0;
        return book.find_member(text, pos, static_cast<class_id>(ins.a), end) ? end : 0;
      }
      default:
        return 0;
    }
  }
};

/// A cheap look before the program runs: is one of its first words here, fillers left out?
bool phrase_book::impl::may_start(const compiled_rule& r, const phrase_text& t,
                                  std::span<const place> places, std::size_t start) const {
  for (auto i = start; i < t.end; ++i) {
    const auto w = t.words[i];
    if (w != 0 && (r.start_class != 0 ? tables.begins(w, r.start_class)
                                      : std::binary_search(r.starts.begin(), r.starts.end(), w)))
      return true;
    if (!places[i - t.begin].skip) return false;
  }
  return false;
}

bool phrase_book::impl::try_rule(const compiled_rule& r, const phrase_text& t,
                                 std::span<const place> places, phrase_hit& hit) const {
  machine m{*this, r, t, places, 0, {}, 0};
  const auto last_anchor = std::max(t.core, t.after_time);
  for (std::size_t start = t.begin; start < t.end; ++start) {
    if (r.anchored && start != t.begin && start != t.core && start != t.after_time) {
      if (start > last_anchor) break;
      continue;
    }
    if (r.start_mask != 0 &&
        ((r.start_mask & places[start - t.begin].heads) == 0 || !may_start(r, t, places, start)))
      continue;
    m.saves.fill(0);
    if (m.run(0, start)) {
      hit.rule = &r.rule;
      hit.begin = start;
      hit.end = m.matched_end;
      hit.capture_count = 0;
      for (std::size_t k = 0; k < r.names.size(); ++k) {
        if (m.saves[2 * k + 1] <= m.saves[2 * k]) continue;
        phrase_capture c{r.names[k], m.saves[2 * k], m.saves[2 * k + 1], {}};
        trim_capture(t, c);
        if (r.name_class[k] != 0) fill_value(r.name_class[k], t, c);
        hit.captures[hit.capture_count++] = c;
      }
      return true;
    }
    if (m.steps > max_steps) break;
  }
  return false;
}

void phrase_book::impl::trim_capture(const phrase_text& t, phrase_capture& c) const {
  while (c.end > c.begin + 1 && t.tokens[c.end - 1].type == token::kind::symbol &&
         t.tokens[c.end - 1].text != "%" && t.tokens[c.end - 1].text != "$")
    --c.end;
}

void phrase_book::impl::fill_value(class_id cls, const phrase_text& t, phrase_capture& c) const {
  for (auto i = c.begin; i < c.end; ++i) {
    std::size_t end = 0;
    if (const auto* m = find_member(t, i, cls, end); m && end <= c.end) {
      c.value = m->value;
      return;
    }
  }
}

std::vector<phrase_hit> phrase_book::impl::match(const phrase_text& t) const {
  std::vector<phrase_hit> out;
  if (t.begin >= t.end) return out;
  // Kept from clause to clause: what a thread matches needs as much each time.
  thread_local std::vector<std::uint64_t> tried, classes_here;
  thread_local std::vector<place> places;
  tried.assign((rules.size() + 63) / 64, 0);
  classes_here.assign(tables.begun_by(0).size(), 0);
  places.assign(t.end - t.begin, {});
  const auto put = [&](std::uint32_t rule) { tried[rule / 64] |= std::uint64_t{1} << (rule % 64); };
  for (const auto rule : always) put(rule);
  word_sieve words_here;
  bool time = false, number = false;
  for (auto i = t.end; i-- > t.begin;) {
    const auto w = t.words[i];
    for (const auto rule : by_word[w]) put(rule);
    words_here.add(w);
    const auto begun = tables.begun_by(w);
    for (std::size_t k = 0; k < begun.size(); ++k) classes_here[k] |= begun[k];
    time = time || (!t.time_end.empty() && t.time_end[i] != 0);
    number = number || t.tokens[i].type == token::kind::number;
    auto& here = places[i - t.begin];
    here.skip = skippable(t, i);
    if (w != 0) here.heads = bit_of(w);
    if (i + 1 < t.end && here.skip) here.heads |= places[i + 1 - t.begin].heads;
  }
  // Of the words that a rule may begin with here, wherever it begins and where it does if anchored.
  std::uint64_t heads = 0, anchored_heads = 0;
  for (const auto& p : places) heads |= p.heads;
  for (const auto at : {t.begin, t.core, t.after_time})
    if (at >= t.begin && at < t.end) anchored_heads |= places[at - t.begin].heads;
  const auto begun = [&](class_id c) { return (classes_here[c / 64] >> (c % 64) & 1U) != 0; };
  const auto passes = [&](const rule_hurdles& h) {
    return (h.starts == ~std::uint64_t{0} ||
            (h.starts & (h.anchored ? anchored_heads : heads)) != 0) &&
           h.words.may_share(words_here) && (h.cls == 0 || begun(h.cls)) && (!h.time || time) &&
           (!h.number || number);
  };
  const auto may_match = [&](const compiled_rule& r) {
    return std::all_of(r.needs_classes.begin(), r.needs_classes.end(), begun) &&
           std::all_of(r.needs.begin(), r.needs.end(),
                       [&](const word_sieve& s) { return s.may_share(words_here); });
  };
  for (std::size_t n = 0; n < tried.size(); ++n)
    for (auto bits = tried[n]; bits != 0; bits &= bits - 1) {
      const auto index = n * 64 + static_cast<std::size_t>(std::countr_zero(bits));
      if (!passes(hurdles[index])) continue;
      const auto& rule = rules[index];
      if (!may_match(rule)) continue;
      phrase_hit hit;
      if (try_rule(rule, t, places, hit)) out.push_back(hit);
    }
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& a, const auto& b) { return a.rule->weight > b.rule->weight; });
  return out;
}

}  // namespace nlp
