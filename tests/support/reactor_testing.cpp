// Turns a reactor until a condition holds, it is quiet, or it sleeps.
#include "tests/support/reactor_testing.hpp"

#include <cstdint>

namespace chatlab {

bool turn_until(Reactor& reactor, const std::function<bool()>& condition, milliseconds limit) {
  Alarm tick(reactor.timers());
  const TimePoint deadline = now() + limit;
  while (!condition()) {
    if (now() >= deadline) return false;
    tick.start(milliseconds(1));
    reactor.turn();
  }
  return true;
}

void turn_until_quiet(Reactor& reactor) {
  Alarm quiet(reactor.timers());
  std::uint64_t wake_ups = reactor.statistics().wake_ups;
  quiet.start(milliseconds(10));
  const TimePoint deadline = now() + patience;
  while (quiet.rings == 0) {
    if (now() >= deadline) {
      ADD_FAILURE() << "there is always something to do";
      return;
    }
    reactor.turn();
    if (reactor.is_idle() && reactor.statistics().wake_ups == wake_ups) continue;
    wake_ups = reactor.statistics().wake_ups;
    quiet.start(milliseconds(10));
  }
}

bool sleeps(Reactor& reactor) {
  Alarm alarm(reactor.timers());
  alarm.start(milliseconds(20));
  int turns = 0;
  for (; alarm.rings == 0; ++turns) reactor.turn();
  return turns < 10;
}

}  // namespace chatlab
