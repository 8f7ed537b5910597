#include "nlp/slots/free_parts.hpp"

namespace nlp::freely {

bool any_word(const frame& f, span s, words ws) {
  for (auto i = s.begin; i < s.end; ++i)
    if (f.is_any(i, ws)) return true;
  return false;
}

span without(const frame& f, span s, words leads, words tails) {
  static const auto filler = phrase_book::shared().class_named("filler");
  const auto idle = [&](std::size_t i) { return f.symbol(i) || f.in_class(i, filler); };
  while (s.begin < s.end && (idle(s.begin) || f.is_any(s.begin, leads))) ++s.begin;
  while (s.end > s.begin && (idle(s.end - 1) || f.is_any(s.end - 1, tails))) --s.end;
  return s;
}

}  // namespace nlp::freely
