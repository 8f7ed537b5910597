// Rule text to programs. A rule is a sequence of elements (words, classes, captures, alternatives,
// each with a quantifier); each becomes a few instructions for the matcher.

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "nlp/phrase_program.hpp"

namespace nlp {
namespace {

using op = phrase_op;
using instruction = phrase_instruction;

std::vector<std::string_view> split(std::string_view s, char by) {
  std::vector<std::string_view> out;
  while (!s.empty()) {
    const auto p = s.find(by);
    if (p != 0) out.push_back(s.substr(0, p));
    if (p == std::string_view::npos) break;
    s = s.substr(p + 1);
  }
  return out;
}
std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r'))
    s.remove_suffix(1);
  return s;
}

}  // namespace

word_id phrase_book::impl::intern(std::string_view w) {
  if (const auto known = ids.find(w); known != word_map::none) return known;
  spellings.emplace_back(w);
  const auto n = static_cast<word_id>(members.size());
  ids.add(spellings.back(), n);
  members.emplace_back();
  by_word.emplace_back();
  return n;
}

class_id phrase_book::impl::intern_class(const std::string& name) {
  return classes.emplace(name, static_cast<class_id>(classes.size() + 1)).first->second;
}

void phrase_book::impl::add_source(std::string_view text) {
  std::string header;
  while (!text.empty()) {
    const auto nl = text.find('\n');
    auto line = text.substr(0, nl);
    text = nl == std::string_view::npos ? std::string_view() : text.substr(nl + 1);
    if (line.empty() || line[0] == '#') continue;
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (line[0] == '%') {
      add_class(line.substr(1));
    } else if (line[0] == ' ') {
      add_rule(header, line);
    } else {
      header = std::string(line);
    }
  }
}

/// "%name[.value] = word word_of_two other"
void phrase_book::impl::add_class(std::string_view line) {
  const auto eq = line.find('=');
  auto name = trim(line.substr(0, eq));
  std::string value;
  if (const auto dot = name.find('.'); dot != std::string_view::npos) {
    value = std::string(name.substr(dot + 1));
    std::replace(value.begin(), value.end(), '~', ' ');
    name = name.substr(0, dot);
  }
  const auto cls = intern_class(std::string(name));
  for (const auto member : split(line.substr(eq + 1), ' ')) {
    const auto words = split(member, '_');
    if (words.empty()) continue;
    class_membership m{cls, {}, value.empty() ? std::string(member) : value};
    if (value.empty()) std::replace(m.value.begin(), m.value.end(), '_', ' ');
    const auto first = intern(words[0]);
    for (std::size_t i = 1; i < words.size(); ++i) m.rest.push_back(intern(words[i]));
    firsts[cls].insert(first);
    auto& list = members[first];
    list.insert(std::upper_bound(
                    list.begin(), list.end(), m,
                    [](const auto& x, const auto& y) { return x.rest.size() > y.rest.size(); }),
                std::move(m));
  }
}

struct phrase_book::impl::parser {
  impl& book;
  compiled_rule& out;
  std::string_view src;
  std::size_t i = 0;
  /// Words of which one must occur, best (fewest) so far.
  std::vector<word_id> required;
  bool have_required = false;

  void skip_space() {
    while (i < src.size() && src[i] == ' ') ++i;
  }
  std::string_view take_until(std::string_view stops) {
    const auto from = i;
    while (i < src.size() && stops.find(src[i]) == std::string_view::npos) ++i;
    return src.substr(from, i - from);
  }
  std::uint32_t here() const { return static_cast<std::uint32_t>(out.program.size()); }
  void emit(op c, std::uint32_t a = 0, std::uint32_t b = 0) { out.program.push_back({c, a, b}); }

