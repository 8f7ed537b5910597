#include "nlp/entities/holidays.hpp"

#include "nlp/entities/calendar_math.hpp"
#include "nlp/entities/lunar_calendar.hpp"

namespace nlp {
namespace {

using std::chrono::days;
using enum holiday_id;

/// Anonymous Gregorian computus.
local_days western_easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int k = h + l - 7 * m + 114;
  return day_of(year, k / 31, k % 31 + 1);
}

/// Meeus' Julian computus, moved to the Gregorian calendar.
local_days eastern_easter(int year) {
  const int d = (19 * (year % 19) + 15) % 30;
  const int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const int k = d + e + 114;
  const int drift = year / 100 - year / 400 - 2;
  return day_of(year, k / 31, k % 31 + 1) + days(drift);
}

// Hebrew calendar (the usual arithmetic of molad and postponements). Day 0 is 1 Tishri of year 1
// in the count used here; `hebrew_epoch` moves it to days since 1970.
// Hebrew days begin at dusk: the dates are those of the evening on which the holiday begins.
constexpr long hebrew_epoch = -2092591;

long hebrew_elapsed(long year) {
  const long months = (235 * year - 234) / 19;
  const long parts = 12084 + 13753 * months;
  long day = months * 29 + parts / 25920;
  if ((3 * (day + 1)) % 7 < 3) ++day;
  return day;
}
long hebrew_new_year(long year) {
  const long before = hebrew_elapsed(year - 1), here = hebrew_elapsed(year),
             next = hebrew_elapsed(year + 1);
  const long delay = next - here == 356 ? 2 : here - before == 382 ? 1 : 0;
  return hebrew_epoch + here + delay;
}
local_days from_epoch(long day) {
  return local_days(days(day));
}

/// 15 Nisan always falls 163 days before the next 1 Tishri.
local_days passover_of(int year) {
  return from_epoch(hebrew_new_year(year + 3761) - 163);
}
local_days rosh_hashanah_of(int year) {
  return from_epoch(hebrew_new_year(year + 3761));
}
local_days hanukkah_of(int year) {
  // 25 Kislev: Tishri has 30 days, Heshvan 30 only in a "complete" year.
  const long start = hebrew_new_year(year + 3761);
  const long length = hebrew_new_year(year + 3762) - start;
  const bool long_heshvan = length == 355 || length == 385;
  return from_epoch(start + 30 + (long_heshvan ? 30 : 29) + 24);
}
local_days tu_bishvat_of(int year) {
  // 15 Shvat lies before Purim by a month, or two in a leap year.
  const long start = hebrew_new_year(year + 3760);
  const bool leap = hebrew_new_year(year + 3761) - start > 370;
  return passover_of(year) - days(leap ? 89 : 59);
}

// Tabular Islamic calendar. Months begin when the moon is seen; the civil epoch (16 July 622
// Julian) fits the announced fasts of our time best, the one a day earlier the other feasts.
long islamic_day(long year, int month, int day) {
  const bool fast = month == 9 || month == 10;
  return -492148 - (fast ? 1 : 2) + (year - 1) * 354 + (3 + 11 * year) / 30 + 29 * (month - 1) +
         month / 2 + day;
}
/// The first such date in a year of the common calendar (a few years hold two).
std::optional<local_days> islamic_date(int year, int month, int day) {
  const long about = (static_cast<long>(year) - 622) * 33 / 32;
  for (long y = about - 1; y <= about + 2; ++y) {
    const auto d = from_epoch(islamic_day(y, month, day));
    if (year_of(d) == year) return d;
  }
  return std::nullopt;
}

/// The year has 365 days and no leap years.
local_days parsi_new_year_of(int year) {
  return day_of(2026, 8, 15) + days(365L * (year - 2026));
}

}  // namespace

