#include "actors/replies/formatter.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "actors/replies/segments.hpp"

namespace replies {
namespace {

using namespace std::chrono;

constexpr double ml_per_oz = 29.5735295625;
constexpr double kg_per_lb = 0.45359237;
constexpr double m_per_mi = 1609.344;
constexpr double m_per_yd = 0.9144;

constexpr std::string_view weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::string_view dias[] = {"dom", "lun", "mar", "mi\u00e9", "jue", "vie", "s\u00e1b"};
constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::string_view meses[] = {"ene", "feb", "mar", "abr", "may", "jun",
                                      "jul", "ago", "sep", "oct", "nov", "dic"};

bool is_vowel(char c) {
  return std::string_view("aeiou").find(c) != std::string_view::npos;
}

/// "pan" -> "panes", "cruz" -> "cruces", "manzana" -> "manzanas".
std::string spanish_plural(std::string w) {
  if (w.ends_with("s") || w.ends_with("x")) return w;
  if (w.ends_with("z")) return w.substr(0, w.size() - 1) + "ces";
  // A letter with an accent ends in a byte that is no ASCII vowel, and takes an s too.
  return w + (is_vowel(w.back()) || static_cast<unsigned char>(w.back()) >= 0x80 ? "s" : "es");
}

}  // namespace

std::string_view weekday_short(unsigned day, const voice& v) {
  return (v.speaks == language::spanish ? dias : weekdays)[day % 7];
}
std::string_view month_short(unsigned month, const voice& v) {
  return (v.speaks == language::spanish ? meses : months)[(month - 1) % 12];
}

language language_of(const storage::preferences_row& p) {
  return p.language == "es" ? language::spanish : language::english;
}

language language_of_number(std::string_view e164) {
  constexpr std::array<std::string_view, 24> spanish = {
      "+34",  "+51",  "+52",  "+53",   "+54",   "+56",   "+57",   "+58",
      "+502", "+503", "+504", "+505",  "+506",  "+507",  "+591",  "+593",
      "+595", "+598", "+240", "+1787", "+1809", "+1829", "+1849", "+1939"};
  return std::ranges::any_of(spanish, [&](auto code) { return e164.starts_with(code); })
             ? language::spanish
             : language::english;
}

voice voice_of(const storage::preferences_row& p, const zone& tz, instant now,
               std::string_view name) {
  voice v;
  v.imperial = p.units == "imperial";
  v.clock24 = p.language != "en";
  v.emoji = p.emoji;
  v.speaks = language_of(p);
  v.style = p.response_style;
  v.name = name;
  v.tz = tz;
  v.now = tz.to_local(now);
  return v;
}

std::string as_sms(std::string_view text, const voice& v) {
  auto plain = plain_typography(text);
  if (v.speaks == language::spanish) return without_accents(plain);
  return plain;
}

std::string number(double value, int decimals) {
  auto s = fmt::format("{:.{}f}", value, decimals);
  if (s.find('.') != std::string::npos) {
    while (s.back() == '0') s.pop_back();
    if (s.back() == '.') s.pop_back();
  }
  return s == "-0" ? "0" : s;
}

std::string volume(double ml, const voice& v) {
  if (v.imperial) return number(ml / ml_per_oz, 1) + " oz";
  if (ml >= 10'000) return number(ml / 1000, 2) + " L";
  return number(ml, 0) + " ml";
}

std::string weight(double kg, std::string_view unit) {
  return unit == "lb" ? number(kg / kg_per_lb, 1) + " lb" : number(kg, 1) + " kg";
}
double kilograms(double value, std::string_view unit) {
  return unit == "lb" ? value * kg_per_lb : value;
}

std::string distance(double m, std::string_view unit) {
  if (unit == "mi") return number(m / m_per_mi, 2) + " mi";
  if (unit == "yd") return number(m / m_per_yd, 0) + " yd";
  if (unit == "m") return number(m, 0) + " m";
  return number(m / 1000, 2) + " km";
}
double metres(double value, std::string_view unit) {
  if (unit == "mi") return value * m_per_mi;
  if (unit == "yd") return value * m_per_yd;
  if (unit == "m") return value;
  return value * 1000;
}
std::string distance(double m, const voice& v) {
  return distance(m, v.imperial ? "mi" : "km");
}

std::string duration(double minutes) {
  const auto total = static_cast<std::int64_t>(std::llround(minutes));
  if (total < 60) return fmt::format("{} min", total);
  if (total % 60 == 0) return fmt::format("{}h", total / 60);
  return fmt::format("{}h {}m", total / 60, total % 60);
}

std::string energy(double kcal) {
  return number(kcal, 0) + " cal";
}

std::string clock(local_seconds t, const voice& v) {
  const auto minute = floor<minutes>(t) - local_time<minutes>(floor<days>(t));
  return clock_of_minute(minute.count(), v);
}

std::string clock_of_minute(std::int64_t minute, const voice& v) {
  const auto h = minute / 60 % 24, m = minute % 60;
  if (v.clock24) return fmt::format("{:02}:{:02}", h, m);
  return fmt::format("{}:{:02} {}", h % 12 == 0 ? 12 : h % 12, m, h < 12 ? "AM" : "PM");
}

std::string date(local_days d, const voice& v) {
  const year_month_day ymd(d);
  const auto name = weekday_short(weekday(d).c_encoding(), v);
  const auto month = month_short(static_cast<unsigned>(ymd.month()), v);
  const auto number = static_cast<unsigned>(ymd.day());
  auto s = v.speaks == language::spanish ? fmt::format("{} {} {}", name, number, month)
                                         : fmt::format("{} {} {}", name, month, number);
  if (ymd.year() != year_month_day(floor<days>(v.now)).year())
    s += fmt::format(", {}", static_cast<int>(ymd.year()));
  return s;
}

std::string day(local_days d, const voice& v) {
  const auto today = floor<days>(v.now);
  const bool spanish = v.speaks == language::spanish;
  if (d == today) return spanish ? "hoy" : "today";
  if (d == today + days(1)) return spanish ? "ma\u00f1ana" : "tomorrow";
  if (d == today - days(1)) return spanish ? "ayer" : "yesterday";
  return date(d, v);
}

std::string moment(local_seconds t, const voice& v) {
  return day(floor<days>(t), v) + " " + clock(t, v);
}
std::string moment(instant t, const voice& v) {
  return moment(v.tz.to_local(t), v);
}

std::string shortened(std::string_view text, std::size_t limit) {
  std::size_t characters = 0, cut = 0;
  for (std::size_t i = 0; i < text.size();) {
    utf8proc_int32_t c = 0;
    auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + i),
                              static_cast<utf8proc_ssize_t>(text.size() - i), &c);
    if (n <= 0) n = 1;
    if (characters + 3 <= limit) cut = i;
    ++characters;
    i += static_cast<std::size_t>(n);
  }
  if (characters <= limit) return std::string(text);
  return std::string(text.substr(0, cut)) + "...";
}

std::string plural(std::string_view word, double n, language of) {
  std::string w(word);
  if (n <= 1 || w.empty()) return w;
  // Of "huevo con pan" there are "huevos con pan".
  for (const std::string_view joint : {" with ", " con ", " de ", " al ", " a la "})
    if (const auto at = w.find(joint); at != std::string::npos && at > 0)
      return plural(w.substr(0, at), n, of) + w.substr(at);
  if (of == language::spanish) return spanish_plural(std::move(w));
  const auto ends = [&](std::string_view tail) { return w.ends_with(tail); };
  if (ends("ss") || ends("sh") || ends("ch") || ends("x")) return w + "es";
  if (ends("s")) return w;
  if (ends("y") && w.size() > 1 && !is_vowel(w[w.size() - 2]))
    return w.substr(0, w.size() - 1) + "ies";
  return w + "s";
}

}  // namespace replies