  /// Alternatives up to ')' or the end. Returns the first words of all alternatives, empty when
  /// one of them can start with anything.
  std::vector<word_id> alternatives(bool top) {
    const auto start = here();
    std::vector<std::vector<instruction>> branches;
    std::vector<word_id> heads;
    bool open = false;
    for (;;) {
      std::vector<word_id> head;
      bool first = true;
      for (skip_space(); i < src.size() && src[i] != ')' && src[i] != '|'; skip_space()) {
        auto h = element(top);
        if (!out.program.empty() && out.program.size() == start + 1 &&
            out.program.back().code == op::at_start)
          continue;
        if (first) head = h;
        first = false;
      }
      if (head.empty()) open = true;
      heads.insert(heads.end(), head.begin(), head.end());
      branches.emplace_back(out.program.begin() + start, out.program.end());
      out.program.resize(start);
      if (i < src.size() && src[i] == '|') {
        ++i;
        continue;
      }
      break;
    }
    join_single_words(branches);
    emit_branches(branches, start);
    return open ? std::vector<word_id>() : heads;
  }
  /// Long lists of single words become one look-up in a sorted set, tried before the rest.
  void join_single_words(std::vector<std::vector<instruction>>& branches) {
    const auto single = [](const auto& b) { return b.size() == 1 && b[0].code == op::word; };
    if (std::count_if(branches.begin(), branches.end(), single) < 3) return;
    std::vector<word_id> words;
    for (const auto& b : branches)
      if (single(b)) words.push_back(b[0].a);
    std::sort(words.begin(), words.end());
    std::erase_if(branches, single);
    const auto index = static_cast<std::uint32_t>(out.sets.size());
    out.sets.push_back(std::move(words));
    branches.insert(branches.begin(), {instruction{op::set, index, 0}});
  }
  /// Code that was compiled elsewhere: moving it shifts its jumps.
  void append(const std::vector<instruction>& code, std::uint32_t shift) {
    for (auto ins : code) {
      if (ins.code == op::split) {
        ins.a += shift;
        ins.b += shift;
      } else if (ins.code == op::jump) {
        ins.a += shift;
      }
      out.program.push_back(ins);
    }
  }
  void emit_choice(const std::vector<std::vector<instruction>>& branches, std::uint32_t start) {
    const auto choice = here();
    emit(op::choose, static_cast<std::uint32_t>(out.choices.size()));
    phrase_choices table;
    std::vector<std::uint32_t> exits;
    for (const auto& b : branches) {
      const auto offset = here() - choice;
      if (b[0].code == op::word) {
        table.ways.push_back({b[0].a, offset});
      } else {
        for (const auto w : out.sets[b[0].a]) table.ways.push_back({w, offset});
      }
      append(b, here() - start);
      exits.push_back(here());
      emit(op::jump);
    }
    for (const auto e : exits) out.program[e].a = here();
    std::sort(table.ways.begin(), table.ways.end());
    out.choices.push_back(std::move(table));
  }
  /// Branch code was compiled at `start`.
  void emit_branches(const std::vector<std::vector<instruction>>& branches, std::uint32_t start) {
    const auto named = [](const auto& b) {
      return !b.empty() && (b[0].code == op::word || b[0].code == op::set);
    };
    constexpr std::size_t many = 4;
    if (branches.size() >= many && std::all_of(branches.begin(), branches.end(), named)) {
      emit_choice(branches, start);
      return;
    }
    std::vector<std::uint32_t> exits;
    for (std::size_t b = 0; b < branches.size(); ++b) {
      const bool last = b + 1 == branches.size();
      const auto split_at = here();
      if (!last) emit(op::split, split_at + 1, 0);
      append(branches[b], here() - start);
      if (!last) {
        exits.push_back(here());
        emit(op::jump);
        out.program[split_at].b = here();
      }
    }
    for (auto e : exits) out.program[e].a = here();
  }

