// Coursework with its class, name and day.

#include "nlp/slots/plan_words.hpp"

namespace nlp {

std::optional<act_list> fill_assignment(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto* content = hit.find("content");
  const auto whole = r.core_span();
  const auto due = find_due(f, whole);
  if (r.s.asks || r.s.opinion) return std::nullopt;
  span s = content ? span{content->begin, content->end} : whole;
  if (!hit.fixed("due").empty()) {
    if (!content) s = {hit.begin, whole.end};
    if (!due.at) return std::nullopt;
    if (!coursework(f, s) && !coursework(f, whole)) {
      // bills, books, rent: due but no coursework
      auto text = plan_text(f, s, due.words);
      if (text.empty()) return std::nullopt;
      return act_list{planned(intent::todo_add, f, whole, text, due)};
    }
  } else {
    s = {s.begin, whole.end};
  }
  act a = make_act(intent::assignment_add, 0.9, f.say(whole), "due");
  std::vector<span> words = due.words;
  split_class(f, s, words, a.slots);
  if (due.at) a.slots.set(slot::due, *due.at);
  return act_list{a};
}

}  // namespace nlp
