#pragma once
// Everything a user's actor needs when it wakes, read in one round trip.

#include <memory>
#include <vector>

#include "config/common/crypto.hpp"
#include "storage/model/rows.hpp"

namespace storage {

/// Sums over one of the user's days, kept by the actor so that a reply needs no read.
struct day_totals {
  local_days day;
  double water_ml = 0;
  double water_goal_ml = 2000;  ///< the day's own goal, else the default
  double calories = 0, protein_g = 0, carbs_g = 0, fat_g = 0;
  std::int64_t foods = 0, foods_without_calories = 0;
  std::int64_t workouts = 0;
};

struct user_snapshot {
  user_row user;
  preferences_row preferences;
  std::shared_ptr<const crypto::aead_key> key;
  std::vector<knowledge_row> patterns;
  std::vector<goal_row> goals;               ///< active ones, oldest first
  day_totals today;                          ///< of the user's day at the instant asked for
  std::vector<message_row> recent_messages;  ///< oldest first: texts with their answers, at most 6
  std::optional<conversation_row> conversation;
  /// Why nothing may be sent to this person's number (stop | carrier | unreachable), if so.
  std::optional<std::string> stopped;
};

}  // namespace storage