  /// One element with its quantifier. Returns its possible first words (empty: unknown).
  std::vector<word_id> element(bool top) {
    const auto start = here();
    std::vector<word_id> heads;
    std::optional<std::uint32_t> saved;
    bool brace = false;
    if (src[i] == '{') {
      ++i;
      brace = true;
      auto name = take_until(":}+*");
      saved = static_cast<std::uint32_t>(out.names.size());
      out.names.emplace_back(name);
      out.name_class.push_back(0);
      if (out.names.size() > 6) throw std::runtime_error("too many captures");
      emit(op::save, *saved * 2);
      if (i < src.size() && src[i] == ':') {
        ++i;
        skip_space();
        if (src[i] == '<') {
          const auto cls = src.substr(i + 1, src.find('>', i) - i - 1);
          out.name_class[*saved] = book.intern_class(std::string(cls));
        }
        heads = primary();
        quantifier(start + 1, heads, false);
      } else {
        const bool optional = i < src.size() && src[i] == '*';
        if (optional || (i < src.size() && src[i] == '+')) ++i;
        if (!optional) emit(op::any);
        lazy_any();
      }
      skip_space();
      if (i >= src.size() || src[i] != '}') throw std::runtime_error("missing }");
      ++i;
      emit(op::save, *saved * 2 + 1);
      (void)brace;
      quantifier(start, heads, top);
      return heads;
    }
    heads = primary();
    quantifier(start, heads, top);
    return heads;
  }
  void lazy_any() {
    const auto at = here();
    emit(op::split, at + 3, at + 1);
    emit(op::any);
    emit(op::jump, at);
  }
  /// What a clause must hold for the rule to match.
  void require(std::uint32_t start, const std::vector<word_id>& heads) {
    const auto first = out.program[start].code == op::save ? start + 1 : start;
    if (!heads.empty()) {
      if (first < here() && out.program[first].code == op::cls) {
        out.needs_classes.push_back(static_cast<class_id>(out.program[first].a));
      } else {
        out.needs.emplace_back();
        for (const auto w : heads) out.needs.back().add(w);
      }
      if (!have_required || heads.size() < required.size()) required = heads;
      have_required = true;
    }
    if (first < here()) {
      out.needs_time = out.needs_time || out.program[first].code == op::time;
      out.needs_number = out.needs_number || out.program[first].code == op::number;
    }
  }
  void quantifier(std::uint32_t start, std::vector<word_id>& heads, bool top) {
    const char q = i < src.size() ? src[i] : ' ';
    if (q != '?' && q != '*' && q != '+') {
      if (top && start < here()) require(start, heads);
      return;
    }
    ++i;
    std::vector<instruction> body(out.program.begin() + start, out.program.end());
    out.program.resize(start);
    const auto place = [&](std::uint32_t from) { append(body, here() - from); };
    if (q == '+') {
      place(start);
      const auto s = here();
      emit(op::split, start, s + 1);
      return;
    }
    emit(op::split, start + 1, 0);
    place(start);
    if (q == '*') emit(op::jump, start);
    out.program[start].b = here();
    heads.clear();
  }
  std::vector<word_id> primary() {
    if (src[i] == '(') {
      ++i;
      auto heads = alternatives(false);
      if (i >= src.size() || src[i] != ')') throw std::runtime_error("missing )");
      ++i;
      return heads;
    }
    if (src[i] == '<') {
      ++i;
      const auto name = std::string(take_until(">"));
      ++i;
      const auto it = book.classes.find(name);
      if (it == book.classes.end()) throw std::runtime_error("unknown class " + name);
      emit(op::cls, it->second);
      const auto& f = book.firsts[it->second];
      return {f.begin(), f.end()};
    }
    const auto word = take_until(" |)}?*+");
    if (word == "^") {
      out.anchored = true;
      emit(op::at_start);
      return {};
    }
    if (word == "$") {
      emit(op::at_end);
      return {};
    }
    if (word == "#") {
      emit(op::number);
      return {};
    }
    if (word == "@") {
      emit(op::time);
      return {};
    }
    if (word == "...") {
      lazy_any();
      return {};
    }
    if (word == "_") {
      emit(op::any);
      return {};
    }
    if (word.starts_with("..")) {
      int n = 0;
      std::from_chars(word.data() + 2, word.data() + word.size(), n);
      // up to n tokens, as few as possible
      std::vector<std::uint32_t> splits;
      for (int k = 0; k < n; ++k) {
        splits.push_back(here());
        emit(op::split, 0, here() + 1);
        emit(op::any);
      }
      for (auto s : splits) out.program[s].a = here();
      return {};
    }
    if (word.empty()) throw std::runtime_error("empty element");
    // "\?" and the like: a symbol taken literally
    const auto w = book.intern(word[0] == '\\' ? literal(word) : word);
    emit(op::word, w);
    return {w};
  }
  std::string_view literal(std::string_view word) {
    if (word.size() > 1) return word.substr(1);
    return src.substr(i++, 1);
  }
};

