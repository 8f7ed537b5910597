#pragma once
// The words of plans: what is left of one without its times, the class and name of coursework.
// Callers: planner.cpp, assignments.cpp, closing.cpp.
// Thread: pure.

#include <string>
#include <vector>

#include "nlp/slots/slots.hpp"

namespace nlp {

struct planner_classes {
  class_id filler, task_verb, task_past, event, assignment, exam, class_word, person, meal, det,
      eat_past, list_name, body_need, opinion, poss, due_thing, water;
};
/// Word classes of planning, looked up once.
const planner_classes& plan_classes();

bool has_member(const frame& f, span s, class_id cls);
/// The words of a plan without its times and the glue around them.
std::string plan_text(const frame& f, span s, std::vector<span> times);
act planned(intent kind, const frame& f, span s, std::string content, const due_time& due,
            double confidence = 0.9);
/// "chem 201 lab report", "exam in linear algebra", "hw3 for cs 162": class and name.
void split_class(const frame& f, span s, const std::vector<span>& times, slot_map& slots);
/// Words of coursework, or a class by its number or as taught.
bool coursework(const frame& f, span s);

}  // namespace nlp
