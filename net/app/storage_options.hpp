#pragma once
// The operator's settings as storage takes them. For `serve` and the database commands.

#include "config/settings.hpp"
#include "storage/storage_settings.hpp"

namespace app {

inline storage::storage_settings storage_options(const settings& s) {
  storage::storage_settings options;
  options.database_url = s.database.url;
  options.data_dir = s.database.data_dir;
  options.encryption_key = s.security.encryption_key;
  options.reader_workers = static_cast<std::size_t>(s.database.readers);
  options.statement_timeout = s.database.statement_timeout;
  options.default_timezone = s.users.default_timezone;
  options.segment_price_micros = s.sms.segment_price_micros;
  options.monthly_budget_micros = s.sms.monthly_budget_micros;
  return options;
}

}  // namespace app
