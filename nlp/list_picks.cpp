#include "nlp/list_picks.hpp"

#include <algorithm>

#include "nlp/slots/changes.hpp"
#include "nlp/text/normalizer.hpp"

namespace nlp {
namespace {

using words = std::initializer_list<std::string_view>;

enum class wish : std::uint8_t { as_asked, done, remove, change };

const words done_words{"done",      "finished", "finish", "did",     "complete", "completed",
                       "check",     "checked",  "mark",   "cross",   "crossed",  "tick",
                       "paid",      "got",      "bought", "called",  "took",     "sent",
                       "submitted", "turned",   "handed", "knocked", "hecho",    "listo",
                       "compre",    "pague",    "hice",   "llame",   "ya"};
const words remove_words{"delete",  "remove",  "drop",  "cancel", "erase", "scratch", "forget",
                         "bin",     "kill",    "lose",  "scrap",  "trash", "rid",     "nix",
                         "dismiss", "unlearn", "clear", "wipe",   "borra", "quita"};
const words change_words{"move", "postpone", "push",  "reschedule", "change", "make", "shift",
                         "bump", "snooze",   "delay", "moved",      "switch", "set"};
/// Words that name nothing by themselves.
const words glue{"the",  "one",    "ones",   "of",      "them",   "is",     "please", "and",
                 "off",  "as",     "item",   "that",    "it",     "number", "no",     "i",
                 "a",    "to",     "my",     "its",     "was",    "all",    "get",    "take",
                 "out",  "up",     "with",   "already", "just",   "only",   "from",   "for",
                 "list", "thing",  "things", "have",    "in",     "ok",     "yes",    "yeah",
                 "then", "those",  "these",  "el",      "la",     "los",    "las",    "y",
                 "de",   "option", "do",     "meant",   "mean",   "be",     "at",     "on",
                 "am",   "think",  "want",   "pick",    "choose", "go",     "s",      "reminder",
                 "task", "entry",  "log",    "todo",    "esta",   "estan",  "un"};
/// What follows is left out: "all but 3", "everything bar the milk".
const words leaves_out{"except", "but", "bar", "minus", "besides", "without", "save", "menos"};

constexpr std::array<std::string_view, 10> ordinals{
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"};

struct listed {
  std::string text;  ///< the thing without its day, time and remarks
  std::vector<std::string> all_words;
  std::optional<local_time> due;
};

listed read_listed(const std::string& shown, const frame& f) {
  listed out;
  auto name = shown.substr(0, shown.find_first_of("(=\n"));
  if (const auto dash = name.find(" - "); dash != std::string::npos) name.resize(dash);
  auto tokens = tokenize(shown);
  normalize(tokens);
  for (const auto& t : tokens)
    if (t.type != token::kind::symbol) out.all_words.emplace_back(t.text);
  auto named = tokenize(name);
  auto o = f.options(time_bias::future);
  for (const auto& t : find_times(tokenize(shown), o))
    if (!out.due && (t.has_clock || t.has_date) && !t.weak)
      out.due = to_local_time(t.at, t.has_clock || t.has_part);
  // what stands behind a time that it begins with; else what is said before its first time, and
  // before a comma
  auto end = named.size();
  std::size_t begin = 0;
  for (const auto& t : find_times(named, o)) {
    if (t.weak) continue;
    if (t.first == begin && t.last < named.size())
      begin = t.last;
    else
      end = std::min<std::size_t>(end, t.first);
  }
  for (std::size_t i = begin; i < end; ++i) {
    if (named[i].text == "," || named[i].text == "due" || named[i].text == ":") break;
    if (named[i].type == token::kind::symbol && !named[i].space_before) {
      out.text += named[i].text;
      continue;
    }
    if (!out.text.empty() && named[i].space_before) out.text += ' ';
    out.text += name.substr(named[i].begin, named[i].end - named[i].begin);
  }
  while (!out.text.empty() && (out.text.back() == ' ' || out.text.back() == ',' ||
                               out.text.back() == '-' || out.text.back() == '@'))
    out.text.pop_back();
  if (out.text.empty()) out.text = shown;
  return out;
}

bool same_start(std::string_view a, std::string_view b) {
  const auto n = std::min(a.size(), b.size());
  return n >= 4 && a.substr(0, n) == b.substr(0, n);
}

struct picks {
  std::vector<std::size_t> which;
  std::vector<bool> used;  ///< by token
  bool none = false, all = false, ordinal = false;
  bool inverted = false;  ///< `which` are those left out
};

picks find_picks(const frame& f, const std::vector<listed>& things) {
  picks out;
  out.used.assign(f.size(), false);
  const auto n = things.size();
  const auto take = [&](std::size_t k, std::size_t token) {
    if (k < n && std::find(out.which.begin(), out.which.end(), k) == out.which.end())
      out.which.push_back(k);
    out.used[token] = true;
  };
  for (std::size_t i = 0; i < f.size(); ++i) {
    const auto w = f.word(i);
    if (f.is_any(i, {"both", "all", "everything", "each", "ambos", "todos"})) {
      out.all = out.used[i] = true;
      continue;
    }
    if (out.all && f.is_any(i, leaves_out)) {
      out.inverted = out.used[i] = true;
      continue;
    }
    if (f.is_any(i, {"neither", "none", "ninguno"})) {
      out.none = out.used[i] = true;
      continue;
    }
    if (const auto o = std::find(ordinals.begin(), ordinals.end(), w); o != ordinals.end()) {
      const auto k = static_cast<std::size_t>(o - ordinals.begin());
      if (k < n) take(k, i), out.ordinal = true;
      continue;
    }
    if (f.is_any(i, {"last", "latter", "bottom", "final", "ultimo"}) &&
        !f.is_any(i + 1, {"night", "week", "month", "year"})) {
      take(n - 1, i), out.ordinal = true;
      continue;
    }
    if (f.is_any(i, {"former", "top", "1st", "primero", "primera"})) {
      take(0, i), out.ordinal = true;
      continue;
    }
    if (f.is_any(i, {"middle"}) && n == 3) {
      take(1, i), out.ordinal = true;
      continue;
    }
    if (!w.empty() && w[0] >= '1' && w[0] <= '9' && w.size() <= 4) {
      // "2", "2nd", "#2"; not a clock reading or an amount
      std::size_t k = 0, d = 0;
      while (d < w.size() && w[d] >= '0' && w[d] <= '9') k = k * 10 + (w[d++] - '0');
      const auto tail = w.substr(d);
      const bool plain =
          tail.empty() || tail == "st" || tail == "nd" || tail == "rd" || tail == "th";
      const bool clock = f.is_any(i + 1, {"am", "pm", ":", "oz", "ml", "min", "lb", "kg", "cups",
                                          "minutes", "hours"}) ||
                         (i > 0 && f.is_any(i - 1, {"at", ":", "by", "until", "to"}));
      if (plain && k >= 1 && k <= n && !clock) take(k - 1, i), out.ordinal = true;
    } else if (const auto m = f.number_at(i, f.size());
               m && m->end == i + 1 && !f.number(i) && m->value >= 1 &&
               m->value <= static_cast<double>(n) && !f.is_any(i, {"one", "a", "an"})) {
      take(static_cast<std::size_t>(m->value) - 1, i), out.ordinal = true;
    }
  }
  if (!out.which.empty() || (out.all && !out.inverted) || out.none) {
    std::sort(out.which.begin(), out.which.end());
    return out;
  }
  // by their words: the one thing that shares the most
  std::vector<std::size_t> shared(n, 0);
  std::vector<bool> used(f.size(), false);
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (f.symbol(i) || f.is_any(i, glue)) continue;
    for (std::size_t k = 0; k < n; ++k)
      for (const auto& w : things[k].all_words)
        if (w == f.word(i) || same_start(w, f.word(i))) {
          ++shared[k];
          used[i] = true;
          break;
        }
  }
  const auto best = std::max_element(shared.begin(), shared.end());
  if (best != shared.end() && *best > 0 && std::count(shared.begin(), shared.end(), *best) == 1) {
    out.which = {static_cast<std::size_t>(best - shared.begin())};
    for (std::size_t i = 0; i < f.size(); ++i)
      if (used[i]) out.used[i] = true;
  }
  // "the one in the afternoon": by its part of the day
  struct day_part {
    std::string_view name;
    int from, to;
  };
  static constexpr std::array<day_part, 5> parts{{{"morning", 4, 12},
                                                  {"afternoon", 12, 18},
                                                  {"evening", 17, 24},
                                                  {"night", 18, 24},
                                                  {"noon", 12, 13}}};
  if (out.which.empty())
    for (std::size_t i = 0; i < f.size(); ++i)
      for (const auto& part : parts) {
        if (f.word(i) != part.name) continue;
        std::vector<std::size_t> within;
        for (std::size_t k = 0; k < n; ++k)
          if (things[k].due && things[k].due->time_of_day) {
            const auto hour = std::chrono::floor<std::chrono::hours>(*things[k].due->time_of_day);
            if (hour.count() >= part.from && hour.count() < part.to) within.push_back(k);
          }
        if (within.size() == 1) take(within[0], i);
      }
  return out;
}

std::string type_of(const prior_turn& prior, const listed& thing) {
  if (prior.said)
    if (const auto t = prior.said->slots.text(slot::type)) return *t;
  if (prior.query) {
    const auto scope = prior.query->slots.text(slot::scope).value_or("");
    if (scope == "todos") return "todo";
    if (scope == "reminders" || scope == "calendar") return "reminder";
    if (scope == "assignments") return "assignment";
    const auto domain = prior.query->slots.text(slot::domain).value_or("");
    if (domain == "food" || domain == "gym" || domain == "water" || domain == "sleep")
      return domain;
  }
  const auto tokens = tokenize(thing.text);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (shared_foods().find_at({tokens.begin(), tokens.end()}, i)) return "food";
  return {};
}

/// The act asked about, on the thing picked.
std::optional<act> as_asked(const frame& f, const prior_turn& prior, const listed& thing) {
  const auto shown = tokenize(thing.text);
  const auto remove = [&] {
    act a = make_act(intent::delete_item, 0.9, f.say({0, f.size()}), "the one picked");
    a.slots.set(slot::item, thing.text);
    if (const auto t = type_of(prior, thing); !t.empty()) a.slots.set(slot::type, t);
    return a;
  };
  if (!prior.said) {
    for (const auto w : {"delete", "remove", "go?", "should go", "cancel", "drop"})
      if (prior.asked_text.find(w) != std::string::npos || prior.asked_text.ends_with(" go"))
        return remove();
    for (const auto w : {"finish", "done", "complete"})
      if (prior.asked_text.find(w) != std::string::npos) {
        act a = make_act(intent::complete_item, 0.9, f.say({0, f.size()}), "the one picked");
        a.slots.set(slot::item, thing.text);
        return a;
      }
    return std::nullopt;
  }
  act a = *prior.said;
  a.why = {{f.say({0, f.size()}), "the one picked"}};
  a.confidence = 0.9;
  switch (a.kind) {
    case intent::delete_item:
    case intent::undo:
      return remove();
    case intent::complete_item:
      a.slots.set(slot::item, thing.text);
      return a;
    case intent::connect_integration:
    case intent::disconnect_integration:
    case intent::sync_integration:
    case intent::integration_status:
    case intent::pause_sync:
    case intent::resume_sync: {
      context plain = f.ctx;
      plain.history = {};
      const frame g(thing.text, plain);
      static const auto provider = phrase_book::shared().class_named("provider");
      for (std::size_t i = 0; i < g.size(); ++i)
        if (const auto v = g.member_value(i, provider, g.size()); !v.empty()) {
          a.slots.set(slot::provider, std::string(v));
          return a;
        }
      a.slots.erase(slot::provider);
      return a;
    }
    case intent::assignment_add:
      a.slots.set(slot::class_name, thing.text);
      return a;
    case intent::forget_pattern:
      a.slots.set(slot::term, thing.text);
      return a;
    case intent::food_log:
      a.slots.set(slot::food, thing.text);
      return a;
    case intent::gym_log:
      a.slots.set(slot::exercise, thing.text);
      return a;
    case intent::edit_correction:
      return a;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<act_list> read_pick(const frame& f, const prior_turn& prior) {
  using question = prior_turn::question;
  if (f.size() > 14) return std::nullopt;
  // "no the other one" after one of two was taken
  if (prior.options.empty()) {
    if (prior.said && prior.said->kind == intent::delete_item && f.size() <= 6)
      for (std::size_t i = 0; i + 1 < f.size(); ++i)
        if (f.is(i, "other") && f.is(i + 1, "one")) {
          act a = *prior.said;
          a.why = {{f.say({0, f.size()}), "the other one"}};
          return act_list{a};
        }
    return std::nullopt;
  }
  if (f.is(f.size() - 1, "?")) return std::nullopt;
  std::vector<listed> things;
  for (const auto& o : prior.options) things.push_back(read_listed(o, f));
  auto found = find_picks(f, things);
  wish w = wish::as_asked;
  std::size_t rest = 0;
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (f.is_any(i, remove_words))
      w = wish::remove;
    else if (f.is_any(i, change_words) && w != wish::remove)
      w = wish::change;
    else if (f.is_any(i, done_words) && w == wish::as_asked)
      w = wish::done;
    else if (!found.used[i] && !f.symbol(i) && !f.is_any(i, glue) &&
             !f.in_class(i, classes().filler))
      ++rest;
  }
  const bool asked =
      prior.asked == question::which || (prior.asked == question::name && prior.options.size() > 1);
  if (found.none && asked && rest == 0) {
    return act_list{make_act(intent::confirm_no, 0.9, f.say({0, f.size()}), "none of those")};
  }
  if (found.inverted) {
    if (found.which.empty() || found.which.size() >= things.size()) return std::nullopt;
    // of a list that was shown the others are done
    if (w == wish::as_asked && !asked && prior.query) w = wish::done;
    std::vector<std::size_t> others;
    for (std::size_t k = 0; k < things.size(); ++k)
      if (std::find(found.which.begin(), found.which.end(), k) == found.which.end())
        others.push_back(k);
    found.which = std::move(others);
  }
  if (w == wish::as_asked && !asked) return std::nullopt;
  if (found.all && !found.inverted) {
    if (prior.said && prior.said->kind != intent::delete_item && asked && w == wish::as_asked &&
        rest == 0) {
      // everything: the act without the choice
      act a = *prior.said;
      a.slots.erase(slot::provider);
      a.why = {{f.say({0, f.size()}), "all of those"}};
      if (a.kind != intent::assignment_add) return act_list{a};
    }
    if (w == wish::remove && prior.query && rest == 0) {
      const auto scope = prior.query->slots.text(slot::scope).value_or("");
      const auto domain = prior.query->slots.text(slot::domain).value_or("");
      const auto type = !scope.empty() ? scope : domain;
      if (!type.empty() && type != "all" && type != "calendar") {
        act a = make_act(intent::delete_data, 0.9, f.say({0, f.size()}), "all of those listed");
        a.slots.set(slot::data_type, type);
        return act_list{a};
      }
    }
    found.which.clear();
    for (std::size_t k = 0; k < things.size(); ++k) found.which.push_back(k);
  }
  if (found.which.empty()) {
    // "neither, its for micro": a name of its own
    return std::nullopt;
  }
  act_list out;
  if (w == wish::change) {
    const auto& thing = things[found.which[0]];
    act a =
        make_act(intent::edit_correction, 0.85, f.say({0, f.size()}), "the one picked, changed");
    const auto type = type_of(prior, thing);
    if (type == "food" || type == "gym" || type == "water" || type == "sleep") return std::nullopt;
    a.slots.set(slot::target, type.empty() ? std::string("reminder") : type);
    span tail{0, f.size()};
    for (std::size_t i = 0; i < f.size(); ++i)
      if (found.used[i]) tail.begin = i + 1;
    if (tail.begin >= f.size()) tail.begin = 0;
    while (tail.begin + 1 < f.size() &&
           (f.is_any(tail.begin, glue) || f.is_any(tail.begin, change_words)) &&
           !f.is_any(tail.begin, {"at", "on"}))
      ++tail.begin;
    auto due = shifted_due(f, tail, thing.due);
    if (!due) due = changed_due(f, tail, thing.due);
    if (!due) return std::nullopt;
    a.slots.set(slot::due, *due);
    return act_list{a};
  }
  // Words that nothing explains speak of something else; a thing named by its words needs most.
  if (rest > (found.ordinal || found.all ? 1U : 2U)) return std::nullopt;
  for (const auto k : found.which) {
    const auto& thing = things[k];
    if (w == wish::done) {
      act a = make_act(intent::complete_item, 0.9, f.say({0, f.size()}), "the one picked is done");
      a.slots.set(slot::item, thing.text);
      out.push_back(std::move(a));
    } else if (w == wish::remove) {
      const bool pattern = prior.said && (prior.said->kind == intent::list_patterns ||
                                          prior.said->kind == intent::teach_pattern);
      // A taught word that is named is found without the list.
      if (pattern && !found.ordinal && !found.all) return std::nullopt;
      act a = make_act(pattern ? intent::forget_pattern : intent::delete_item, 0.9,
                       f.say({0, f.size()}), "the one picked");
      a.slots.set(pattern ? slot::term : slot::item, thing.text);
      if (const auto t = type_of(prior, thing); !pattern && !t.empty()) a.slots.set(slot::type, t);
      out.push_back(std::move(a));
    } else if (auto a = as_asked(f, prior, thing)) {
      out.push_back(std::move(*a));
    }
  }
  // two entries of one name are one act
  if (out.size() > 1 &&
      std::all_of(out.begin(), out.end(), [&](const act& a) { return a.slots == out[0].slots; }))
    out.resize(1);
  if (out.empty()) return std::nullopt;
  return out;
}

}  // namespace nlp
