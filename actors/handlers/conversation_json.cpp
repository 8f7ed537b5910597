#include "actors/handlers/conversation_json.hpp"

#include <boost/json.hpp>
#include <charconv>

namespace handlers {
namespace {

namespace json = boost::json;

json::object to_object(const nlp::act& a) {
  json::object slots;
  for (const auto& [key, value] : a.slots) {
    json::value v;
    if (auto* s = std::get_if<std::string>(&value))
      v = *s;
    else if (auto* d = std::get_if<double>(&value))
      v = *d;
    else if (auto* b = std::get_if<bool>(&value))
      v = *b;
    else
      // An object, so that a time is never taken for a text.
      v = json::object{{"t", nlp::to_string(std::get<nlp::local_time>(value))}};
    slots[nlp::to_string(key)] = std::move(v);
  }
  return {{"intent", nlp::to_string(a.kind)}, {"slots", std::move(slots)}};
}

std::optional<int> digits(std::string_view s, std::size_t at, std::size_t n) {
  int v = 0;
  if (s.size() < at + n) return std::nullopt;
  const auto [end, ec] = std::from_chars(s.data() + at, s.data() + at + n, v);
  if (ec != std::errc{} || end != s.data() + at + n) return std::nullopt;
  return v;
}

std::optional<nlp::local_time> time_from(std::string_view s) {
  using namespace std::chrono;
  const auto y = digits(s, 0, 4), m = digits(s, 5, 2), d = digits(s, 8, 2);
  if (!y || !m || !d) return std::nullopt;
  const auto ymd = year(*y) / month(static_cast<unsigned>(*m)) / day(static_cast<unsigned>(*d));
  if (!ymd.ok()) return std::nullopt;
  nlp::local_time t{local_days(ymd), std::nullopt};
  if (s.size() > 10) {
    const auto h = digits(s, 11, 2), min = digits(s, 14, 2), sec = digits(s, 17, 2);
    if (!h || !min || !sec) return std::nullopt;
    t.time_of_day = hours(*h) + minutes(*min) + seconds(*sec);
  }
  return t;
}

std::optional<nlp::act> act_from(const json::value& v) {
  const auto* o = v.if_object();
  const auto* name = o ? o->if_contains("intent") : nullptr;
  const auto kind = name && name->is_string() ? nlp::intent_from(name->get_string()) : std::nullopt;
  if (!kind) return std::nullopt;
  nlp::act a;
  a.kind = *kind;
  a.confidence = 1;
  const auto* slots = o->if_contains("slots");
  if (!slots || !slots->is_object()) return a;
  for (const auto& [key, value] : slots->get_object()) {
    const auto s = nlp::slot_from(std::string_view(key.data(), key.size()));
    if (!s) continue;
    if (value.is_string())
      a.slots.set(*s, std::string(value.get_string()));
    else if (value.is_number())
      a.slots.set(*s, value.to_number<double>());
    else if (value.is_bool())
      a.slots.set(*s, value.get_bool());
    else if (const auto* time = value.if_object()) {
      const auto* text = time->if_contains("t");
      if (text && text->is_string())
        if (auto t = time_from(text->get_string())) a.slots.set(*s, *t);
    }
  }
  return a;
}

}  // namespace

std::string to_json(const conversation& c) {
  json::object o;
  if (c.pending_act) {
    o["act"] = to_object(*c.pending_act);
    o["question"] = c.pending_question;
    o["slot"] = c.pending_slot;
    o["until"] = c.pending_until.time_since_epoch().count();
    if (c.if_declined) o["else"] = to_object(*c.if_declined);
  }
  if (c.last_query) o["asked"] = to_object(*c.last_query);
  const auto put_rows = [&](const char* key, const std::vector<row_id>& rows) {
    if (rows.empty()) return;
    json::array list;
    for (const auto id : rows) list.emplace_back(id);
    o[key] = std::move(list);
  };
  put_rows("list", c.last_list);
  put_rows("notified", c.notified);
  if (!c.rest.empty()) o["rest"] = c.rest;
  if (c.code_until) o["code_until"] = c.code_until->time_since_epoch().count();
  return json::serialize(o);
}

conversation conversation_from_json(std::string_view text) {
  conversation c;
  boost::system::error_code ec;
  const auto v = json::parse(text, ec);
  const auto* o = ec ? nullptr : v.if_object();
  if (!o) return c;
  const auto string_of = [&](const char* key) {
    const auto* p = o->if_contains(key);
    return p && p->is_string() ? std::string(p->get_string()) : std::string();
  };
  if (const auto* a = o->if_contains("act")) c.pending_act = act_from(*a);
  if (c.pending_act) {
    c.pending_question = string_of("question");
    c.pending_slot = string_of("slot");
    if (const auto* until = o->if_contains("until"); until && until->is_int64())
      c.pending_until = instant(std::chrono::microseconds(until->get_int64()));
    if (const auto* other = o->if_contains("else")) c.if_declined = act_from(*other);
  }
  if (const auto* asked = o->if_contains("asked")) c.last_query = act_from(*asked);
  const auto take_rows = [&](const char* key, std::vector<row_id>& rows) {
    if (const auto* list = o->if_contains(key); list && list->is_array())
      for (const auto& id : list->get_array())
        if (id.is_int64()) rows.push_back(id.get_int64());
  };
  take_rows("list", c.last_list);
  take_rows("notified", c.notified);
  c.rest = string_of("rest");
  if (const auto* until = o->if_contains("code_until"); until && until->is_int64())
    c.code_until = instant(std::chrono::microseconds(until->get_int64()));
  return c;
}

}  // namespace handlers
