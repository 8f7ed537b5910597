#include <fmt/format.h>

#include <cstdio>

#include "config/logging.hpp"
#include "net/app/application.hpp"
#include "net/app/commands.hpp"

namespace app {
namespace {

void apply_log_level(const settings& s) {
  if (auto level = logging::parse_level(s.log.level)) logging::set_level(*level);
}

}  // namespace

int serve(const settings& s, std::function<loaded_settings()> reload) {
  logging::start({});
  apply_log_level(s);
  auto started = application::start(s);
  if (!started) {
    logging::stop();
    fmt::print(stderr, "sms-assistant: did not start: {}{}{}\n", started.error().field,
               started.error().field.empty() ? "" : " ", started.error().detail);
    return 1;
  }
  fmt::print("{}", (*started)->addresses());
  std::fflush(stdout);
  int code = (*started)->wait([&] {
    auto again = reload();
    if (again.faults.empty()) apply_log_level(again.values);
    logging::info(logging::folder::app, "settings-read-again", {{"usable", again.faults.empty()}});
  });
  (*started)->stop();
  started->reset();
  logging::stop();
  return code;
}

}  // namespace app
