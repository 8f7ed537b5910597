#pragma once
// Figures, units, times and names as a person reads them. The same whatever the process's locale.
// Callers: templates. Thread: any; pure functions.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/common/zone.hpp"
#include "storage/model/rows.hpp"

namespace replies {

enum class language : std::uint8_t { english, spanish };

/// What a person's settings say.
language language_of(const storage::preferences_row& preferences);
/// Of a number that said nothing yet: what most people of its country speak.
language language_of_number(std::string_view e164);

/// How one person is spoken to: what their preferences say, and what time it is for them.
struct voice {
  bool imperial = false;
  /// English readers get "3:00 PM" whatever their units: metric countries that text in English
  /// mostly say "3pm" too. Other languages get "15:00".
  bool clock24 = false;
  bool emoji = false;
  language speaks = language::english;
  std::string style = "friendly";  ///< concise | friendly | coach
  std::string name;                ///< what the person is called, or empty
  zone tz;
  local_seconds now;  ///< the person's wall clock
};
voice voice_of(const storage::preferences_row& preferences, const zone& tz, instant now,
               std::string_view name = {});

/// As it travels by SMS: plain typography, and no accent that would triple the price of a text.
std::string as_sms(std::string_view text, const voice& v);

/// "1", "1.5", "0.33": at most `decimals` places, no trailing zeros, never "-0".
std::string number(double value, int decimals = 1);

/// "500 ml", "1500 ml", "12.5 L" (from 10 L); imperial "16.9 oz". Metric totals stay in ml so that
/// they can be read against a goal without rounding.
std::string volume(double ml, const voice& v);
/// A weight in the unit it was said in ("lb" or "kg"), from kilograms.
std::string weight(double kg, std::string_view unit);
double kilograms(double value, std::string_view unit);
/// A distance in the unit it was said in ("mi", "km", "m", "yd"), from metres.
std::string distance(double metres, std::string_view unit);
double metres(double value, std::string_view unit);
/// Distances of several entries: km or mi by preference.
std::string distance(double metres, const voice& v);
/// "45 min", "7h", "7h 30m".
std::string duration(double minutes);
/// "450 cal".
std::string energy(double kcal);

/// "3:00 PM" or "15:00".
std::string clock(local_seconds t, const voice& v);
std::string clock_of_minute(std::int64_t minute_of_day, const voice& v);
/// "Fri"; 0 is Sunday. "Mar"; 1 is January.
std::string_view weekday_short(unsigned day, const voice& v);
std::string_view month_short(unsigned month, const voice& v);
/// "today", "tomorrow", "yesterday", "Fri Mar 6", in another year "Fri Mar 6, 2027".
std::string day(local_days d, const voice& v);
/// Without today, tomorrow and yesterday.
std::string date(local_days d, const voice& v);
/// "today 3:00 PM", "Fri Mar 6 3:00 PM".
std::string moment(local_seconds t, const voice& v);
std::string moment(instant t, const voice& v);

/// At most `limit` characters; a longer text ends in "...".
std::string shortened(std::string_view text, std::size_t limit);
/// "egg" -> "eggs" when `n` is not 1 and the word is not plural already.
std::string plural(std::string_view word, double n, language of = language::english);

}  // namespace replies
