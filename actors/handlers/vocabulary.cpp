#include "actors/handlers/vocabulary.hpp"

#include <algorithm>

#include "nlp/learning/confidence.hpp"
#include "nlp/pattern_matcher.hpp"

namespace handlers {
namespace {

/// So many changes are looked through one by one; then everything is sorted anew.
constexpr std::size_t most_recent = 128;

bool by_term(const taught_word& a, const taught_word& b) {
  return a->pattern_term != b->pattern_term ? a->pattern_term < b->pattern_term : a->id < b->id;
}

}  // namespace

double confidence_now(const storage::knowledge_row& r, instant now) {
  return nlp::learning::decayed(r.confidence, r.explicitly_taught,
                                now - r.last_used_at.value_or(r.created_at));
}

bool is_used(const storage::knowledge_row& r, instant now) {
  return !r.disabled_at && confidence_now(r, now) >= nlp::learning::used_from;
}

nlp::learned_pattern pattern_of(const storage::knowledge_row& r, instant now) {
  return {
      r.pattern_term, r.pattern_type, r.kind,      r.associated_value,     r.calories, r.protein_g,
      r.carbs_g,      r.fat_g,        r.amount_ml, confidence_now(r, now), r.id};
}

bool same_teaching(const storage::knowledge_row& a, const storage::knowledge_row& b) {
  return a.pattern_term == b.pattern_term && a.pattern_type == b.pattern_type && a.kind == b.kind &&
         a.associated_value == b.associated_value && a.calories == b.calories &&
         a.protein_g == b.protein_g && a.carbs_g == b.carbs_g && a.fat_g == b.fat_g &&
         a.amount_ml == b.amount_ml;
}

vocabulary::vocabulary(std::vector<storage::knowledge_row> rows, instant now) {
  if (rows.empty()) return;
  auto sorted = std::make_shared<std::vector<taught_word>>();
  sorted->reserve(rows.size());
  for (auto& r : rows)
    sorted->push_back(std::make_shared<const storage::knowledge_row>(std::move(r)));
  std::ranges::sort(*sorted, by_term);
  size_ = sorted->size();
  std::vector<nlp::learned_pattern> patterns;
  patterns.reserve(sorted->size());
  for (auto it = sorted->begin(); it != sorted->end();) {
    const storage::knowledge_row* best = nullptr;
    const auto& term = (*it)->pattern_term;
    for (; it != sorted->end() && (*it)->pattern_term == term; ++it)
      if (is_used(**it, now) && (!best || (*it)->created_at >= best->created_at)) best = it->get();
    if (best) patterns.push_back(pattern_of(*best, now));
  }
  sorted_ = std::move(sorted);
  index_ = std::make_shared<const nlp::pattern_index>(std::move(patterns));
}

std::vector<taught_word> vocabulary::meanings(std::string_view term) const {
  std::vector<taught_word> out;
  if (sorted_) {
    auto it = std::ranges::lower_bound(
        *sorted_, term, {}, [](const taught_word& r) { return std::string_view(r->pattern_term); });
    for (; it != sorted_->end() && (*it)->pattern_term == term; ++it) out.push_back(*it);
  }
  for (const auto& c : recent_) {
    std::erase_if(out, [&](const taught_word& r) { return r->id == c.id; });
    if (c.row && c.row->pattern_term == term) out.push_back(c.row);
  }
  std::ranges::stable_sort(out, [](const taught_word& a, const taught_word& b) {
    if (a->disabled_at.has_value() != b->disabled_at.has_value()) return !a->disabled_at;
    return a->created_at != b->created_at ? a->created_at > b->created_at : a->id > b->id;
  });
  return out;
}

taught_word vocabulary::find(std::string_view term, row_id id) const {
  for (auto& r : meanings(term))
    if (r->id == id) return r;
  return nullptr;
}

std::vector<taught_word> vocabulary::all() const {
  std::vector<taught_word> out;
  if (sorted_) out = *sorted_;
  for (const auto& c : recent_) {
    std::erase_if(out, [&](const taught_word& r) { return r->id == c.id; });
    if (c.row) out.push_back(c.row);
  }
  std::ranges::sort(out, by_term);
  return out;
}

std::vector<taught_word> vocabulary::used_in(std::string_view text) const {
  std::vector<taught_word> out;
  if (!index_) return out;
  for (const auto* p : nlp::patterns_in(text, *index_))
    if (auto r = find(p->term, p->id)) out.push_back(std::move(r));
  return out;
}

std::shared_ptr<const vocabulary> vocabulary::with(const std::vector<storage::row_change>& changes,
                                                   instant now) const {
  auto next = std::make_shared<vocabulary>(*this);
  std::vector<std::string> terms;
  for (const auto& c : changes) {
    const auto* before = c.before ? std::get_if<storage::knowledge_row>(&*c.before) : nullptr;
    const auto* after = c.after ? std::get_if<storage::knowledge_row>(&*c.after) : nullptr;
    if (!before && !after) continue;
    const auto id = after ? after->id : before->id;
    std::erase_if(next->recent_, [&](const change& r) { return r.id == id; });
    next->recent_.push_back(
        {id, after ? after->pattern_term : before->pattern_term,
         after ? std::make_shared<const storage::knowledge_row>(*after) : nullptr});
    if (!before) ++next->size_;
    if (!after) --next->size_;
    // Trust that only grew changes no reading.
    if (before && after && same_teaching(*before, *after) &&
        is_used(*before, now) == is_used(*after, now) && before->created_at == after->created_at)
      continue;
    if (before) terms.push_back(before->pattern_term);
    if (after) terms.push_back(after->pattern_term);
  }
  if (!terms.empty()) next->replace_in_index(terms, now);
  if (next->recent_.size() > most_recent) {
    next->sorted_ = std::make_shared<const std::vector<taught_word>>(next->all());
    next->recent_.clear();
  }
  return next;
}

void vocabulary::replace_in_index(const std::vector<std::string>& terms, instant now) {
  std::vector<std::int64_t> gone;
  std::vector<nlp::learned_pattern> added;
  // Forgotten ones are in the changes only.
  for (const auto& c : recent_)
    if (!c.row && std::ranges::find(terms, c.term) != terms.end()) gone.push_back(c.id);
  std::vector<std::string> done;
  for (const auto& term : terms) {
    if (std::ranges::find(done, term) != done.end()) continue;
    done.push_back(term);
    bool taken = false;
    for (const auto& r : meanings(term)) {
      gone.push_back(r->id);
      if (!taken && is_used(*r, now)) {
        added.push_back(pattern_of(*r, now));
        taken = true;
      }
    }
  }
  index_ = std::make_shared<const nlp::pattern_index>(
      index_ ? index_->changed(gone, std::move(added)) : nlp::pattern_index(std::move(added)));
}

}  // namespace handlers
