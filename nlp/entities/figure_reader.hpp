#pragma once
// Reads the figures that belong to one exercise: sets, reps, weights, distances, times. What a
// figure is follows from the words beside it (figure_reader.cpp) or from its shape
// (figure_shapes.cpp). Thread: pure; one text, one thread.

#include "nlp/entities/gym_measures.hpp"

namespace nlp::gym {

/// Of one text, more entries than these are not read.
inline constexpr std::size_t most_entries = 100;

class figure_reader : private measures {
 public:
  using measures::measures;
  /// The entries of tokens [begin, end); `m` may be null.
  std::vector<gym_entry> read(const mention* m, std::size_t begin, std::size_t end);

 private:
  // ---- the entry that is being read
  void fresh();
  void cover(std::size_t b, std::size_t e);
  void flush();
  /// What the next set keeps of the one before: the weight, until another is said.
  void next_set();
  void set_weight(double w, std::string_view unit);
  void set_reps(double r);
  void set_sets(double s);
  void set_duration(double minutes);
  void set_distance(double d, std::string_view unit);
  void note(std::string_view text);

  // ---- by the words (figure_reader.cpp)
  /// 27:30 is minutes and seconds, unless nobody is so fast.
  double clock_minutes(const time_hit& t) const;
  bool step();
  /// "x5" after a weight, a distance or sets.
  bool times_after();
  /// One of three or more "x8" in a row: each a set of so many reps.
  bool rep_after_rep(std::size_t e) const;
  bool figure(num n);

  // ---- by the shape (figure_shapes.cpp)
  /// N x M, N x M x K, with a unit on any of them.
  bool product(num first);
  /// More rep counts right behind one: "/5/4", ", 5, 4". Not when something else starts there.
  std::size_t rep_list(std::size_t i, bool after_sets);
  bool bare(num n);

  std::vector<gym_entry> entries_;
  gym_entry cur_;
  bool inherited_weight_ = false, expect_weight_ = false, expect_reps_ = false;
  std::size_t i_ = 0;
};

}  // namespace nlp::gym
