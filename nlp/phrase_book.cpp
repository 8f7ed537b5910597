#include "nlp/phrase_book.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

#include "config/common/embedded_file.hpp"

namespace nlp {

std::span<const embedded_file> language_files();

namespace {

enum class op : std::uint8_t {
  word,
  set,
  cls,
  number,
  time,
  any,
  split,
  jump,
  save,
  at_start,
  at_end,
  done
};

struct instruction {
  op code;
  std::uint32_t a = 0, b = 0;
};

/// A word's membership in a class; phrases list the words that must follow.
struct membership {
  class_id cls;
  std::vector<word_id> rest;
  std::string value;
};

struct compiled_rule {
  phrase_rule rule;
  std::vector<instruction> program;
  std::vector<std::string> names;    ///< of captures
  std::vector<class_id> name_class;  ///< of captures that are a class member, else 0
  bool anchored = false;
  std::vector<std::vector<word_id>> sets;  ///< of alternatives that are single words
  std::vector<word_id> starts;             ///< words it can begin with; empty: any
};

constexpr int max_steps = 4000;

}  // namespace

struct phrase_book::impl {
  std::deque<std::string> spellings;
  std::unordered_map<std::string_view, word_id> ids;
  std::vector<std::vector<membership>> members{1};  ///< by word
  std::vector<std::vector<class_id>> single_classes;  ///< by word: where it is a member by itself
  std::unordered_map<std::string, class_id> classes;
  std::unordered_map<class_id, std::unordered_set<word_id>> firsts;
  std::deque<compiled_rule> rules;
  std::vector<std::vector<std::uint32_t>> by_word{1};
  std::vector<std::uint32_t> always;
  std::vector<std::string_view> keyword_list;
  class_id filler = 0, tail = 0, lead = 0;

  word_id intern(std::string_view w) {
    if (auto it = ids.find(w); it != ids.end()) return it->second;
    spellings.emplace_back(w);
    const auto n = static_cast<word_id>(members.size());
    ids.emplace(spellings.back(), n);
    members.emplace_back();
    by_word.emplace_back();
    return n;
  }
  class_id intern_class(const std::string& name) {
    auto [it, fresh] = classes.emplace(name, static_cast<class_id>(classes.size() + 1));
    return it->second;
  }

  // ---- compiling -------------------------------------------------------------------------------

