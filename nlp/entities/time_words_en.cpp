// English words of time. Data only: a new spelling is a new row.

#include <iterator>

#include "nlp/entities/holidays.hpp"
#include "nlp/entities/time_words.hpp"

namespace nlp {
namespace {

using enum word_class;

constexpr std::int16_t val(time_unit u) {
  return static_cast<std::int16_t>(u);
}
constexpr std::int16_t val(day_part p) {
  return static_cast<std::int16_t>(p);
}
constexpr std::int16_t val(span_edge e) {
  return static_cast<std::int16_t>(e);
}
constexpr std::int16_t val(repeat_word r) {
  return static_cast<std::int16_t>(r);
}
constexpr std::int16_t val(holiday_id h) {
  return static_cast<std::int16_t>(h);
}

constexpr bool weak = true;

// clang-format off
constexpr time_word words[] = {
    // months
    {"january", month, 1}, {"jan", month, 1}, {"janurary", month, 1}, {"janaury", month, 1},
    {"february", month, 2}, {"feb", month, 2}, {"febuary", month, 2}, {"feburary", month, 2}, {"febr", month, 2},
    {"march", month, 3, weak}, {"mar", month, 3, weak}, {"mrch", month, 3},
    {"april", month, 4, weak}, {"apr", month, 4}, {"apirl", month, 4}, {"aprl", month, 4},
    {"may", month, 5, weak},
    {"june", month, 6, weak}, {"jun", month, 6},
    {"july", month, 7}, {"jul", month, 7}, {"jully", month, 7},
    {"august", month, 8, weak}, {"aug", month, 8}, {"agust", month, 8}, {"augest", month, 8},
    {"september", month, 9}, {"sep", month, 9}, {"sept", month, 9}, {"setember", month, 9},
    {"october", month, 10}, {"oct", month, 10}, {"octobr", month, 10},
    {"november", month, 11}, {"nov", month, 11},
    {"december", month, 12}, {"dec", month, 12}, {"decemeber", month, 12},

    // weekdays
    {"monday", weekday, 1}, {"mon", weekday, 1, weak}, {"munday", weekday, 1}, {"moday", weekday, 1}, {"monady", weekday, 1}, {"mondy", weekday, 1},
    {"tuesday", weekday, 2}, {"tue", weekday, 2}, {"tues", weekday, 2}, {"teusday", weekday, 2}, {"tuseday", weekday, 2}, {"tusday", weekday, 2}, {"tuesdy", weekday, 2},
    {"wednesday", weekday, 3}, {"wed", weekday, 3, weak}, {"weds", weekday, 3}, {"wendesday", weekday, 3}, {"wensday", weekday, 3}, {"wednsday", weekday, 3}, {"wedsday", weekday, 3}, {"wendsday", weekday, 3}, {"wenesday", weekday, 3}, {"wedensday", weekday, 3},
    {"thursday", weekday, 4}, {"thu", weekday, 4}, {"thur", weekday, 4}, {"thurs", weekday, 4}, {"thrusday", weekday, 4}, {"thirsday", weekday, 4}, {"thrs", weekday, 4}, {"thursdy", weekday, 4}, {"thusday", weekday, 4},
    {"friday", weekday, 5}, {"fri", weekday, 5}, {"firday", weekday, 5}, {"fryday", weekday, 5}, {"frday", weekday, 5}, {"fridy", weekday, 5},
    {"saturday", weekday, 6}, {"sat", weekday, 6, weak}, {"satruday", weekday, 6}, {"saterday", weekday, 6}, {"satday", weekday, 6}, {"satuday", weekday, 6},
    {"sunday", weekday, 7}, {"sun", weekday, 7, weak}, {"sundy", weekday, 7}, {"snuday", weekday, 7},
    {"mondays", weekdays, 1}, {"tuesdays", weekdays, 2}, {"wednesdays", weekdays, 3}, {"thursdays", weekdays, 4}, {"fridays", weekdays, 5}, {"saturdays", weekdays, 6}, {"sundays", weekdays, 7},

    // units
    {"second", unit, val(time_unit::second)}, {"seconds", unit, val(time_unit::second)}, {"sec", unit, val(time_unit::second)}, {"secs", unit, val(time_unit::second)}, {"s", unit, val(time_unit::second), weak},
    {"minute", unit, val(time_unit::minute)}, {"minutes", unit, val(time_unit::minute)}, {"min", unit, val(time_unit::minute)}, {"mins", unit, val(time_unit::minute)}, {"minuets", unit, val(time_unit::minute)}, {"minuet", unit, val(time_unit::minute)}, {"mintues", unit, val(time_unit::minute)}, {"minuts", unit, val(time_unit::minute)}, {"minutos", unit, val(time_unit::minute)}, {"m", unit, val(time_unit::minute), weak},
    {"hour", unit, val(time_unit::hour)}, {"hours", unit, val(time_unit::hour)}, {"hr", unit, val(time_unit::hour)}, {"hrs", unit, val(time_unit::hour)}, {"h", unit, val(time_unit::hour), weak}, {"huor", unit, val(time_unit::hour)}, {"huors", unit, val(time_unit::hour)}, {"houra", unit, val(time_unit::hour)}, {"hous", unit, val(time_unit::hour)},
    {"day", unit, val(time_unit::day)}, {"days", unit, val(time_unit::day)}, {"d", unit, val(time_unit::day), weak}, {"dys", unit, val(time_unit::day)}, {"night", unit, val(time_unit::day), weak}, {"nights", unit, val(time_unit::day)},
    {"week", unit, val(time_unit::week)}, {"weeks", unit, val(time_unit::week)}, {"wk", unit, val(time_unit::week)}, {"wks", unit, val(time_unit::week)}, {"w", unit, val(time_unit::week), weak}, {"sennight", unit, val(time_unit::week)},
    {"fortnight", unit, val(time_unit::fortnight)}, {"fortnights", unit, val(time_unit::fortnight)},
    {"weekend", weekend}, {"weekends", repeat, val(repeat_word::weekends)}, {"wkend", weekend}, {"wknd", weekend}, {"week end", weekend}, {"week - end", weekend}, {"weekand", weekend}, {"weeknd", weekend},
    {"weekend", unit, val(time_unit::weekend)}, {"weekends", unit, val(time_unit::weekend)},
    {"month", unit, val(time_unit::month)}, {"months", unit, val(time_unit::month)}, {"mo", unit, val(time_unit::month), weak}, {"mos", unit, val(time_unit::month), weak}, {"mth", unit, val(time_unit::month)}, {"mths", unit, val(time_unit::month)}, {"monht", unit, val(time_unit::month)}, {"mnths", unit, val(time_unit::month)},
    {"quarter", unit, val(time_unit::quarter)}, {"quarters", unit, val(time_unit::quarter)}, {"qtr", unit, val(time_unit::quarter)}, {"qtrs", unit, val(time_unit::quarter)},
    {"year", unit, val(time_unit::year)}, {"years", unit, val(time_unit::year)}, {"yr", unit, val(time_unit::year)}, {"yrs", unit, val(time_unit::year)}, {"y", unit, val(time_unit::year), weak},
    {"decade", unit, val(time_unit::decade)}, {"decades", unit, val(time_unit::decade)}, {"century", unit, val(time_unit::century)}, {"centuries", unit, val(time_unit::century)},
    {"year", year_word}, {"yr", year_word},

    // days counted from today
    {"today", day_offset, 0}, {"todays", day_offset, 0}, {"2day", day_offset, 0}, {"tday", day_offset, 0}, {"todday", day_offset, 0}, {"2dy", day_offset, 0},
    {"tomorrow", day_offset, 1}, {"tomorrows", day_offset, 1}, {"tommorow", day_offset, 1}, {"tommorrow", day_offset, 1}, {"tomorow", day_offset, 1}, {"tomorro", day_offset, 1}, {"tommorw", day_offset, 1}, {"tmrw", day_offset, 1}, {"tmr", day_offset, 1}, {"tmw", day_offset, 1}, {"tmrrw", day_offset, 1}, {"tmorrow", day_offset, 1}, {"tomm", day_offset, 1}, {"tmo", day_offset, 1}, {"tmmrw", day_offset, 1}, {"tmoro", day_offset, 1}, {"tomoro", day_offset, 1}, {"tomo", day_offset, 1}, {"tom", day_offset, 1, weak}, {"tomz", day_offset, 1}, {"tomrw", day_offset, 1}, {"tmrow", day_offset, 1}, {"tomorrw", day_offset, 1}, {"2moro", day_offset, 1}, {"2morrow", day_offset, 1}, {"2mrw", day_offset, 1}, {"2mro", day_offset, 1}, {"overmorrow", day_offset, 2},
    {"yesterday", day_offset, -1}, {"yesterdays", day_offset, -1}, {"yday", day_offset, -1}, {"ystrdy", day_offset, -1}, {"yest", day_offset, -1}, {"yesturday", day_offset, -1}, {"yesteday", day_offset, -1}, {"ysterday", day_offset, -1}, {"yestrday", day_offset, -1}, {"yestday", day_offset, -1},
    {"day after tomorrow", day_offset, 2}, {"day after tmrw", day_offset, 2}, {"day after tmr", day_offset, 2}, {"day after tommorow", day_offset, 2}, {"day after tomorow", day_offset, 2}, {"day after tommorrow", day_offset, 2}, {"day after tmw", day_offset, 2},
    {"day before yesterday", day_offset, -2}, {"day before yday", day_offset, -2},
    {"present day", day_offset, 0},

    // parts of the day
    {"morning", part, val(day_part::morning)}, {"mornings", repeat, val(repeat_word::mornings)}, {"evenings", repeat, val(repeat_word::evenings)}, {"morn", part, val(day_part::morning)}, {"mornin", part, val(day_part::morning)}, {"mornign", part, val(day_part::morning)}, {"moring", part, val(day_part::morning)}, {"mroning", part, val(day_part::morning)}, {"forenoon", part, val(day_part::forenoon)},
    {"early morning", part, val(day_part::early_morning)}, {"early hours", part, val(day_part::early_morning)}, {"early hours of the morning", part, val(day_part::early_morning)}, {"early in the morning", part, val(day_part::early_morning)}, {"early morn", part, val(day_part::early_morning)}, {"dawn", part, val(day_part::early_morning), weak}, {"sunrise", part, val(day_part::early_morning), weak}, {"wee hours", part, val(day_part::early_morning)},
    {"first thing", part, val(day_part::early_morning)}, {"first thing in the morning", part, val(day_part::early_morning)}, {"late morning", part, val(day_part::late_morning)}, {"mid morning", part, val(day_part::late_morning)}, {"mid - morning", part, val(day_part::late_morning)}, {"midmorning", part, val(day_part::late_morning)}, {"late in the morning", part, val(day_part::late_morning)},
    {"afternoon", part, val(day_part::afternoon)}, {"afternoons", part, val(day_part::afternoon)}, {"arvo", part, val(day_part::afternoon)}, {"aft", part, val(day_part::afternoon), weak}, {"afternoonish", part, val(day_part::afternoon)}, {"afternon", part, val(day_part::afternoon)}, {"aftrnoon", part, val(day_part::afternoon)}, {"mid afternoon", part, val(day_part::afternoon)}, {"mid - afternoon", part, val(day_part::afternoon)}, {"midafternoon", part, val(day_part::afternoon)},
    {"early afternoon", part, val(day_part::early_afternoon)}, {"late afternoon", part, val(day_part::late_afternoon)}, {"late in the afternoon", part, val(day_part::late_afternoon)}, {"early in the afternoon", part, val(day_part::early_afternoon)},
    {"evening", part, val(day_part::evening)}, {"eve", part, val(day_part::evening), weak}, {"evenin", part, val(day_part::evening)}, {"evng", part, val(day_part::evening)}, {"sunset", part, val(day_part::evening), weak}, {"dusk", part, val(day_part::evening), weak}, {"early evening", part, val(day_part::early_evening)}, {"late evening", part, val(day_part::late_evening)}, {"late in the evening", part, val(day_part::late_evening)},
    {"night", part, val(day_part::night)}, {"nite", part, val(day_part::night)}, {"nght", part, val(day_part::night)}, {"late night", part, val(day_part::late_night)}, {"late at night", part, val(day_part::late_night)}, {"overnight", part, val(day_part::night), weak}, {"nighttime", part, val(day_part::night), weak},
    {"tonight", part, val(day_part::tonight)}, {"tonite", part, val(day_part::tonight)}, {"tnite", part, val(day_part::tonight)}, {"2nite", part, val(day_part::tonight)}, {"2night", part, val(day_part::tonight)}, {"tonigt", part, val(day_part::tonight)}, {"tonihgt", part, val(day_part::tonight)}, {"tonght", part, val(day_part::tonight)}, {"tn", part, val(day_part::tonight), weak},
    {"lunch", part, val(day_part::lunch), weak}, {"lunchtime", part, val(day_part::lunch)}, {"lunch time", part, val(day_part::lunch)}, {"after lunch", part, val(day_part::after_lunch)},
    {"breakfast", part, val(day_part::breakfast), weak}, {"breakfast time", part, val(day_part::breakfast)}, {"dinner", part, val(day_part::dinner), weak}, {"dinnertime", part, val(day_part::dinner)}, {"dinner time", part, val(day_part::dinner)}, {"supper", part, val(day_part::dinner), weak}, {"after dinner", part, val(day_part::late_evening)}, {"after supper", part, val(day_part::late_evening)}, {"after breakfast", part, val(day_part::forenoon)},
    {"after work", part, val(day_part::after_work)}, {"after school", part, val(day_part::after_school)}, {"after class", part, val(day_part::after_school)},
    {"before bed", part, val(day_part::before_bed)}, {"before bedtime", part, val(day_part::before_bed)}, {"bedtime", part, val(day_part::before_bed), weak}, {"before sleep", part, val(day_part::before_bed)}, {"before going to bed", part, val(day_part::before_bed)}, {"before i go to bed", part, val(day_part::before_bed)},
    {"eod", part, val(day_part::end_of_day)}, {"end of day", part, val(day_part::end_of_day)}, {"end of the day", part, val(day_part::end_of_day)}, {"cob", part, val(day_part::end_of_day)}, {"close of business", part, val(day_part::end_of_day)}, {"end of business", part, val(day_part::end_of_day)}, {"end of work", part, val(day_part::end_of_day)}, {"eob", part, val(day_part::end_of_day)},
    {"start of the day", part, val(day_part::start_of_day)}, {"start of day", part, val(day_part::start_of_day)}, {"beginning of the day", part, val(day_part::start_of_day)},

    // clock
    {"noon", clock_word, 720}, {"midday", clock_word, 720}, {"mid day", clock_word, 720}, {"noontime", clock_word, 720}, {"12 noon", clock_word, 720}, {"noonish", clock_word, 720}, {"mid - day", clock_word, 720}, {"high noon", clock_word, 720},
    {"midnight", clock_word, 1440}, {"midnite", clock_word, 1440}, {"mid night", clock_word, 1440}, {"midnightish", clock_word, 1440},
    {"am", meridiem, 0}, {"pm", meridiem, 1}, {"a", meridiem, 0, weak}, {"p", meridiem, 1, weak}, {"a m", meridiem, 0}, {"p m", meridiem, 1}, {"a . m", meridiem, 0}, {"p . m", meridiem, 1}, {"a . m .", meridiem, 0}, {"p . m .", meridiem, 1}, {"in the am", meridiem, 0}, {"in the pm", meridiem, 1}, {"ante meridiem", meridiem, 0}, {"post meridiem", meridiem, 1},
    {"oclock", oclock}, {"o clock", oclock}, {"clock", oclock, 0, weak}, {"oclk", oclock},
    {"half", half}, {"quarter", quarter}, {"qtr", quarter},
    {"past", past}, {"after", past}, {"minutes past", past}, {"minutes after", past}, {"mins past", past}, {"mins after", past}, {"min past", past}, {"minute past", past}, {"min after", past},
    {"to", to}, {"till", to}, {"til", to}, {"before", to}, {"of", to, 0, weak}, {"minutes to", to}, {"mins to", to}, {"minutes before", to}, {"minutes till", to}, {"minutes til", to}, {"min to", to}, {"mins till", to}, {"mins before", to}, {"minutes until", to}, {"until", to},
    {"hours", hours_word}, {"hrs", hours_word}, {"hour", hours_word}, {"h", hours_word}, {"hs", hours_word},
    {"ish", ish}, {"- ish", ish}, {"sharp", ish}, {"exactly", ish}, {"approximately", ish}, {"approx", ish}, {"or so", ish}, {"on the dot", ish}, {"or thereabouts", ish},

    // now
    {"now", now, 0, weak}, {"right now", now}, {"just now", now}, {"right away", now}, {"at the moment", now}, {"asap", now, 1}, {"as soon as possible", now, 1}, {"immediately", now}, {"this moment", now}, {"this minute", now}, {"this instant", now}, {"this very moment", now}, {"atm", now}, {"at this moment", now}, {"at present", now}, {"right this minute", now}, {"this second", now},
    {"at this time", day_offset, 0},

    // ordinals
    {"first", ordinal, 1}, {"second", ordinal, 2}, {"third", ordinal, 3}, {"fourth", ordinal, 4}, {"fifth", ordinal, 5}, {"sixth", ordinal, 6}, {"seventh", ordinal, 7}, {"eighth", ordinal, 8}, {"ninth", ordinal, 9}, {"tenth", ordinal, 10}, {"eleventh", ordinal, 11}, {"twelfth", ordinal, 12}, {"thirteenth", ordinal, 13}, {"fourteenth", ordinal, 14}, {"fifteenth", ordinal, 15}, {"sixteenth", ordinal, 16}, {"seventeenth", ordinal, 17}, {"eighteenth", ordinal, 18}, {"nineteenth", ordinal, 19}, {"twentieth", ordinal, 20}, {"thirtieth", ordinal, 30},
    {"twenty first", ordinal, 21}, {"twenty second", ordinal, 22}, {"twenty third", ordinal, 23}, {"twenty fourth", ordinal, 24}, {"twenty fifth", ordinal, 25}, {"twenty sixth", ordinal, 26}, {"twenty seventh", ordinal, 27}, {"twenty eighth", ordinal, 28}, {"twenty ninth", ordinal, 29}, {"thirty first", ordinal, 31},
    {"twenty - first", ordinal, 21}, {"twenty - second", ordinal, 22}, {"twenty - third", ordinal, 23}, {"twenty - fourth", ordinal, 24}, {"twenty - fifth", ordinal, 25}, {"twenty - sixth", ordinal, 26}, {"twenty - seventh", ordinal, 27}, {"twenty - eighth", ordinal, 28}, {"twenty - ninth", ordinal, 29}, {"thirty - first", ordinal, 31},
    {"st", suffix}, {"nd", suffix}, {"rd", suffix}, {"th", suffix},

    // which one
    {"this", cycle, 0}, {"current", cycle, 0}, {"these", cycle, 0}, {"present", cycle, 0},
    {"next", cycle, 1}, {"coming", cycle, 1}, {"upcoming", cycle, 1}, {"following", cycle, 1}, {"nxt", cycle, 1}, {"nex", cycle, 1}, {"subsequent", cycle, 1},
    {"last", cycle, -1}, {"past", cycle, -1}, {"previous", cycle, -1}, {"prior", cycle, -1}, {"lst", cycle, -1}, {"prev", cycle, -1}, {"preceding", cycle, -1},
    {"this past", cycle, -1}, {"this last", cycle, -1}, {"this coming", cycle, 1}, {"this upcoming", cycle, 1}, {"this next", cycle, 1}, {"this current", cycle, 0},
    {"early", modifier, val(span_edge::early)}, {"mid", modifier, val(span_edge::mid)}, {"mid -", modifier, val(span_edge::mid)}, {"late", modifier, val(span_edge::late)}, {"middle of", modifier, val(span_edge::mid)}, {"middle", modifier, val(span_edge::mid), weak},
    {"end of", modifier, val(span_edge::end)}, {"ending of", modifier, val(span_edge::end)}, {"close of", modifier, val(span_edge::end)}, {"end -", modifier, val(span_edge::end)}, {"earlier", modifier, val(span_edge::early), weak}, {"later in", modifier, val(span_edge::late)}, {"later", modifier, val(span_edge::late), weak}, {"earlier in", modifier, val(span_edge::early)}, {"late in", modifier, val(span_edge::late)}, {"early in", modifier, val(span_edge::early)},
    {"beginning of", modifier, val(span_edge::beginning)}, {"start of", modifier, val(span_edge::beginning)}, {"begining of", modifier, val(span_edge::beginning)}, {"beginning", modifier, val(span_edge::beginning), weak},
    {"year to date", rest, val(time_unit::year)}, {"ytd", rest, val(time_unit::year)}, {"month to date", rest, val(time_unit::month)}, {"mtd", rest, val(time_unit::month)}, {"week to date", rest, val(time_unit::week)},
    {"rest of", rest, 0}, {"remainder of", rest, 0}, {"all", rest, 1}, {"whole", rest, 1}, {"entire", rest, 1},

    // joining words
    {"at", at}, {"@", at}, {"on", on}, {"in", in}, {"of", of},
    {"the", the}, {"a", article}, {"an", article}, {"one", article},
    {"from", from}, {"starting", from}, {"beginning", from}, {"starting from", from}, {"starting at", from}, {"frm", from}, {"starting on", from}, {"beginning on", from}, {"beginning from", from},
    {"between", between}, {"btw", between, 0, weak}, {"btwn", between}, {"in between", between}, {"bw", between, 0, weak}, {"anytime between", between}, {"sometime between", between},
    {"and", conjunction}, {"&", conjunction}, {"n", conjunction},
    {"to", range_to}, {"-", range_to}, {"until", range_to}, {"till", range_to}, {"til", range_to}, {"thru", range_to}, {"through", range_to}, {"untill", range_to}, {"upto", range_to}, {"up to", range_to}, {"up until", range_to}, {"~", range_to}, {"unti", range_to}, {"2", range_to, 0, weak},
    {"before", before}, {"as late as", before}, {"prior to", before}, {"no later than", before}, {"not later than", before}, {"sometime before", before}, {"earlier than", before}, {"b4", before}, {"sometimes before", before}, {"anytime before", before}, {"any time before", before}, {"some time before", before}, {"in advance of", before}, {"preceding", before}, {"ahead of", before},
    {"after", after}, {"later than", after}, {"any time after", after}, {"anytime after", after}, {"sometime after", after}, {"no earlier than", after}, {"not before", after}, {"past", after, 0, weak}, {"following", after, 0, weak}, {"from now until after", after}, {"starting after", after}, {"not earlier than", after}, {"some time after", after}, {"sometimes after", after},
    {"since", since}, {"as early as", since}, {"beginning", since}, {"starting with", since}, {"ever since", since}, {"as of", since}, {"from", since, 0, weak}, {"starting", since}, {"starting from", since}, {"starting on", since}, {"from about", since}, {"effective", since, 0, weak}, {"as from", since}, {"beginning on", since}, {"on or after", since}, {"at or after", since}, {"no earlier than", since},
    {"until", until}, {"till", until}, {"til", until}, {"untill", until}, {"up to", until}, {"up to and including", until, 2}, {"through to and including", until, 2}, {"up until", until}, {"through", until, 0, weak}, {"thru", until, 0, weak}, {"through to", until}, {"upto", until}, {"on or before", until}, {"ending", until, 0, weak}, {"not after", until},
    {"by", by}, {"due by", by}, {"due", by, 1, weak}, {"no later than", by}, {"by no later than", by}, {"by about", by}, {"at the latest by", by},
    {"within", within}, {"in less than", within}, {"in under", within}, {"inside of", within}, {"within the next", within}, {"in the space of", within},
    {"around", around}, {"about", around}, {"abt", around}, {"like", around, 0, weak}, {"approximately", around}, {"approx", around}, {"circa", around}, {"roughly", around}, {"arnd", around}, {"near", around, 0, weak}, {"sometime", around, 0, weak}, {"exactly", around}, {"~", around}, {"round", around, 0, weak}, {"roughly around", around}, {"some time", around, 0, weak}, {"almost", around, 0, weak}, {"say", around, 0, weak},
    {"during", during}, {"throughout", during}, {"over", during, 0, weak},
    {"for", for_}, {"4", for_, 0, weak},
    {"ago", ago}, {"back", ago, 0, weak}, {"before now", ago}, {"earlier", ago, 0, weak}, {"previously", ago}, {"agos", ago}, {"prior", ago, 0, weak}, {"in the past", ago},
    {"from now", from_now}, {"from right now", from_now, 1}, {"hence", hence}, {"later", hence, 0, weak}, {"from today", from_now, 2}, {"from this moment", from_now}, {"out", hence, 0, weak}, {"after now", from_now}, {"in the future", from_now}, {"time", hence, 0, weak},

    // repeating
    {"every", every}, {"each", every}, {"evry", every}, {"evey", every}, {"ever", every, 0, weak}, {"once every", every}, {"once each", every}, {"once a", every}, {"once per", every}, {"evary", every}, {"everyday", repeat, val(repeat_word::daily)}, {"other", other}, {"alternate", other}, {"second", other, 0, weak},
    {"hourly", repeat, val(repeat_word::hourly)}, {"daily", repeat, val(repeat_word::daily)}, {"nightly", repeat, val(repeat_word::nightly)}, {"weekly", repeat, val(repeat_word::weekly)}, {"biweekly", repeat, val(repeat_word::biweekly)}, {"bi - weekly", repeat, val(repeat_word::biweekly)}, {"fortnightly", repeat, val(repeat_word::biweekly)}, {"monthly", repeat, val(repeat_word::monthly)}, {"yearly", repeat, val(repeat_word::yearly)}, {"annually", repeat, val(repeat_word::yearly)}, {"weekdays", repeat, val(repeat_word::weekdays)}, {"weekday", repeat, val(repeat_word::weekdays), weak}, {"workdays", repeat, val(repeat_word::weekdays)}, {"workday", repeat, val(repeat_word::weekdays), weak}, {"weeknights", repeat, val(repeat_word::weekdays)}, {"weeknight", repeat, val(repeat_word::weekdays), weak}, {"business days", repeat, val(repeat_word::weekdays)}, {"business day", repeat, val(repeat_word::weekdays), weak}, {"work day", repeat, val(repeat_word::weekdays), weak}, {"school day", repeat, val(repeat_word::weekdays), weak}, {"school days", repeat, val(repeat_word::weekdays)}, {"annual", repeat, val(repeat_word::yearly), weak},

    // seasons
    {"spring", season, 0, weak}, {"summer", season, 1}, {"summertime", season, 1}, {"fall", season, 2, weak}, {"autumn", season, 2}, {"winter", season, 3}, {"wintertime", season, 3},

    {"ad", era, 1}, {"a . d", era, 1}, {"a . d .", era, 1}, {"ce", era, 1}, {"bc", era, -1}, {"b . c", era, -1}, {"b . c .", era, -1}, {"bce", era, -1},

    // zones; values are places in time_zone_names()
    {"utc", zone, 0}, {"gmt", zone, 0}, {"zulu", zone, 0}, {"est", zone, 1}, {"edt", zone, 2}, {"cst", zone, 3}, {"cdt", zone, 4}, {"mst", zone, 5}, {"mdt", zone, 6}, {"pst", zone, 7}, {"pdt", zone, 8}, {"bst", zone, 9}, {"cet", zone, 10}, {"cest", zone, 11}, {"ist", zone, 12}, {"jst", zone, 13}, {"aest", zone, 14}, {"aedt", zone, 15}, {"eet", zone, 16}, {"eest", zone, 17}, {"wet", zone, 18}, {"west", zone, 19, weak}, {"msk", zone, 20}, {"hst", zone, 21}, {"akst", zone, 22}, {"akdt", zone, 23}, {"sgt", zone, 24}, {"hkt", zone, 24}, {"nzst", zone, 25}, {"nzdt", zone, 26}, {"brt", zone, 27}, {"art", zone, 27, weak}, {"acst", zone, 33}, {"awst", zone, 24}, {"kst", zone, 13}, {"pkt", zone, 34}, {"nst", zone, 35}, {"ast", zone, 36}, {"adt", zone, 27}, {"wat", zone, 9}, {"cat", zone, 11, weak}, {"eat", zone, 17, weak},
    {"et", zone, 28}, {"eastern", zone, 28}, {"eastern time", zone, 28}, {"ct", zone, 29}, {"central", zone, 29}, {"central time", zone, 29}, {"mt", zone, 30}, {"mountain", zone, 30}, {"mountain time", zone, 30}, {"pt", zone, 31}, {"pacific", zone, 31}, {"pacific time", zone, 31}, {"london time", zone, 32}, {"uk time", zone, 32}, {"eastern standard time", zone, 1}, {"eastern daylight time", zone, 2}, {"central standard time", zone, 3}, {"mountain standard time", zone, 5}, {"pacific standard time", zone, 7}, {"pacific daylight time", zone, 8}, {"central european time", zone, 10}, {"new york time", zone, 28}, {"nyc time", zone, 28}, {"la time", zone, 31}, {"california time", zone, 31}, {"chicago time", zone, 29}, {"west coast time", zone, 31}, {"east coast time", zone, 28}, {"tokyo time", zone, 13}, {"greenwich mean time", zone, 0}, {"india time", zone, 12}, {"indian standard time", zone, 12}, {"british summer time", zone, 9}, {"paris time", zone, 37}, {"berlin time", zone, 38},

    // holidays
    {"christmas", holiday, val(holiday_id::christmas)}, {"christmas day", holiday, val(holiday_id::christmas)}, {"xmas", holiday, val(holiday_id::christmas)}, {"xmas day", holiday, val(holiday_id::christmas)}, {"x - mas", holiday, val(holiday_id::christmas)}, {"chrismas", holiday, val(holiday_id::christmas)}, {"christmas eve", holiday, val(holiday_id::christmas_eve)}, {"xmas eve", holiday, val(holiday_id::christmas_eve)}, {"boxing day", holiday, val(holiday_id::boxing_day)},
    {"new years", holiday, val(holiday_id::new_year)}, {"new years day", holiday, val(holiday_id::new_year)}, {"new year day", holiday, val(holiday_id::new_year)}, {"new year", holiday, val(holiday_id::new_year), weak}, {"nyd", holiday, val(holiday_id::new_year)}, {"new years eve", holiday, val(holiday_id::new_years_eve)}, {"new year eve", holiday, val(holiday_id::new_years_eve)}, {"nye", holiday, val(holiday_id::new_years_eve)},
    {"valentines", holiday, val(holiday_id::valentines)}, {"valentines day", holiday, val(holiday_id::valentines)}, {"valentine day", holiday, val(holiday_id::valentines)}, {"vday", holiday, val(holiday_id::valentines)}, {"st valentines day", holiday, val(holiday_id::valentines)}, {"saint valentines day", holiday, val(holiday_id::valentines)},
    {"halloween", holiday, val(holiday_id::halloween)}, {"haloween", holiday, val(holiday_id::halloween)}, {"halloween day", holiday, val(holiday_id::halloween)}, {"helloween", holiday, val(holiday_id::halloween)}, {"all hallows eve", holiday, val(holiday_id::halloween)}, {"all saints day", holiday, val(holiday_id::all_saints)}, {"all souls day", holiday, val(holiday_id::all_souls)},
    {"thanksgiving", holiday, val(holiday_id::thanksgiving)}, {"thanksgiving day", holiday, val(holiday_id::thanksgiving)}, {"turkey day", holiday, val(holiday_id::thanksgiving)}, {"thanks giving", holiday, val(holiday_id::thanksgiving)}, {"black friday", holiday, val(holiday_id::black_friday)}, {"cyber monday", holiday, val(holiday_id::cyber_monday)}, {"giving tuesday", holiday, val(holiday_id::giving_tuesday)},
    {"easter", holiday, val(holiday_id::easter)}, {"easter sunday", holiday, val(holiday_id::easter)}, {"easter day", holiday, val(holiday_id::easter)}, {"easter monday", holiday, val(holiday_id::easter_monday)}, {"easter mon", holiday, val(holiday_id::easter_monday)}, {"good friday", holiday, val(holiday_id::good_friday)}, {"holy friday", holiday, val(holiday_id::good_friday)}, {"palm sunday", holiday, val(holiday_id::palm_sunday)}, {"ash wednesday", holiday, val(holiday_id::ash_wednesday)}, {"shrove tuesday", holiday, val(holiday_id::shrove_tuesday)}, {"mardi gras", holiday, val(holiday_id::shrove_tuesday)}, {"pancake day", holiday, val(holiday_id::shrove_tuesday)}, {"fat tuesday", holiday, val(holiday_id::shrove_tuesday)}, {"maundy thursday", holiday, val(holiday_id::maundy_thursday)}, {"holy thursday", holiday, val(holiday_id::maundy_thursday)}, {"holy saturday", holiday, val(holiday_id::holy_saturday)}, {"ascension day", holiday, val(holiday_id::ascension)}, {"ascension thursday", holiday, val(holiday_id::ascension)}, {"pentecost", holiday, val(holiday_id::pentecost)}, {"whitsunday", holiday, val(holiday_id::pentecost)}, {"whit sunday", holiday, val(holiday_id::pentecost)}, {"white sunday", holiday, val(holiday_id::pentecost)}, {"whit monday", holiday, val(holiday_id::whit_monday)}, {"trinity sunday", holiday, val(holiday_id::trinity_sunday)}, {"corpus christi", holiday, val(holiday_id::corpus_christi)}, {"orthodox easter", holiday, val(holiday_id::orthodox_easter)}, {"orthodox easter sunday", holiday, val(holiday_id::orthodox_easter)}, {"orthodox good friday", holiday, val(holiday_id::orthodox_good_friday)}, {"orthodox great friday", holiday, val(holiday_id::orthodox_good_friday)}, {"clean monday", holiday, val(holiday_id::clean_monday)}, {"lazarus saturday", holiday, val(holiday_id::lazarus_saturday)},
    {"mothers day", holiday, val(holiday_id::mothers_day)}, {"mother day", holiday, val(holiday_id::mothers_day)}, {"fathers day", holiday, val(holiday_id::fathers_day)}, {"father day", holiday, val(holiday_id::fathers_day)}, {"parents day", holiday, val(holiday_id::parents_day)}, {"grandparents day", holiday, val(holiday_id::grandparents_day)},
    {"labor day", holiday, val(holiday_id::labor_day)}, {"labour day", holiday, val(holiday_id::labor_day)}, {"memorial day", holiday, val(holiday_id::memorial_day)}, {"decoration day", holiday, val(holiday_id::memorial_day)}, {"mlk day", holiday, val(holiday_id::mlk_day)}, {"mlk jr day", holiday, val(holiday_id::mlk_day)}, {"mlk jr . day", holiday, val(holiday_id::mlk_day)}, {"martin luther king day", holiday, val(holiday_id::mlk_day)}, {"martin luther kings day", holiday, val(holiday_id::mlk_day)}, {"martin luther king jr day", holiday, val(holiday_id::mlk_day)}, {"martin luther king jr . day", holiday, val(holiday_id::mlk_day)}, {"civil rights day", holiday, val(holiday_id::mlk_day)}, {"presidents day", holiday, val(holiday_id::presidents_day)}, {"president day", holiday, val(holiday_id::presidents_day)}, {"washingtons birthday", holiday, val(holiday_id::presidents_day)}, {"columbus day", holiday, val(holiday_id::columbus_day)}, {"indigenous peoples day", holiday, val(holiday_id::columbus_day)}, {"indigenous people day", holiday, val(holiday_id::columbus_day)}, {"veterans day", holiday, val(holiday_id::veterans_day)}, {"veteran day", holiday, val(holiday_id::veterans_day)}, {"remembrance day", holiday, val(holiday_id::veterans_day)}, {"armistice day", holiday, val(holiday_id::veterans_day)}, {"independence day", holiday, val(holiday_id::independence_day)}, {"july fourth", holiday, val(holiday_id::independence_day)}, {"juneteenth", holiday, val(holiday_id::juneteenth)}, {"flag day", holiday, val(holiday_id::flag_day)}, {"election day", holiday, val(holiday_id::election_day)}, {"inauguration day", holiday, val(holiday_id::inauguration_day)}, {"canada day", holiday, val(holiday_id::canada_day)}, {"bastille day", holiday, val(holiday_id::bastille_day)}, {"australia day", holiday, val(holiday_id::australia_day)}, {"anzac day", holiday, val(holiday_id::anzac_day)}, {"guy fawkes", holiday, val(holiday_id::guy_fawkes)}, {"guy fawkes day", holiday, val(holiday_id::guy_fawkes)}, {"guy fawkes night", holiday, val(holiday_id::guy_fawkes)}, {"bonfire night", holiday, val(holiday_id::guy_fawkes)}, {"kings day", holiday, val(holiday_id::kings_day)}, {"koningsdag", holiday, val(holiday_id::kings_day)}, {"victoria day", holiday, val(holiday_id::victoria_day)},
    {"st patricks day", holiday, val(holiday_id::st_patrick)}, {"saint patricks day", holiday, val(holiday_id::st_patrick)}, {"st patrick day", holiday, val(holiday_id::st_patrick)}, {"st paddys day", holiday, val(holiday_id::st_patrick)}, {"saint paddys day", holiday, val(holiday_id::st_patrick)}, {"st pattys day", holiday, val(holiday_id::st_patrick)}, {"paddys day", holiday, val(holiday_id::st_patrick)}, {"st patricks", holiday, val(holiday_id::st_patrick)}, {"st . patricks day", holiday, val(holiday_id::st_patrick)}, {"st . paddys day", holiday, val(holiday_id::st_patrick)}, {"patricks day", holiday, val(holiday_id::st_patrick)}, {"saint patrick", holiday, val(holiday_id::st_patrick)}, {"st patrick", holiday, val(holiday_id::st_patrick)}, {"saint patricks", holiday, val(holiday_id::st_patrick)},
    {"cinco de mayo", holiday, val(holiday_id::cinco_de_mayo)}, {"groundhog day", holiday, val(holiday_id::groundhog_day)}, {"groundhogs day", holiday, val(holiday_id::groundhog_day)}, {"april fools", holiday, val(holiday_id::april_fools)}, {"april fools day", holiday, val(holiday_id::april_fools)}, {"april fool day", holiday, val(holiday_id::april_fools)}, {"earth day", holiday, val(holiday_id::earth_day)}, {"earth hour", holiday, val(holiday_id::earth_hour)}, {"may day", holiday, val(holiday_id::may_day)}, {"international workers day", holiday, val(holiday_id::may_day)}, {"womens day", holiday, val(holiday_id::womens_day)}, {"international womens day", holiday, val(holiday_id::womens_day)}, {"pi day", holiday, val(holiday_id::pi_day)}, {"star wars day", holiday, val(holiday_id::star_wars_day)}, {"bosss day", holiday, val(holiday_id::boss_day)}, {"bosss", holiday, val(holiday_id::boss_day)}, {"boss day", holiday, val(holiday_id::boss_day)}, {"bosses day", holiday, val(holiday_id::boss_day)}, {"world vegan day", holiday, val(holiday_id::world_vegan_day)}, {"epiphany", holiday, val(holiday_id::epiphany), weak}, {"three kings day", holiday, val(holiday_id::epiphany)}, {"twelfth night", holiday, val(holiday_id::epiphany)}, {"teachers day", holiday, val(holiday_id::teachers_day)}, {"childrens day", holiday, val(holiday_id::childrens_day)}, {"singles day", holiday, val(holiday_id::singles_day)}, {"singles day", holiday, val(holiday_id::singles_day)}, {"arbor day", holiday, val(holiday_id::arbor_day)}, {"human rights day", holiday, val(holiday_id::human_rights_day)}, {"burns night", holiday, val(holiday_id::burns_night)}, {"super bowl sunday", holiday, val(holiday_id::super_bowl)}, {"super bowl", holiday, val(holiday_id::super_bowl)}, {"superbowl", holiday, val(holiday_id::super_bowl)},
    {"chinese new year", holiday, val(holiday_id::lunar_new_year)}, {"chinese new years", holiday, val(holiday_id::lunar_new_year)}, {"chinese new years day", holiday, val(holiday_id::lunar_new_year)}, {"chinese lunar new years day", holiday, val(holiday_id::lunar_new_year)}, {"chinese lunar new year", holiday, val(holiday_id::lunar_new_year)}, {"lunar new year", holiday, val(holiday_id::lunar_new_year)}, {"lunar new years day", holiday, val(holiday_id::lunar_new_year)},
    {"diwali", holiday, val(holiday_id::diwali)}, {"deepavali", holiday, val(holiday_id::diwali)}, {"lakshmi puja", holiday, val(holiday_id::diwali)}, {"holi", holiday, val(holiday_id::holi)}, {"kwanzaa", holiday, val(holiday_id::kwanzaa)},
    {"rosh hashanah", holiday, val(holiday_id::rosh_hashanah)}, {"rosh hashana", holiday, val(holiday_id::rosh_hashanah)}, {"rosh hashanna", holiday, val(holiday_id::rosh_hashanah)}, {"yom kippur", holiday, val(holiday_id::yom_kippur)}, {"passover", holiday, val(holiday_id::passover)}, {"pesach", holiday, val(holiday_id::passover)}, {"hanukkah", holiday, val(holiday_id::hanukkah)}, {"chanukah", holiday, val(holiday_id::hanukkah)}, {"hanukah", holiday, val(holiday_id::hanukkah)}, {"hannukkah", holiday, val(holiday_id::hanukkah)}, {"chanukkah", holiday, val(holiday_id::hanukkah)}, {"sukkot", holiday, val(holiday_id::sukkot)}, {"succos", holiday, val(holiday_id::sukkot)}, {"feast of the ingathering", holiday, val(holiday_id::sukkot)}, {"shavuot", holiday, val(holiday_id::shavuot)}, {"purim", holiday, val(holiday_id::purim)}, {"shushan purim", holiday, val(holiday_id::shushan_purim)}, {"shemini atzeret", holiday, val(holiday_id::shemini_atzeret)}, {"simchat torah", holiday, val(holiday_id::simchat_torah)}, {"tisha bav", holiday, val(holiday_id::tisha_bav)}, {"tu bishvat", holiday, val(holiday_id::tu_bishvat)}, {"lag bomer", holiday, val(holiday_id::lag_baomer)}, {"lag baomer", holiday, val(holiday_id::lag_baomer)},
    {"ramadan", holiday, val(holiday_id::ramadan)}, {"ramadhan", holiday, val(holiday_id::ramadan)}, {"eid", holiday, val(holiday_id::eid_al_fitr)}, {"eid al - fitr", holiday, val(holiday_id::eid_al_fitr)}, {"eid al fitr", holiday, val(holiday_id::eid_al_fitr)}, {"eid ul fitr", holiday, val(holiday_id::eid_al_fitr)}, {"eid al - adha", holiday, val(holiday_id::eid_al_adha)}, {"eid al adha", holiday, val(holiday_id::eid_al_adha)}, {"eid ul adha", holiday, val(holiday_id::eid_al_adha)}, {"id ul - adha", holiday, val(holiday_id::eid_al_adha)}, {"bakr id", holiday, val(holiday_id::eid_al_adha)}, {"sacrifice feast", holiday, val(holiday_id::eid_al_adha)}, {"islamic new year", holiday, val(holiday_id::islamic_new_year)}, {"ashura", holiday, val(holiday_id::ashura)}, {"day of ashura", holiday, val(holiday_id::ashura)}, {"mawlid", holiday, val(holiday_id::mawlid)}, {"mawlid al - nabawi", holiday, val(holiday_id::mawlid)}, {"laylat al - qadr", holiday, val(holiday_id::laylat_al_qadr)}, {"laylat al kadr", holiday, val(holiday_id::laylat_al_qadr)}, {"laylat al qadr", holiday, val(holiday_id::laylat_al_qadr)}, {"night of power", holiday, val(holiday_id::laylat_al_qadr)},
    {"lent", holiday, val(holiday_id::lent), weak},

    // the word after a bare hour that shows that the hour ended there
    {"to", function}, {"for", function}, {"with", function}, {"and", function}, {"i", function}, {"or", function}, {"but", function}, {"we", function}, {"so", function}, {"is", function}, {"please", function}, {"pls", function}, {"plz", function}, {"then", function}, {"because", function}, {"cause", function}, {"if", function}, {"my", function}, {"the", function}, {"at", function}, {"on", function}, {"in", function}, {"from", function}, {"today", function}, {"tomorrow", function}, {"sharp", function}, {"that", function}, {"when", function}, {"until", function}, {"till", function}, {"til", function}, {"about", function}, {"was", function}, {"by", function}, {"it", function}, {"she", function}, {"he", function}, {"they", function}, {"you", function}, {"u", function}, {"me", function}, {"not", function}, {"instead", function}, {"plus", function}, {"w", function}, {"lol", function}, {"after", function}, {"before", function}, {"cuz", function}, {"bc", function}, {"tho", function}, {"though", function}, {"too", function}, {"will", function}, {"as", function}, {"are", function}, {"does", function}, {"do", function}, {"works", function}, {"would", function}, {"could", function}, {"should", function}, {"looks", function}, {"sounds", function}, {"seems", function}, {"might", function}, {"were", function}, {"can", function}, {"which", function}, {"has", function}, {"had", function}, {"of", function},

    // the word after a number that makes it a quantity
    {"kg", measure}, {"kgs", measure}, {"kilos", measure}, {"kilo", measure}, {"lb", measure}, {"lbs", measure}, {"pounds", measure}, {"oz", measure}, {"ounces", measure}, {"g", measure}, {"grams", measure}, {"gram", measure}, {"ml", measure}, {"l", measure}, {"liters", measure}, {"litres", measure}, {"cups", measure}, {"cup", measure}, {"glasses", measure}, {"bottles", measure}, {"km", measure}, {"k", measure}, {"mi", measure}, {"mile", measure}, {"miles", measure}, {"mph", measure}, {"kph", measure}, {"kmh", measure}, {"meters", measure}, {"metres", measure}, {"yards", measure}, {"ft", measure}, {"feet", measure}, {"inches", measure}, {"reps", measure}, {"rep", measure}, {"sets", measure}, {"set", measure}, {"x", measure}, {"%", measure}, {"percent", measure}, {"degrees", measure}, {"bpm", measure}, {"calories", measure}, {"calorie", measure}, {"cal", measure}, {"cals", measure}, {"kcal", measure}, {"people", measure}, {"adults", measure}, {"kids", measure}, {"items", measure}, {"points", measure}, {"dollars", measure}, {"bucks", measure}, {"pages", measure}, {"steps", measure}, {"slices", measure}, {"pieces", measure}, {"eggs", measure}, {"scoops", measure}, {"watts", measure}, {"rpe", measure}, {"rounds", measure}, {"laps", measure}, {"times", measure}, {"bowls", measure}, {"servings", measure}, {"/", measure}, {"*", measure}, {"$", measure}, {"#", measure}, {"pct", measure}, {"incline", measure}, {"mg", measure}, {"cm", measure}, {"st", measure}, {"nd", measure}, {"rd", measure}, {"th", measure}, {"bites", measure}, {"pills", measure}, {"tablets", measure}, {"rpm", measure}, {"grand", measure}, {"inch", measure}, {"months", measure}, {"weeks", measure}, {"days", measure}, {"years", measure}, {"hours", measure}, {"minutes", measure}, {"mins", measure}, {"seconds", measure}, {"secs", measure}, {"hrs", measure},

    // words before "sat", "may", "march" that make them verbs
    {"i", pronoun}, {"we", pronoun}, {"he", pronoun}, {"she", pronoun}, {"they", pronoun}, {"you", pronoun}, {"it", pronoun}, {"who", pronoun}, {"that", pronoun}, {"just", pronoun}, {"the", pronoun}, {"a", pronoun}, {"my", pronoun}, {"and", pronoun, 0}, {"u", pronoun}, {"there", pronoun},
};
// clang-format on

// Places are the values of the zone words.
constexpr named_zone zones[] = {
    {"", 0},
    {"", -300},
    {"", -240},
    {"", -360},
    {"", -300},
    {"", -420},
    {"", -360},
    {"", -480},
    {"", -420},
    {"", 60},
    {"", 60},
    {"", 120},
    {"", 330},
    {"", 540},
    {"", 600},
    {"", 660},
    {"", 120},
    {"", 180},
    {"", 0},
    {"", 60},
    {"", 180},
    {"", -600},
    {"", -540},
    {"", -480},
    {"", 480},
    {"", 720},
    {"", 780},
    {"", -180},
    {"America/New_York"},
    {"America/Chicago"},
    {"America/Denver"},
    {"America/Los_Angeles"},
    {"Europe/London"},
    {"", 570},
    {"", 300},
    {"", -210},
    {"", -240},
    {"Europe/Paris"},
    {"Europe/Berlin"},
};

}  // namespace

std::span<const time_word> english_time_words() {
  return words;
}
std::span<const named_zone> time_zone_names() {
  return zones;
}

}  // namespace nlp
