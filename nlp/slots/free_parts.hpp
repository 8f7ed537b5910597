#pragma once
// What the readers by the wording as a whole share: the clause divided by its function words, a
// rule's hit made up for it. Callers: free_slots.cpp, free_questions.cpp, free_changes.cpp,
// plain_slots.cpp. Thread: pure.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "nlp/slots/slots.hpp"

namespace nlp::freely {

using words = std::initializer_list<std::string_view>;

bool any_word(const frame& f, span s, words ws);
/// `s` without fillers, signs and these words at its ends.
span without(const frame& f, span s, words leads, words tails);

/// A rule and its hit put together for one clause.
struct made_hit {
  phrase_rule rule;
  phrase_hit hit;

  made_hit(intent kind, double weight, const clause_reading& r) {
    rule.name = to_string(kind);
    rule.kind = kind;
    rule.weight = weight;
    rule.source = "the wording as a whole";
    hit.begin = r.c.core;
    hit.end = r.c.s.end;
  }
  made_hit(const made_hit&) = delete;
  void fix(std::string name, std::string value) {
    rule.fixed.emplace_back(std::move(name), std::move(value));
  }
  void capture(std::string_view name, span s, std::string_view value = {}) {
    hit.captures[hit.capture_count++] = {name, s.begin, s.end, value};
  }
  std::optional<act_list> fill(const clause_reading& r) {
    hit.rule = &rule;
    return nlp::fill(r, hit);
  }
};

// ---- free_questions.cpp
std::optional<act_list> stats(const clause_reading& r);
std::optional<act_list> agenda(const clause_reading& r);
std::optional<act_list> look_up(const clause_reading& r);
std::optional<act_list> asked_fact(const clause_reading& r);

// ---- free_changes.cpp
std::optional<act_list> changed(const clause_reading& r);

}  // namespace nlp::freely
