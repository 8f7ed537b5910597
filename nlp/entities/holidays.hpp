#pragma once
// Holidays whose dates are fixed or can be computed. Names are language data (time_words_*.cpp);
// here is when each one is. Thread: any; pure.

#include <cstdint>
#include <optional>

#include "config/common/time.hpp"

namespace nlp {

enum class holiday_id : std::uint8_t {
  // fixed date
  new_year,
  epiphany,
  australia_day,
  burns_night,
  groundhog_day,
  valentines,
  womens_day,
  pi_day,
  st_patrick,
  april_fools,
  earth_day,
  anzac_day,
  kings_day,
  may_day,
  star_wars_day,
  cinco_de_mayo,
  flag_day,
  juneteenth,
  canada_day,
  independence_day,
  bastille_day,
  teachers_day,
  boss_day,
  halloween,
  all_saints,
  world_vegan_day,
  all_souls,
  guy_fawkes,
  veterans_day,
  singles_day,
  childrens_day,
  human_rights_day,
  inauguration_day,
  christmas_eve,
  christmas,
  boxing_day,
  kwanzaa,
  new_years_eve,
  // a weekday of a month
  mlk_day,
  super_bowl,
  presidents_day,
  arbor_day,
  mothers_day,
  memorial_day,
  victoria_day,
  fathers_day,
  parents_day,
  labor_day,
  grandparents_day,
  columbus_day,
  election_day,
  thanksgiving,
  black_friday,
  cyber_monday,
  giving_tuesday,
  earth_hour,
  // counted from Easter
  shrove_tuesday,
  ash_wednesday,
  lent,
  palm_sunday,
  maundy_thursday,
  good_friday,
  holy_saturday,
  easter,
  easter_monday,
  ascension,
  pentecost,
  whit_monday,
  trinity_sunday,
  corpus_christi,
  clean_monday,
  lazarus_saturday,
  orthodox_good_friday,
  orthodox_easter,
  // Hebrew calendar; the evening on which it begins
  tu_bishvat,
  purim,
  shushan_purim,
  passover,
  lag_baomer,
  shavuot,
  tisha_bav,
  rosh_hashanah,
  yom_kippur,
  sukkot,
  shemini_atzeret,
  simchat_torah,
  hanukkah,
  // Islamic calendar, as computed (the moon may differ by a day)
  islamic_new_year,
  ashura,
  mawlid,
  ramadan,
  laylat_al_qadr,
  eid_al_fitr,
  eid_al_adha,
  // Chinese and Hindu calendars, from a table of years
  lunar_new_year,
  holi,
  diwali,
  count_
};

/// First day of the holiday in that year of the common calendar; nothing when it cannot be told.
std::optional<local_days> holiday_date(holiday_id h, int year);

/// How many days it lasts: 1, or more for "hanukkah", "ramadan".
int holiday_days(holiday_id h, int year);

}  // namespace nlp
