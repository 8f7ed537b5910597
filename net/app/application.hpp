#pragma once
// The composition root: makes every part in order, hands each what it needs, and stops them in the
// reverse order. Called by `serve`. Thread: the main thread.

#include <functional>
#include <memory>
#include <string>

#include "config/common/result.hpp"
#include "config/settings.hpp"

namespace app {

class application {
 public:
  /// Database, actors, doors, in that order; ready for texts when it returns.
  static result<std::unique_ptr<application>> start(const settings& s);
  ~application();

  /// Until a signal or a fault that no restart mends. SIGHUP calls `on_hangup`. Answers the exit
  /// code.
  int wait(const std::function<void()>& on_hangup);
  /// Readiness off, stop listening, finish turns, outbox, timers, pools: at most 10 s. Where an
  /// actor does not end, the process does.
  void stop();
  /// What a person at the terminal reads: where everything is.
  std::string addresses() const;

  struct impl;

 private:
  explicit application(std::unique_ptr<impl> i);
  std::unique_ptr<impl> impl_;
};

}  // namespace app
