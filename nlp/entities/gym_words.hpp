#pragma once
// The words of workouts: units of weight, distance and time, sets and reps, general names. Called
// by the readers of figures beside it. Thread: pure functions.

#include <initializer_list>
#include <string_view>

#include "nlp/text/tokenizer.hpp"

namespace nlp::gym {

bool one_of(std::string_view w, std::initializer_list<std::string_view> list);
bool is_weight_unit(std::string_view w);
/// "kg" or "lb" of a word that is a weight unit.
std::string_view weight_unit(std::string_view w);
/// mi, km, m, yd; empty when the word is none.
std::string_view distance_unit(std::string_view w);
bool is_minutes(std::string_view w);
bool is_hours(std::string_view w);
bool is_seconds(std::string_view w);
bool is_sets(std::string_view w);
bool is_reps(std::string_view w);
bool is_calories(std::string_view w);
/// What parts two exercises of a list.
bool is_break(const token& t);
/// A general name that says nothing beside a particular one.
bool is_general(std::string_view name);

}  // namespace nlp::gym
