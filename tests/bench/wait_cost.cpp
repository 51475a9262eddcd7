// Waits again and again, and never reads what is there.
#include "tests/bench/wait_cost.hpp"

#include "platform/clock.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab::bench {

IdleHandles::IdleHandles(const std::string& call, int idle)
    : demultiplexer_(make_demultiplexer(call)) {
  for (int i = 0; i <= idle && are_held_; ++i) {
    sockets_.emplace_back(loopback());
    are_held_ = demultiplexer_->can_hold(sockets_.back().handle());
    if (!are_held_) return;
    demultiplexer_->add(sockets_.back().handle());
    demultiplexer_->change(static_cast<std::size_t>(i), {true, false});
  }
  sockets_.front().send_to("x", 1, sockets_.back().local_address());
}

double IdleHandles::measure_wait() {
  const TimePoint begin = now();
  int waits = 0;
  for (; now() < begin + milliseconds(100); ++waits) {
    ready_.clear();
    demultiplexer_->wait(forever, ready_);
  }
  return std::chrono::duration<double, std::micro>(now() - begin).count() / waits;
}

}  // namespace chatlab::bench
