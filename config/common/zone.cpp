#include "config/common/zone.hpp"

#include <date/tz.h>

namespace {

using namespace std::chrono;

date::local_seconds as_date(local_seconds t) {
  return date::local_seconds(t.time_since_epoch());
}

const date::time_zone* utc() {
  static const auto* const zone = date::locate_zone("UTC");
  return zone;
}

}  // namespace

zone::zone() : tz_(utc()) {}

result<zone> zone::find(std::string_view iana_name) {
  try {
    return zone(date::locate_zone(std::string(iana_name)));
  } catch (const std::runtime_error&) {
    return make_error(errc::invalid_argument, "no such time zone", "timezone");
  }
}

std::string_view zone::name() const {
  return tz_->name();
}

local_seconds zone::to_local(instant t) const {
  return local_seconds(floor<seconds>(t.time_since_epoch()) + utc_offset(t));
}

local_days zone::local_day(instant t) const {
  return floor<days>(to_local(t));
}

instant zone::to_instant(local_seconds t) const {
  // For a gap `first` is the offset before it, for a fold the earlier of the two.
  auto info = tz_->get_info(as_date(t));
  return instant(t.time_since_epoch() - info.first.offset);
}

instant zone::day_start(local_days d) const {
  auto info = tz_->get_info(as_date(local_seconds(d)));
  if (info.result == date::local_info::nonexistent)
    return instant(info.first.end.time_since_epoch());
  return instant(local_seconds(d).time_since_epoch() - info.first.offset);
}

/// A text asks some twenty times, nearly always about the same season.
seconds zone::utc_offset(instant t) const {
  struct season {
    const date::time_zone* tz = nullptr;
    date::sys_seconds begin, end;
    seconds offset{};
  };
  thread_local season last;
  date::sys_seconds at(floor<seconds>(t.time_since_epoch()));
  if (last.tz != tz_ || at < last.begin || at >= last.end) {
    auto info = tz_->get_info(at);
    last = {tz_, info.begin, info.end, info.offset};
  }
  return last.offset;
}