std::optional<local_days> holiday_date(holiday_id h, int year) {
  if (year < 1583 || year > 9990) return std::nullopt;
  const auto fixed = [&](int month, int day) { return day_of(year, month, day); };
  const auto nth = [&](int n, int weekday, int month) {
    return nth_weekday(year, month, weekday, n);
  };
  const auto easter_plus = [&](int n) { return western_easter(year) + days(n); };
  // The hour at which a lunar day must hold, for each custom its own.
  constexpr double sunrise = 6, forenoon = 9, noon = 12.5, afternoon = 16.7, sunset = 18,
                   moonrise = 19.5, midnight = 24;
  constexpr int aries = 0, virgo = 5, capricorn = 9, shravana_mansion = 21;
  const auto before_dussehra = [&](int n) -> std::optional<local_days> {
    const auto d = hindu_date(year, hindu_month::ashvina, 10, noon);
    return d ? std::optional(*d - days(n)) : std::nullopt;
  };
  const auto after_diwali = [&](int n) -> std::optional<local_days> {
    const auto d = hindu_date(year, hindu_month::ashvina, 30, sunset);
    return d ? std::optional(*d + days(n)) : std::nullopt;
  };
  switch (h) {
    case new_year:
      return fixed(1, 1);
    case epiphany:
      return fixed(1, 6);
    case inauguration_day:
      return fixed(1, 20);
    case burns_night:
      return fixed(1, 25);
    case australia_day:
      return fixed(1, 26);
    case groundhog_day:
      return fixed(2, 2);
    case valentines:
      return fixed(2, 14);
    case womens_day:
      return fixed(3, 8);
    case pi_day:
      return fixed(3, 14);
    case ides_of_march:
      return fixed(3, 15);
    case st_patrick:
      return fixed(3, 17);
    case april_fools:
      return fixed(4, 1);
    case earth_day:
      return fixed(4, 22);
    case anzac_day:
      return fixed(4, 25);
    case kings_day:  // moved to Saturday when it would be a Sunday
      return weekday_of(fixed(4, 27)) == 7 ? fixed(4, 26) : fixed(4, 27);
    case may_day:
      return fixed(5, 1);
    case star_wars_day:
      return fixed(5, 4);
    case cinco_de_mayo:
      return fixed(5, 5);
    case flag_day:
      return fixed(6, 14);
    case juneteenth:
      return fixed(6, 19);
    case canada_day:
      return fixed(7, 1);
    case independence_day:
      return fixed(7, 4);
    case bastille_day:
      return fixed(7, 14);
    case teachers_day:
      return fixed(10, 5);
    case boss_day: {  // the working day nearest to October 16
      const auto d = fixed(10, 16);
      return d + days(weekday_of(d) == 6 ? -1 : weekday_of(d) == 7 ? 1 : 0);
    }
    case halloween:
      return fixed(10, 31);
    case all_saints:
    case world_vegan_day:
      return fixed(11, 1);
    case all_souls:
      return fixed(11, 2);
    case guy_fawkes:
      return fixed(11, 5);
    case veterans_day:
    case singles_day:
      return fixed(11, 11);
    case childrens_day:
      return fixed(11, 20);
    case human_rights_day:
      return fixed(12, 10);
    case christmas_eve:
      return fixed(12, 24);
    case christmas:
      return fixed(12, 25);
    case boxing_day:
    case kwanzaa:
      return fixed(12, 26);
    case new_years_eve:
      return fixed(12, 31);

    case mlk_day:
      return nth(3, 1, 1);
    case super_bowl:
      return nth(2, 7, 2);
    case presidents_day:
      return nth(3, 1, 2);
    case earth_hour: {  // a week earlier when it would be Holy Saturday
      const auto d = nth(-1, 6, 3);
      return d == easter_plus(-1) ? d - days(7) : d;
    }
    case arbor_day:
      return nth(-1, 5, 4);
    case mothers_day:
      return nth(2, 7, 5);
    case memorial_day:
      return nth(-1, 1, 5);
    case victoria_day:
      return fixed(5, 24) - days(weekday_of(fixed(5, 24)) - 1);
    case fathers_day:
      return nth(3, 7, 6);
    case parents_day:
      return nth(4, 7, 7);
    case labor_day:
      return nth(1, 1, 9);
    case grandparents_day:
      return nth(1, 1, 9) + days(6);
    case columbus_day:
      return nth(2, 1, 10);
    case election_day:
      return nth(1, 1, 11) + days(1);
    case thanksgiving:
      return nth(4, 4, 11);
    case black_friday:
      return nth(4, 4, 11) + days(1);
    case cyber_monday:
      return nth(4, 4, 11) + days(4);
    case giving_tuesday:
      return nth(4, 4, 11) + days(5);

    case shrove_tuesday:
      return easter_plus(-47);
    case ash_wednesday:
    case lent:
      return easter_plus(-46);
    case palm_sunday:
      return easter_plus(-7);
    case maundy_thursday:
      return easter_plus(-3);
    case good_friday:
      return easter_plus(-2);
    case holy_saturday:
      return easter_plus(-1);
    case easter:
      return easter_plus(0);
    case easter_monday:
      return easter_plus(1);
    case ascension:
      return easter_plus(39);
    case pentecost:
      return easter_plus(49);
    case whit_monday:
      return easter_plus(50);
    case trinity_sunday:
      return easter_plus(56);
    case corpus_christi:
      return easter_plus(60);
    case clean_monday:
    case great_lent:
      return eastern_easter(year) - days(48);
    case lazarus_saturday:
      return eastern_easter(year) - days(8);
    case orthodox_good_friday:
      return eastern_easter(year) - days(2);
    case orthodox_easter:
      return eastern_easter(year);

    case tu_bishvat:
      return tu_bishvat_of(year);
    case purim:
      return passover_of(year) - days(30);
    case shushan_purim:
      return passover_of(year) - days(29);
    case passover:
      return passover_of(year);
    case yom_hashoah: {  // the 27th of Nisan, kept off the days beside the Sabbath
      const auto d = passover_of(year) + days(12);
      return weekday_of(d) == 4 ? d - days(1) : weekday_of(d) == 6 ? d + days(1) : d;
    }
    case yom_haatzmaut: {  // the 5th of Iyar, so that neither it nor its eve meets the Sabbath
      const auto d = passover_of(year) + days(20);
      const int eve = weekday_of(d);
      return eve == 4 ? d - days(1) : eve == 5 ? d - days(2) : eve == 7 ? d + days(1) : d;
    }
    case lag_baomer:
      return passover_of(year) + days(33);
    case shavuot:
      return passover_of(year) + days(50);
    case tisha_bav: {  // kept a day later when it falls on the Sabbath
      const auto d = passover_of(year) + days(112);
      return weekday_of(d) == 5 ? d + days(1) : d;
    }
    case rosh_hashanah:
      return rosh_hashanah_of(year);
    case yom_kippur:
      return rosh_hashanah_of(year) + days(9);
    case sukkot:
      return rosh_hashanah_of(year) + days(14);
    case shemini_atzeret:
      return rosh_hashanah_of(year) + days(21);
    case simchat_torah:
      return rosh_hashanah_of(year) + days(22);
    case hanukkah:
      return hanukkah_of(year);

    case islamic_new_year:
      return islamic_date(year, 1, 1);
    case ashura:
      return islamic_date(year, 1, 10);
    case mawlid:
      return islamic_date(year, 3, 12);
    case isra_and_miraj:
      return islamic_date(year, 7, 27);
    case ramadan:
      return islamic_date(year, 9, 1);
    case jumuatul_wida: {  // the last Friday of Ramadan
      const auto feast = islamic_date(year, 10, 1);
      return feast ? std::optional(weekday_from(*feast - days(7), 5)) : std::nullopt;
    }
    case laylat_al_qadr:
      return islamic_date(year, 9, 27);
    case eid_al_fitr:
      return islamic_date(year, 10, 1);
    case eid_al_adha:
      return islamic_date(year, 12, 10);

    case lunar_new_year:
      return chinese_new_year(year);
    case pongal_eve:
      return sun_enters(year, capricorn, sunset) - days(1);
    case pongal:
      return sun_enters(year, capricorn, sunset);
    case mattu_pongal:
      return sun_enters(year, capricorn, sunset) + days(1);
    case kaanum_pongal:
      return sun_enters(year, capricorn, sunset) + days(2);
    case vaisakhi:
      return sun_enters(year, aries, midnight);
    case onam:
      return moon_in_mansion_before(sun_enters(year, virgo, sunrise), shravana_mansion);
    case guru_gobind_singh:
      return hindu_date(year, hindu_month::pausha, 7, sunrise);
    case vasant_panchami:
      return hindu_date(year, hindu_month::magha, 5, forenoon);
    case guru_ravidas:
      return hindu_date(year, hindu_month::magha, 15, sunrise);
    case dayananda_saraswati:
      return hindu_date(year, hindu_month::magha, 25, forenoon);
    case maha_shivaratri:
      return hindu_date(year, hindu_month::magha, 29, midnight);
    case holika_dahan:
    case holi: {  // colours follow the fires, which are lit once the full moon is past by then
      const auto d = hindu_date(year, hindu_month::phalguna, 16, afternoon);
      return d && h == holika_dahan ? std::optional(*d - days(1)) : d;
    }
    case ugadi:
      return hindu_date(year, hindu_month::chaitra, 1, sunrise);
    case rama_navami:
      return hindu_date(year, hindu_month::chaitra, 9, noon);
    case mahavir_jayanti:
      return hindu_date(year, hindu_month::chaitra, 13, sunrise);
    case vesak:
      return hindu_date(year, hindu_month::vaishakha, 15, sunset);
    case ratha_yatra:
      return hindu_date(year, hindu_month::ashadha, 2, sunrise);
    case guru_purnima:
      return hindu_date(year, hindu_month::ashadha, 15, sunrise);
    case raksha_bandhan:
      return hindu_date(year, hindu_month::shravana, 15, forenoon);
    case janmashtami:
      return hindu_date(year, hindu_month::shravana, 23, midnight);
    case ganesh_chaturthi:
      return hindu_date(year, hindu_month::bhadrapada, 4, noon);
    case navaratri:
      return before_dussehra(9);
    case maha_saptami:
      return before_dussehra(3);
    case dussehra:
      return before_dussehra(0);
    case valmiki_jayanti:
      return hindu_date(year, hindu_month::ashvina, 15, sunrise);
    case karva_chauth:
      return hindu_date(year, hindu_month::ashvina, 19, moonrise);
    case dhanteras:
      return hindu_date(year, hindu_month::ashvina, 28, moonrise);
    case choti_diwali:
      return after_diwali(-1);
    case diwali:
      return after_diwali(0);
    case bhai_dooj:
      return after_diwali(2);
    case chhath:
      return after_diwali(6);
    case guru_nanak:
      return hindu_date(year, hindu_month::kartika, 15, sunrise);
    case rabindra_jayanti: {  // 25 Boishakh in West Bengal
      const bool leap = days_in_month(year, 2) == 29;
      return fixed(5, leap ? 8 : 9);
    }
    case parsi_new_year:
      return parsi_new_year_of(year);
    case count_:
      break;
  }
  return std::nullopt;
}

int holiday_days(holiday_id h, int year) {
  switch (h) {
    case lent:
      return 46;
    case great_lent:
      return 40;
    case navaratri:
      return 9;
    case passover:
      return 8;
    case rosh_hashanah:
      return 2;
    case shavuot:
      return 2;
    case sukkot:
      return 7;
    case hanukkah:
      return 8;
    case kwanzaa:
      return 7;
    case ramadan: {
      const auto from = islamic_date(year, 9, 1), to = islamic_date(year, 10, 1);
      return from && to && *to > *from ? static_cast<int>((*to - *from).count()) : 30;
    }
    default:
      return 1;
  }
}

}  // namespace nlp
