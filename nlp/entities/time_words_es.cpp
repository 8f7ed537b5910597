// Spanish words of time, folded (no accents). Data only. Read together with the English table.

#include "nlp/entities/holidays.hpp"
#include "nlp/entities/time_words.hpp"

namespace nlp {
namespace {

using enum word_class;

template <class E>
constexpr std::int16_t val(E e) {
  return static_cast<std::int16_t>(e);
}
constexpr bool weak = true;

// clang-format off
constexpr time_word words[] = {
    {"enero", month, 1}, {"febrero", month, 2}, {"marzo", month, 3}, {"abril", month, 4}, {"mayo", month, 5, true}, {"junio", month, 6}, {"julio", month, 7}, {"agosto", month, 8}, {"septiembre", month, 9}, {"setiembre", month, 9}, {"octubre", month, 10}, {"noviembre", month, 11}, {"diciembre", month, 12},
    {"sabados", weekdays, 6}, {"domingos", weekdays, 7}, {"los lunes", weekdays, 1}, {"los martes", weekdays, 2}, {"los miercoles", weekdays, 3}, {"los jueves", weekdays, 4}, {"los viernes", weekdays, 5}, {"los sabados", weekdays, 6}, {"los domingos", weekdays, 7},

    {"segundo", unit, val(time_unit::second)}, {"segundos", unit, val(time_unit::second)}, {"minuto", unit, val(time_unit::minute)}, {"minutos", unit, val(time_unit::minute)}, {"hora", unit, val(time_unit::hour)}, {"horas", unit, val(time_unit::hour)}, {"dia", unit, val(time_unit::day)}, {"dias", unit, val(time_unit::day)}, {"semana", unit, val(time_unit::week)}, {"semanas", unit, val(time_unit::week)}, {"quincena", unit, val(time_unit::fortnight)}, {"mes", unit, val(time_unit::month)}, {"meses", unit, val(time_unit::month)}, {"trimestre", unit, val(time_unit::quarter)}, {"ano", unit, val(time_unit::year)}, {"anos", unit, val(time_unit::year)}, {"fin de semana", weekend}, {"finde", weekend},
    {"ano", year_word},

    {"hoy", day_offset, 0}, {"manana", day_offset, 1}, {"ayer", day_offset, -1}, {"anteayer", day_offset, -2}, {"antier", day_offset, -2}, {"antes de ayer", day_offset, -2}, {"pasado manana", day_offset, 2},
    {"esta manana", part, val(day_part::morning)}, {"esta tarde", part, val(day_part::afternoon)}, {"por la manana", part, val(day_part::morning)}, {"en la manana", part, val(day_part::morning)}, {"por la tarde", part, val(day_part::afternoon)}, {"en la tarde", part, val(day_part::afternoon)}, {"por la noche", part, val(day_part::night)}, {"en la noche", part, val(day_part::night)}, {"de madrugada", part, val(day_part::early_morning)}, {"la manana", part, val(day_part::morning)}, {"la madrugada", part, val(day_part::early_morning)}, {"madrugada", part, val(day_part::early_morning)}, {"mediodia", clock_word, 720}, {"medio dia", clock_word, 720}, {"medianoche", clock_word, 1440}, {"media noche", clock_word, 1440}, {"tarde", part, val(day_part::afternoon)}, {"la tarde", part, val(day_part::afternoon)}, {"noche", part, val(day_part::night)}, {"la noche", part, val(day_part::night)}, {"esta noche", part, val(day_part::tonight)}, {"anoche", part, val(day_part::tonight), false}, {"despues del trabajo", part, val(day_part::after_work)}, {"antes de dormir", part, val(day_part::before_bed)}, {"despues de comer", part, val(day_part::after_lunch)}, {"fin del dia", part, val(day_part::end_of_day)}, {"final del dia", part, val(day_part::end_of_day)},
    {"de la manana", meridiem, 0}, {"de la tarde", meridiem, 1}, {"de la noche", meridiem, 1}, {"de la madrugada", meridiem, 0},
    {"en punto", ish}, {"mas o menos", ish},
    {"media", half}, {"cuarto", quarter}, {"un cuarto", quarter},

    {"ahora", now}, {"ahora mismo", now}, {"ya", now, 0, weak},
    {"primero", ordinal, 1}, {"primer", ordinal, 1}, {"segundo", ordinal, 2}, {"tercer", ordinal, 3}, {"tercero", ordinal, 3}, {"ultimo", cycle, -1}, {"ultima", cycle, -1}, {"ultimos", cycle, -1}, {"ultimas", cycle, -1},
    {"este", cycle, 0}, {"esta", cycle, 0}, {"proximo", cycle, 1}, {"proxima", cycle, 1}, {"proximos", cycle, 1}, {"proximas", cycle, 1}, {"siguiente", cycle, 1}, {"pasado", cycle, -1}, {"pasada", cycle, -1}, {"que viene", cycle, 1}, {"que entra", cycle, 1}, {"que paso", cycle, -1}, {"anterior", cycle, -1},
    {"principios de", modifier, val(span_edge::beginning)}, {"inicios de", modifier, val(span_edge::beginning)}, {"mediados de", modifier, val(span_edge::mid)}, {"finales de", modifier, val(span_edge::end)}, {"fin de", modifier, val(span_edge::end)}, {"fines de", modifier, val(span_edge::end)},

    {"a", at, 0, weak}, {"a la", at}, {"a las", at}, {"alas", at}, {"al", at, 0, weak}, {"en", in}, {"de", of}, {"del", of}, {"el", the}, {"la", the}, {"los", the}, {"las", the}, {"un", article}, {"una", article},
    {"el", on}, {"desde", from}, {"entre", between}, {"y", conjunction}, {"hasta", range_to}, {"a", range_to}, {"al", range_to},
    {"antes de", before}, {"antes del", before}, {"despues de", after}, {"despues del", after}, {"desde", since}, {"desde el", since}, {"hasta", until}, {"hasta el", until}, {"para", by, 1}, {"para el", by, 1}, {"dentro de", in}, {"hace", ago}, {"atras", ago}, {"sobre", around, 0, weak}, {"alrededor de", around}, {"durante", during}, {"por", for_},
    {"cada", every}, {"todos los", every}, {"todas las", every}, {"todo los", every}, {"diario", repeat, val(repeat_word::daily)}, {"diariamente", repeat, val(repeat_word::daily)}, {"a diario", repeat, val(repeat_word::daily)}, {"semanalmente", repeat, val(repeat_word::weekly)}, {"mensualmente", repeat, val(repeat_word::monthly)}, {"anualmente", repeat, val(repeat_word::yearly)}, {"entre semana", repeat, val(repeat_word::weekdays)}, {"dias laborables", repeat, val(repeat_word::weekdays)}, {"fines de semana", repeat, val(repeat_word::weekends)}, {"otro", other, 0, weak},
    {"primavera", season, 0}, {"verano", season, 1}, {"otono", season, 2}, {"invierno", season, 3},
    {"navidad", holiday, val(holiday_id::christmas)}, {"nochebuena", holiday, val(holiday_id::christmas_eve)}, {"nochevieja", holiday, val(holiday_id::new_years_eve)}, {"ano nuevo", holiday, val(holiday_id::new_year)}, {"dia de reyes", holiday, val(holiday_id::epiphany)}, {"dia de los reyes", holiday, val(holiday_id::epiphany)}, {"dia de muertos", holiday, val(holiday_id::all_souls)}, {"dia de los muertos", holiday, val(holiday_id::all_souls)}, {"san valentin", holiday, val(holiday_id::valentines)}, {"viernes santo", holiday, val(holiday_id::good_friday)}, {"jueves santo", holiday, val(holiday_id::maundy_thursday)}, {"domingo de pascua", holiday, val(holiday_id::easter)}, {"accion de gracias", holiday, val(holiday_id::thanksgiving)},
    {"kilos", measure}, {"litros", measure}, {"vasos", measure}, {"tazas", measure}, {"repeticiones", measure}, {"series", measure}, {"personas", measure}, {"veces", measure}, {"paginas", measure}, {"gramos", measure}, {"millas", measure}, {"minutos", measure}, {"horas", measure}, {"dias", measure},
    {"y", function}, {"para", function}, {"con", function}, {"que", function}, {"de", function}, {"por", function}, {"el", function}, {"la", function}, {"pero", function}, {"mi", function}, {"me", function},
};
// clang-format on

}  // namespace

std::span<const time_word> spanish_time_words() {
  return words;
}

}  // namespace nlp
