#pragma once
// IANA time zones with daylight-saving rules, from the system's tzdata (Howard Hinnant's date/tz).
// Thread: any; a zone is a small value.

#include <string_view>

#include "config/common/result.hpp"
#include "config/common/time.hpp"

namespace date {
class time_zone;
}

class zone {
 public:
  /// UTC.
  zone();
  /// errc::invalid_argument when the system knows no such IANA name.
  static result<zone> find(std::string_view iana_name);

  std::string_view name() const;
  local_seconds to_local(instant t) const;
  local_days local_day(instant t) const;
  /// RFC 5545 §3.3.5: a time in a gap takes the offset before it; in a fold, the first one.
  instant to_instant(local_seconds t) const;
  /// The first instant of a local day (not always midnight, and days have 23 to 25 hours).
  instant day_start(local_days d) const;
  std::chrono::seconds utc_offset(instant t) const;

  friend bool operator==(const zone& a, const zone& b) { return a.tz_ == b.tz_; }

 private:
  explicit zone(const date::time_zone* tz) : tz_(tz) {}
  const date::time_zone* tz_;
};