void phrase_book::impl::add_rule(std::string_view header, std::string_view line) {
  compiled_rule r;
  auto head = split(header, ' ');
  r.rule.name = std::string(head.at(0));
  if (head.size() > 1) {
    std::from_chars(head[1].data(), head[1].data() + head[1].size(), r.rule.weight);
  }
  const auto fix = [&](std::string_view s) {
    for (const auto part : split(s, ' ')) {
      const auto eq = part.find('=');
      if (eq == std::string_view::npos) {
        std::from_chars(part.data(), part.data() + part.size(), r.rule.weight);
        continue;
      }
      std::string v(part.substr(eq + 1));
      std::replace(v.begin(), v.end(), '~', ' ');
      r.rule.fixed.emplace_back(part.substr(0, eq), std::move(v));
    }
  };
  for (std::size_t k = 2; k < head.size(); ++k) fix(head[k]);
  const auto arrow = line.find("=>");
  auto pattern = trim(line.substr(0, arrow));
  if (arrow != std::string_view::npos) fix(line.substr(arrow + 2));
  r.rule.kind = intent_from(r.rule.name);
  r.rule.source = std::string(pattern);
  rules.push_back(std::move(r));
  auto& out = rules.back();
  parser p{*this, out, out.rule.source, 0, {}, false};
  try {
    out.starts = p.alternatives(true);
    std::sort(out.starts.begin(), out.starts.end());
    std::size_t first = 0;
    while (first < out.program.size() &&
           (out.program[first].code == op::save || out.program[first].code == op::at_start))
      ++first;
    if (!out.starts.empty() && first < out.program.size() && out.program[first].code == op::cls)
      out.start_class = static_cast<class_id>(out.program[first].a);
  } catch (const std::exception& e) {
    throw std::runtime_error(std::string(e.what()) + " in rule: " + out.rule.source);
  }
  if (out.rule.source.ends_with('}') && out.rule.source.rfind(':') == std::string::npos)
    p.emit(op::at_end);
  else if (out.rule.source.ends_with('}') && out.rule.source.rfind('{') != std::string::npos &&
           out.rule.source.find(':', out.rule.source.rfind('{')) == std::string::npos)
    p.emit(op::at_end);
  p.emit(op::done);
  const auto index = static_cast<std::uint32_t>(rules.size() - 1);
  const bool alternatives = out.rule.source.find(" | ") != std::string::npos;
  if (alternatives) {
    out.needs.clear();
    out.needs_classes.clear();
    out.needs_time = out.needs_number = false;
  }
  if (!p.have_required || alternatives) {
    always.push_back(index);
  } else {
    std::sort(p.required.begin(), p.required.end());
    p.required.erase(std::unique(p.required.begin(), p.required.end()), p.required.end());
    for (auto w : p.required) by_word[w].push_back(index);
  }
}

void phrase_book::impl::finish() {
  tables = class_tables(members.size(), classes.size());
  single_classes.resize(members.size());
  for (word_id w = 0; w < members.size(); ++w)
    for (const auto& m : members[w]) {
      if (m.rest.empty() && !tables.word_in(w, m.cls)) single_classes[w].push_back(m.cls);
      tables.add(w, m.cls, m.rest.empty());
    }
  for (auto& list : single_classes) std::sort(list.begin(), list.end());
  for (auto& r : rules) {
    for (const auto w : r.starts) r.start_mask |= bit_of(w);
    rule_hurdles h;
    if (r.needs.empty())
      h.words.bits.fill(~std::uint64_t{0});
    else
      h.words = r.needs.front();
    if (r.start_mask != 0) h.starts = r.start_mask;
    if (!r.needs_classes.empty()) h.cls = r.needs_classes.front();
    h.anchored = r.anchored;
    h.time = r.needs_time;
    h.number = r.needs_number;
    hurdles.push_back(h);
  }
}

}  // namespace nlp