  void add_source(std::string_view text) {
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

  static std::vector<std::string_view> split(std::string_view s, char by) {
    std::vector<std::string_view> out;
    while (!s.empty()) {
      const auto p = s.find(by);
      if (p != 0) out.push_back(s.substr(0, p));
      if (p == std::string_view::npos) break;
      s = s.substr(p + 1);
    }
    return out;
  }
  static std::string_view trim(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r'))
      s.remove_suffix(1);
    return s;
  }

  /// "%name[.value] = word word_of_two other"
  void add_class(std::string_view line) {
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
      membership m{cls, {}, value.empty() ? std::string(member) : value};
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

  struct parser {
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
    /// Branch code was compiled at `start`; moving it shifts its jumps.
    void emit_branches(const std::vector<std::vector<instruction>>& branches, std::uint32_t start) {
      std::vector<std::uint32_t> exits;
      for (std::size_t b = 0; b < branches.size(); ++b) {
        const bool last = b + 1 == branches.size();
        const auto split_at = here();
        if (!last) emit(op::split, split_at + 1, 0);
        const auto shift = here() - start;
        for (auto ins : branches[b]) {
          if (ins.code == op::split) {
            ins.a += shift;
            ins.b += shift;
          } else if (ins.code == op::jump) {
            ins.a += shift;
          }
          out.program.push_back(ins);
        }
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
          quantifier(start + 1, heads, top);
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
    void quantifier(std::uint32_t start, std::vector<word_id>& heads, bool top) {
      const char q = i < src.size() ? src[i] : ' ';
      if (q != '?' && q != '*' && q != '+') {
        if (top && !heads.empty() && (!have_required || heads.size() < required.size())) {
          required = heads;
          have_required = true;
        }
        return;
      }
      ++i;
      std::vector<instruction> body(out.program.begin() + start, out.program.end());
      out.program.resize(start);
      const auto place = [&](std::uint32_t from) {
        const auto shift = here() - from;
        for (auto ins : body) {
          if (ins.code == op::split) {
            ins.a += shift;
            ins.b += shift;
          } else if (ins.code == op::jump) {
            ins.a += shift;
          }
          out.program.push_back(ins);
        }
      };
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

  void add_rule(std::string_view header, std::string_view line) {
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
    if (!p.have_required || out.rule.source.find(" | ") != std::string::npos) {
      always.push_back(index);
    } else {
      std::sort(p.required.begin(), p.required.end());
      p.required.erase(std::unique(p.required.begin(), p.required.end()), p.required.end());
      for (auto w : p.required) by_word[w].push_back(index);
    }
  }

  // ---- matching --------------------------------------------------------------------------------

  bool skippable(const phrase_text& t, std::size_t i) const {
    const auto& tok = t.tokens[i];
    if (tok.type == token::kind::symbol) {
      const char c = tok.text.size() == 1 ? tok.text[0] : ',';
      return c != '=' && c != ':' && c != '?' && c != '@' && c != '/' && c != '%' && c != '+' &&
             c != '-';
    }
    return t.words[i] != 0 && word_in(t.words[i], filler);
  }
  bool word_in(word_id w, class_id cls) const {
    for (const auto& m : members[w])
      if (m.cls == cls && m.rest.empty()) return true;
    return false;
  }
  const membership* find_member(const phrase_text& t, std::size_t i, class_id cls,
                                std::size_t& end) const {
    if (i >= t.end || t.words[i] == 0) return nullptr;
    for (const auto& m : members[t.words[i]]) {
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

  struct machine {
    const impl& book;
    const compiled_rule& rule;
    const phrase_text& text;
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
            if (run(ins.a, pos, depth + 1)) return true;
            pc = ins.b;
            continue;
          case op::save: {
            const auto old = saves[ins.a];
            auto at = pos;
            if (ins.a % 2 == 0)
              while (at < text.end && text.tokens[at].type == token::kind::symbol &&
                     book.skippable(text, at))
                ++at;
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
            while (p < text.end && (book.skippable(text, p) || text.tokens[p].text == "?" ||
                                    book.word_in(text.words[p], book.tail)))
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
        std::size_t next = 0;
        while (pos < text.end && !(next = step(ins, pos)) && book.skippable(text, pos)) ++pos;
        if (next == 0) return false;
        pos = next;
        ++pc;
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
  bool may_start(const compiled_rule& r, const phrase_text& t, std::size_t start) const {
    for (auto i = start; i < t.end; ++i) {
      if (t.words[i] != 0 && std::binary_search(r.starts.begin(), r.starts.end(), t.words[i]))
        return true;
      if (!skippable(t, i)) return false;
    }
    return false;
  }

  bool try_rule(const compiled_rule& r, const phrase_text& t, phrase_hit& hit) const {
    machine m{*this, r, t, 0, {}, 0};
    for (std::size_t start = t.begin; start < t.end; ++start) {
      if (r.anchored && start != t.begin && start != t.core && start != t.after_time) continue;
      if (!r.starts.empty() && !may_start(r, t, start)) {
        if (r.anchored && start >= std::max(t.core, t.after_time)) break;
        continue;
      }
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
      if (m.steps > max_steps || (r.anchored && start >= std::max(t.core, t.after_time))) break;
    }
    return false;
  }
  void trim_capture(const phrase_text& t, phrase_capture& c) const {
    while (c.end > c.begin + 1 && t.tokens[c.end - 1].type == token::kind::symbol &&
           t.tokens[c.end - 1].text != "%" && t.tokens[c.end - 1].text != "$")
      --c.end;
  }
  void fill_value(class_id cls, const phrase_text& t, phrase_capture& c) const {
    for (auto i = c.begin; i < c.end; ++i) {
      std::size_t end = 0;
      if (const auto* m = find_member(t, i, cls, end); m && end <= c.end) {
        c.value = m->value;
        return;
      }
    }
  }
};

phrase_book::phrase_book(std::span<const std::string_view> sources)
    : impl_(std::make_unique<impl>()) {
  impl_->filler = impl_->intern_class("filler");
  impl_->tail = impl_->intern_class("tail");
  impl_->lead = impl_->intern_class("lead");
  // Classes first: rules of one file may use those of another.
  for (const bool classes : {true, false})
    for (auto s : sources) {
      std::string part;
      while (!s.empty()) {
        const auto nl = s.find('\n');
        const auto line = s.substr(0, nl);
        if ((!line.empty() && line[0] == '%') == classes) {
          part += line;
          part += '\n';
        }
        s = nl == std::string_view::npos ? std::string_view() : s.substr(nl + 1);
      }
      impl_->add_source(part);
    }
  const auto it = impl_->classes.find("keyword");
  if (it != impl_->classes.end())
    for (const auto& [word, id] : impl_->ids)
      if (impl_->word_in(id, it->second)) impl_->keyword_list.push_back(word);
  std::sort(impl_->keyword_list.begin(), impl_->keyword_list.end());
  impl_->single_classes.resize(impl_->members.size());
  for (std::size_t w = 0; w < impl_->members.size(); ++w) {
    auto& list = impl_->single_classes[w];
    for (const auto& m : impl_->members[w])
      if (m.rest.empty()) list.push_back(m.cls);
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
}
phrase_book::~phrase_book() = default;

const phrase_book& phrase_book::shared() {
  static const phrase_book book = [] {
    std::vector<std::string_view> sources;
    for (const auto& f : language_files())
      if (f.name.ends_with(".rules")) sources.push_back(f.bytes);
    return phrase_book(sources);
  }();
  return book;
}

word_id phrase_book::id(std::string_view word) const {
  const auto it = impl_->ids.find(word);
  return it == impl_->ids.end() ? 0 : it->second;
}

class_id phrase_book::class_named(std::string_view name) const {
  const auto it = impl_->classes.find(std::string(name));
  return it == impl_->classes.end() ? class_id(0) : it->second;
}

std::optional<class_hit> phrase_book::member(const phrase_text& text, std::size_t i,
                                             class_id cls) const {
  std::size_t end = 0;
  if (const auto* m = impl_->find_member(text, i, cls, end)) return class_hit{end, m->value};
  return std::nullopt;
}

bool phrase_book::word_in(word_id word, class_id cls) const {
  return impl_->word_in(word, cls);
}

std::span<const class_id> phrase_book::classes_of(word_id word) const {
  return impl_->single_classes[word];
}

std::span<const std::string_view> phrase_book::keywords() const {
  return impl_->keyword_list;
}

std::vector<phrase_hit> phrase_book::match(const phrase_text& text) const {
  std::vector<std::uint32_t> tried(impl_->always);
  for (std::size_t i = text.begin; i < text.end; ++i)
    if (const auto w = text.words[i])
      tried.insert(tried.end(), impl_->by_word[w].begin(), impl_->by_word[w].end());
  std::sort(tried.begin(), tried.end());
  tried.erase(std::unique(tried.begin(), tried.end()), tried.end());
  std::vector<phrase_hit> out;
  for (const auto index : tried) {
    phrase_hit hit;
    if (impl_->try_rule(impl_->rules[index], text, hit)) out.push_back(hit);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& a, const auto& b) { return a.rule->weight > b.rule->weight; });
  return out;
}

}  // namespace nlp
