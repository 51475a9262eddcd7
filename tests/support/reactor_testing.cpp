#include "tests/support/reactor_testing.hpp"

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
  Alarm tick(reactor.timers());
  std::uint64_t before = 0;
  do {
    before = reactor.statistics().wake_ups;
    tick.rings = 0;
    tick.start(milliseconds(20));
    while (tick.rings == 0) reactor.turn();
  } while (reactor.statistics().wake_ups != before);
}

}  // namespace chatlab
