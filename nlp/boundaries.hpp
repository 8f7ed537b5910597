#pragma once
// Where one act of a text ends and the next begins. The rules of clauses.hpp propose; a small model
// of the words, times, names and figures on both sides of each place where acts may meet decides:
// "order combs, sharpen cutters", "van leaves 0515 tomorrow wake me 0430", but not "fish and chips"
// or "8 am and 8 pm daily". Its weights are trained at build time from texts whose acts are told
// apart (nlp/training). Callers: the pipeline, the trainer. Thread: immutable; shared by all
// threads. Holds: without weights the rules' clauses stay as they are.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/clauses.hpp"

namespace nlp {

/// What lies between two words.
enum class boundary : std::uint8_t {
  none,
  item,  ///< the next thing of one list that was eaten, drunk or trained
  act,   ///< the next act
};
inline constexpr std::size_t boundary_kinds = 3;

/// A place where acts may meet. The tokens [left, right) only join or divide.
struct gap {
  std::size_t left = 0, right = 0;
  span around;           ///< from the gap before, or the sentence's beginning, to the gap behind
  bool by_rule = false;  ///< the rules cut here
};

/// The gaps of a text within its sentences, in order. `clauses` are those of split_clauses.
std::vector<gap> find_gaps(const frame& f, std::span<const clause> clauses);
/// Hashed features of each gap: what stands beside it and what the parts on both sides hold.
std::vector<std::vector<std::uint32_t>> gap_features(const frame& f, std::span<const gap> gaps);

class boundary_model {
 public:
  static const boundary_model& shared();
  /// `bytes` as pack() makes them; they need not outlive the model.
  explicit boundary_model(std::string_view bytes);
  /// Features, sorted, and a weight of each for each kind, and the kinds' biases.
  static std::string pack(const std::vector<std::uint32_t>& features,
                          const std::vector<float>& weights, const std::vector<float>& bias);

  bool ready() const { return !places_.empty(); }
  /// By boundary.
  std::array<float, boundary_kinds> probabilities(std::span<const std::uint32_t> features) const;

 private:
  struct row {
    std::uint32_t feature = 0;
    std::array<float, boundary_kinds> weight{};  ///< all 0: free
  };
  std::vector<row> places_;  ///< open addressing, a power of two
  std::array<float, boundary_kinds> bias_{};
};

/// The rules' clauses, cut at those gaps that `cut` says and joined at those of the rules that it
/// does not.
std::vector<clause> cut_clauses(const frame& f, std::span<const clause> clauses,
                                std::span<const gap> gaps, const std::vector<bool>& cut);

/// The clauses of a text: those of the rules as the model has them.
std::vector<clause> find_clauses(const frame& f, const boundary_model& model);

}  // namespace nlp
