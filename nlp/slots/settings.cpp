// Goals, integrations, data and account commands, feedback, help and small talk.

#include <algorithm>
#include <cmath>

#include "nlp/slots/slots.hpp"

namespace nlp {
namespace {

std::string_view value_in(const frame& f, span s, std::string_view cls_name) {
  const auto cls = phrase_book::shared().class_named(cls_name);
  for (auto i = s.begin; i < s.end; ++i)
    if (const auto v = f.member_value(i, cls, s.end); !v.empty()) return v;
  return {};
}

}  // namespace

std::optional<act_list> fill_goal(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto s = r.core_span();
  if (r.s.negation || (r.s.asks && !r.c.request)) return std::nullopt;
  if (r.s.other_person && hit.rule->weight < 80) return std::nullopt;
  double ml = 0;
  for (auto i = s.begin; i < s.end && ml == 0; ++i)
    if (const auto v = volume_at(f.upto(s.end), i)) ml = v->ml;
  if (ml == 0)
    for (auto i = s.begin; i < s.end && ml == 0; ++i)
      if (f.number(i)) {
        const auto v = f.tokens[i].value;
        ml = v >= 500 ? v : v >= 20 && v <= 250 ? v * 29.5735 : v <= 10 ? v * 1000 : 0;
      }
  if (ml < 100) return std::nullopt;
  act a = make_act(intent::water_goal_set, 0.9, f.say(r.c.s), "a water goal");
  a.slots.set(slot::goal_ml, round_to(ml, 0));
  for (const auto& t : f.times_in(s, time_bias::future))
    if (t.has_date && !t.recurrence && !t.weak && t.grain == time_grain::day)
      a.slots.set(slot::date, local_time{t.day(), std::nullopt});
  return act_list{a};
}

std::optional<act_list> fill_data(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto kind = *hit.rule->kind;
  const auto s = r.core_span();
  act a = make_act(kind, 0.9, f.say(r.c.s), hit.rule->source);
  for (const auto& [name, value] : hit.rule->fixed)
    if (const auto key = slot_from(name)) a.slots.set(*key, typed_value(*key, value));
  switch (kind) {
    case intent::connect_integration:
    case intent::disconnect_integration:
    case intent::sync_integration:
    case intent::integration_status:
    case intent::pause_sync:
    case intent::resume_sync: {
      if (r.s.other_person && hit.rule->weight < 80) return std::nullopt;
      if (r.s.negation && kind != intent::disconnect_integration &&
          kind != intent::integration_status && kind != intent::pause_sync)
        return std::nullopt;
      auto provider = value_in(f, s, "named_provider");
      if (provider.empty()) {
        const auto* p = hit.find("provider");
        if (p) provider = p->value;
      }
      if (!provider.empty()) a.slots.set(slot::provider, std::string(provider));
      break;
    }
    case intent::delete_data: {
      if (r.s.negation || (r.s.asks && !r.c.request)) return std::nullopt;
      if (const auto* d = hit.find("data_type"); d && !a.slots.has(slot::data_type)) {
        auto type = std::string(d->value);
        for (auto i = d->begin; i < d->end; ++i)
          if (f.is(i, "data") && type == "all") type = "all";
        a.slots.set(slot::data_type, type);
      }
      if (!hit.find("data_type") && !a.slots.has(slot::data_type))
        if (const auto v = value_in(f, s, "data"); !v.empty())
          a.slots.set(slot::data_type, std::string(v));
      // "all data" beside a named kind: the kind
      if (const auto t = a.slots.text(slot::data_type); t && *t == "all")
        if (const auto v = value_in(f, s, "data"); !v.empty() && v != "all")
          a.slots.set(slot::data_type, std::string(v));
      // "wipe everything i ate last week": the kind in the verb
      if (const auto t = a.slots.text(slot::data_type); !t || *t == "all")
        for (auto i = s.begin; i < s.end; ++i) {
          const std::string_view type = f.is_any(i, {"ate", "eaten"})               ? "food"
                                        : f.is_any(i, {"drank", "drunk"})           ? "water"
                                        : f.is_any(i, {"slept"})                    ? "sleep"
                                        : f.is_any(i, {"lifted", "ran", "trained"}) ? "gym"
                                                                                    : "";
          if (!type.empty()) a.slots.set(slot::data_type, std::string(type));
        }
      const auto provider = value_in(f, s, "named_provider");
      if (!provider.empty()) {
        a.slots.set(slot::provider, std::string(provider));
        if (hit.rule->source.find("{data_type") == std::string::npos)
          a.slots.erase(slot::data_type);
      }
      fill_period(f, s, a.slots, false);
      break;
    }
    case intent::export_data: {
      if (r.s.negation) return std::nullopt;
      const auto format = value_in(f, s, "format");
      if (!format.empty()) a.slots.set(slot::format, std::string(format));
      auto type = value_in(f, s, "data");
      for (auto i = s.begin; i < s.end; ++i) {
        const auto v = f.member_value(i, phrase_book::shared().class_named("data"), s.end);
        if (!v.empty() && v != "all") type = v;
      }
      if (!type.empty() && type != "all") a.slots.set(slot::data_type, std::string(type));
      if (hit.rule->weight <= 80 && type.empty() && format.empty() && r.s.asks) return std::nullopt;
      break;
    }
    case intent::delete_account: {
      if (r.s.negation || (r.s.asks && !r.c.request)) return std::nullopt;
      break;
    }
    case intent::help: {
      if (!hit.fixed("how").empty() || hit.find("topic")) {
        if (!hit.fixed("how").empty() && hit.rule->weight < 60) {
          const auto topic = value_in(f, s, "topic");
          if (topic.empty()) return std::nullopt;
        }
        auto topic = hit.find("topic") ? hit.find("topic")->value : value_in(f, s, "topic");
        if (!topic.empty()) a.slots.set(slot::topic, std::string(topic));
      }
      break;
    }
    case intent::list_patterns:
      if (r.s.first_person && hit.rule->weight < 85) break;
      break;
    case intent::smalltalk_thanks:
      if (!hit.fixed("lone").empty() && r.s.asks) return std::nullopt;
      break;
    default:
      break;
  }
  return act_list{a};
}

std::optional<act_list> fill_feedback(const clause_reading& r, const phrase_hit& hit) {
  const auto& f = r.f;
  const auto s = r.core_span();
  act a = make_act(*hit.rule->kind, 0.85, f.say(r.c.s), hit.rule->source);
  if (a.kind == intent::support_ticket) {
    if (r.s.quote) return std::nullopt;
    a.slots.set(slot::message, f.say(r.c.s, {}, true));
    return act_list{a};
  }
  std::string type(hit.fixed("feedback_type"));
  if (!hit.fixed("kw").empty()) {
    const auto w = f.word(s.begin);
    type = w == "bug" || w == "issue"                           ? "bug"
           : w == "feature" || w == "idea" || w == "suggestion" ? "feature"
           : w == "rating" || w == "rate" || w == "review"      ? "rating"
                                                                : "general";
  }
  std::optional<double> rating;
  if (!hit.fixed("rate").empty() || type == "rating") {
    for (auto i = s.begin; i < s.end && !rating; ++i)
      if (const auto n = f.number_at(i, s.end);
          n && n->value <= 10 && n->value >= 0 && n->value == static_cast<int>(n->value)) {
        const bool stars = f.is_any(n->end, {"star", "stars"});
        const bool over = f.is_any(n->end, {"/", "out"});
        if (stars || over || f.is_any(s.begin, {"rate", "rating", "give", "i"})) rating = n->value;
        if (over) {
          // the scale must be one of ratings
          double scale = 0;
          for (auto k = n->end; k < std::min(s.end, n->end + 3); ++k)
            if (const auto m = f.number_at(k, s.end)) scale = m->value;
          if (scale != 5 && scale != 10) rating.reset();
        }
      }
    if (!rating && type != "rating") return std::nullopt;
    // "5 star hotel", "3/5 of the pizza" are not about this service
    if (hit.rule->weight < 80) {
      bool about = s.size() <= 5;
      for (auto i = s.begin; i < s.end; ++i)
        about = about || f.is_any(i, {"app", "bot", "you", "this", "service"});
      if (!about) return std::nullopt;
    }
    type = "rating";
  }
  if (type.empty()) return std::nullopt;
  if (hit.rule->weight < 80 && r.s.figure) return std::nullopt;
  a.slots.set(slot::feedback_type, type);
  if (rating) a.slots.set(slot::rating, *rating);
  a.slots.set(slot::message, f.say(r.c.s, {}, true));
  return act_list{a};
}

}  // namespace nlp
