// Keeps running timers in a set ordered by due time, and fires those that are due.
#include "reactor/timer_queue.hpp"

#include <tuple>
#include <utility>

#include "platform/demultiplexer.hpp"
#include "reactor/reactor_observer.hpp"

namespace chatlab {

std::string TimerHandler::describe_timer(const Timer&) const {
  return "timer";
}

Timer::Timer(TimerQueue& queue, TimerHandler& handler) : queue_(queue), handler_(handler) {
  RunningTimers one = {this};
  node_ = one.extract(one.begin());
}

Timer::~Timer() {
  stop();
}

void Timer::start(milliseconds delay) {
  stop();
  due_ = now() + delay;
  serial_ = ++queue_.last_serial_;
  queue_.running_.insert(std::move(node_));
}

void Timer::stop() {
  if (!is_running()) return;
  node_ = queue_.running_.extract(this);
  serial_ = 0;
}

bool DueSooner::operator()(const Timer* a, const Timer* b) const {
  return std::tie(a->due_, a->serial_) < std::tie(b->due_, b->serial_);
}

milliseconds TimerQueue::time_until_next() const {
  if (running_.empty()) return forever;
  const auto wait = std::chrono::ceil<milliseconds>((*running_.begin())->due_ - now());
  return wait > milliseconds(0) ? wait : milliseconds(0);
}

void TimerQueue::fire_due(std::size_t most) {
  if (running_.empty()) return;
  const TimePoint current = now();
  const std::uint64_t last_before = last_serial_;
  for (; most > 0 && !running_.empty(); --most) {
    Timer& first = **running_.begin();
    if (first.due_ > current || first.serial_ > last_before) return;
    first.stop();
    if (observer_ != nullptr) observer_->on_timer(first.handler_, first);
    first.handler_.on_timer(first);
  }
}

}  // namespace chatlab
