#include "nlp/intent.hpp"

#include <fmt/format.h>

namespace nlp {
namespace {

#define NLP_NAME(name) #name,
constexpr std::string_view intent_names[] = {NLP_INTENTS(NLP_NAME)};
constexpr std::string_view slot_names[] = {NLP_SLOTS(NLP_NAME)};
#undef NLP_NAME

template <class Enum, std::size_t N>
std::optional<Enum> find_name(const std::string_view (&names)[N], std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::string_view to_string(intent i) {
  return intent_names[static_cast<std::size_t>(i)];
}
std::string_view to_string(slot s) {
  return slot_names[static_cast<std::size_t>(s)];
}
std::optional<intent> intent_from(std::string_view name) {
  return find_name<intent>(intent_names, name);
}
std::optional<slot> slot_from(std::string_view name) {
  return find_name<slot>(slot_names, name);
}

std::string to_string(const local_time& t) {
  const std::chrono::year_month_day d(t.day);
  auto s = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()),
                       static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
  if (t.time_of_day) {
    const std::chrono::hh_mm_ss clock(*t.time_of_day);
    s += fmt::format("T{:02}:{:02}:{:02}", clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
  }
  return s;
}

void slot_map::set(slot s, slot_value v) {
  for (auto& [key, value] : values_)
    if (key == s) {
      value = std::move(v);
      return;
    }
  if (values_.empty()) values_.reserve(4);
  values_.emplace_back(s, std::move(v));
}

void slot_map::erase(slot s) {
  std::erase_if(values_, [s](const auto& entry) { return entry.first == s; });
}

const slot_value* slot_map::find(slot s) const {
  for (const auto& [key, value] : values_)
    if (key == s) return &value;
  return nullptr;
}

}  // namespace nlp
