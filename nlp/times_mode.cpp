#include "nlp/times_mode.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/time_parser.hpp"

namespace nlp {
namespace {

using std::chrono::days;
using std::chrono::minutes;

struct request {
  boost::json::value id;
  std::string text, reference, tz;
};

bool read(std::string_view json, request& r) {
  simdjson::dom::parser parser;
  simdjson::dom::element doc;
  if (parser.parse(json.data(), json.size(), true).get(doc) != simdjson::SUCCESS) return false;
  std::string_view s;
  std::int64_t number = 0;
  if (doc["id"].get(s) == simdjson::SUCCESS) {
    r.id = s;
  } else if (doc["id"].get(number) == simdjson::SUCCESS) {
    r.id = number;
  }
  if (doc["reference"].get(s) == simdjson::SUCCESS) r.reference = s;
  if (doc["tz"].get(s) == simdjson::SUCCESS) r.tz = s;
  if (doc["text"].get(s) != simdjson::SUCCESS) return false;
  r.text = s;
  return true;
}

/// "-02:00" and "+5" as the system's whole-hour zones, whose names count the other way.
std::string zone_name(const std::string& tz) {
  if (tz.size() < 2 || (tz[0] != '+' && tz[0] != '-')) return tz;
  const int hour = std::atoi(tz.substr(1, 2).c_str());
  if (hour == 0) return "UTC";
  return fmt::format("Etc/GMT{}{}", tz[0] == '-' ? '+' : '-', hour);
}

struct stamp {
  local_seconds time;
  std::optional<minutes> offset;
};

/// "2026-03-04T14:20:00", with or without seconds, fraction, offset; a date alone is its midnight.
std::optional<stamp> read_stamp(std::string_view s) {
  const auto digits = [&](std::size_t at, std::size_t n) {
    int v = 0;
    for (std::size_t k = at; k < at + n; ++k) {
      if (k >= s.size() || s[k] < '0' || s[k] > '9') return -1;
      v = v * 10 + (s[k] - '0');
    }
    return v;
  };
  const int y = digits(0, 4), mo = digits(5, 2), d = digits(8, 2);
  if (s.size() < 10 || !valid_date(y, mo, d)) return std::nullopt;
  stamp out{local_seconds(day_of(y, mo, d)), std::nullopt};
  if (s.size() < 16) return out;
  const int h = digits(11, 2), mi = digits(14, 2);
  if (h < 0 || h > 23 || mi < 0 || mi > 59) return std::nullopt;
  out.time += std::chrono::hours(h) + minutes(mi);
  std::size_t k = 16;
  if (s.size() > k + 2 && s[k] == ':') {
    const int sec = digits(k + 1, 2);
    if (sec < 0 || sec > 60) return std::nullopt;
    out.time += std::chrono::seconds(std::min(sec, 59));
    k += 3;
  }
  if (k < s.size() && s[k] == '.')
    for (++k; k < s.size() && s[k] >= '0' && s[k] <= '9';) ++k;
  if (k < s.size() && (s[k] == 'Z' || s[k] == 'z')) {
    out.offset = minutes(0);
  } else if (k < s.size() && (s[k] == '+' || s[k] == '-')) {
    const int oh = digits(k + 1, 2);
    const int om = s.size() > k + 5 ? digits(k + 4, 2) : s.size() == k + 5 ? digits(k + 3, 2) : 0;
    if (oh >= 0 && om >= 0) out.offset = minutes((oh * 60 + om) * (s[k] == '-' ? -1 : 1));
  }
  return out;
}

std::string wall(local_seconds t) {
  const auto d = std::chrono::floor<days>(t);
  const auto s = (t - local_seconds(d)).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", year_of(d), month_of(d),
                     month_day_of(d), s / 3600, s / 60 % 60, s % 60);
}

/// Who lives where writes the day before the month.
date_order order_in(std::string_view tz) {
  for (const std::string_view region :
       {"Europe/", "Africa/", "Australia/", "Asia/", "Pacific/Auck"})
    if (tz.starts_with(region)) return date_order::day_first;
  return date_order::month_first;
}

/// A text that tells what was done, and plans nothing, looks back.
time_bias bias_of(const token_list& tokens) {
  static constexpr std::string_view done[] = {
      "ate",    "bought", "came",     "did",   "drank", "felt", "finished", "gave",
      "got",    "had",    "happened", "left",  "made",  "met",  "painted",  "played",
      "ran",    "said",   "saw",      "slept", "swam",  "told", "took",     "visited",
      "walked", "was",    "watched",  "went",  "were",  "woke", "worked",   "wrote"};
  static constexpr std::string_view planned[] = {"by",       "due",   "going", "gonna",  "if",
                                                 "must",     "need",  "next",  "remind", "should",
                                                 "tomorrow", "until", "will",  "would"};
  bool past = false;
  for (const auto& t : tokens) {
    if (std::binary_search(std::begin(planned), std::end(planned), t.text)) return time_bias::none;
    past = past || std::binary_search(std::begin(done), std::end(done), t.text);
  }
  return past ? time_bias::past : time_bias::none;
}

/// Of several times in a text, the one that says most.
const time_expression* widest(const std::vector<time_expression>& found) {
  const time_expression* best = nullptr;
  for (const auto& x : found)
    if (best == nullptr || x.last - x.first > best->last - best->first) best = &x;
  return best;
}

std::string answer(const boost::json::value& id, const time_expression* x) {
  boost::json::object out;
  out["id"] = id;
  if (x == nullptr) {
    out["kind"] = "none";
    out["start"] = nullptr;
    out["end"] = nullptr;
    out["grain"] = nullptr;
    return boost::json::serialize(out);
  }
  // A quarter has no grain of its own in the answer.
  const auto grain = x->grain == time_grain::quarter ? time_grain::month : x->grain;
  out["kind"] = to_string(x->kind);
  out["start"] = wall(x->start);
  out["end"] = wall(x->end);
  out["grain"] = to_string(grain);
  return boost::json::serialize(out);
}

}  // namespace

std::string times_line(std::string_view json) {
  request r;
  if (!read(json, r)) return answer(r.id, nullptr);
  const auto z = zone::find(zone_name(r.tz.empty() ? std::string("UTC") : r.tz));
  const auto at = read_stamp(r.reference);
  if (!at) return answer(r.id, nullptr);
  time_options options{.reference = at->time, .tz = z ? *z : zone()};
  if (at->offset)
    options.reference = options.tz.to_local(instant(at->time.time_since_epoch() - *at->offset));
  const auto tokens = tokenize(r.text);
  options.order = order_in(r.tz);
  options.bias = bias_of(tokens);
  auto found = find_times(tokens, options);
  if (found.empty()) {
    options.language = "es";
    found = find_times(tokens, options);
  }
  return answer(r.id, widest(found));
}

}  // namespace nlp
