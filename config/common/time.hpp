#pragma once
// The project's time types. Instants are UTC with PostgreSQL's precision; local times have no zone
// of their own: the zone is the user's and comes along separately (config/common/zone.hpp).

#include <chrono>

using instant = std::chrono::sys_time<std::chrono::microseconds>;
using local_days = std::chrono::local_days;
using local_seconds = std::chrono::local_seconds;
