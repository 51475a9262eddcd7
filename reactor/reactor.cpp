// The event loop. Start reading at Reactor::turn().
#include "reactor/reactor.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <utility>

#include "platform/process.hpp"

namespace chatlab {
namespace {

constexpr milliseconds time_to_return_memory{1000};

// What is left after this time waits for the next turn. See Reactor::has_time().
constexpr milliseconds time_for_a_turn{25};
constexpr std::size_t handlers_between_looks = 16;

// The most timers that one turn fires; the others fire in the next turn.
constexpr std::size_t timers_per_turn = 64;

}  // namespace

Reactor::Reactor(std::unique_ptr<Demultiplexer> demultiplexer, std::size_t budget)
    : demultiplexer_(std::move(demultiplexer)), deliveries_(budget), system_calls_(budget) {}

Reactor::~Reactor() {
  destroy_retired();
}

// The whole event loop. Everything else that runs in this program is called from one of these
// lines; between them, the queues are the only state.
void Reactor::turn() {
  ready_.clear();
  wait();  // 1. how long, and 2. wait
  turn_time_ = now();
  dispatch_ready();                   // 3. call the handlers of ready handles,
  run(work_, deliveries_);            //    and those that an earlier turn had no room for
  timers_.fire_due(timers_per_turn);  // 4. call the handlers of timers that are due
  flush_output();                     // 5. send what connections and ports have collected,
  destroy_retired();                  //    then destroy what was retired in this turn
  note_duration();
  if (observer_ != nullptr) observer_->on_turn_end();
}

void Reactor::wait() {
  const milliseconds timeout = time_to_wait();
  begin_wait(timeout);
  if (observer_ == nullptr) {
    demultiplexer_->wait(timeout, ready_);
  } else {
    wait_observed(timeout);
  }
  end_wait();
}

void Reactor::wait_observed(milliseconds timeout) {
  const TimePoint start = system_time();
  const WaitEnd end = demultiplexer_->wait(timeout, ready_);
  const auto waited = std::chrono::duration_cast<std::chrono::microseconds>(system_time() - start);
  observer_->on_wait({statistics_.turns + 1, demultiplexer_->name(), handlers_.size(),
                      ready_.size(), timeout, waited, end});
}

void Reactor::observe(ReactorObserver* observer) {
  observer_ = observer;
  timers_.observe(observer);
  if (observer == nullptr) return;
  for (const EventHandler* handler : handlers_) observer->on_added(*handler);
}

// The demultiplexer puts the handle into a new last slot.
void Reactor::add(EventHandler& handler) {
  assert(!handler.is_registered());
  reserve_slot();
  demultiplexer_->add(handler.handle());
  handler.registration_ = {};
  handler.registration_.slot = handlers_.size();
  handlers_.push_back(&handler);
  if (observer_ != nullptr) observer_->on_added(handler);
  set_interest(handler, {true, false});
}

// Allocates what one more handler needs before anything is changed, so that add() has no effect if
// there is no memory; and the lists of a turn in which all handlers are ready, or all are retired,
// so that the turn does not fail.
void Reactor::reserve_slot() {
  if (handlers_.size() < handlers_.capacity()) return;
  const std::size_t capacity = 2 * handlers_.size() + 16;
  ready_.reserve(capacity);
  to_call_.reserve(capacity);
  retired_.reserve(capacity);
  handlers_.reserve(capacity);
}

void Reactor::set_interest(EventHandler& handler, Interest interest) {
  EventHandler::Registration& registration = handler.registration_;
  if (!handler.is_registered()) return;
  if (handler.wants_read() == interest.read && handler.wants_write() == interest.write) return;
  const Interest before = std::exchange(registration.interest, interest);
  demultiplexer_->change(registration.slot, interest);
  if (observer_ != nullptr) observer_->on_interest(handler, before);
}

void Reactor::want_read(EventHandler& handler, bool wanted) {
  set_interest(handler, {wanted, handler.wants_write()});
}

void Reactor::want_write(EventHandler& handler, bool wanted) {
  set_interest(handler, {handler.wants_read(), wanted});
}

// The last handler moves into the free slot, as its handle does in the demultiplexer.
void Reactor::remove(EventHandler& handler) {
  if (!handler.is_registered()) return;
  const std::size_t slot = handler.registration_.slot;
  const std::size_t position = handler.registration_.position;
  if (position != EventHandler::nowhere) to_call_[position] = nullptr;
  if (observer_ != nullptr) observer_->on_removed(handler);
  demultiplexer_->remove(slot);
  handlers_[slot] = handlers_.back();
  handlers_[slot]->registration_.slot = slot;
  handlers_.pop_back();
  handler.registration_ = {};
}

void Reactor::retire(std::shared_ptr<void> object) {
  retired_.push_back(std::move(object));
}

void Reactor::return_memory_soon() {
  if (!memory_timer_.is_running()) memory_timer_.start(time_to_return_memory);
}

void Reactor::MemoryTimer::on_timer(Timer&) {
  return_freed_memory();
}

milliseconds Reactor::time_to_wait() const {
  return is_idle() ? timers_.time_until_next() : milliseconds(0);
}

void Reactor::note_duration() {
  const auto duration = std::chrono::duration_cast<std::chrono::microseconds>(now() - turn_time_);
  statistics_.longest_turn = std::max(statistics_.longest_turn, duration);
  ++statistics_.turns;
}

// The list is complete before the first handler runs. So a handler that is added now is not in it,
// a handler that is removed now is deleted from it, and a reused descriptor can't inherit its
// predecessor's event. Handlers that the budget does not reach are not called: their handles stay
// ready, and the next wait reports them again.
void Reactor::dispatch_ready() {
  system_calls_.renew();
  if (ready_.empty()) return;
  ++statistics_.wake_ups;
  resume_where_the_budget_ended();
  find_handlers();
  std::size_t called = 0;
  while (called < ready_.size() && !system_calls_.is_used_up() && has_time(called)) {
    dispatch(called++);
  }
  not_reached_ = called < ready_.size() ? not_reached_ + called : 0;
  if (called < ready_.size() && observer_ != nullptr) {
    observer_->on_budget_used_up(ready_.size() - called);
  }
  for (std::size_t position = called; position < ready_.size(); ++position) forget(position);
}

// Round robin: the handlers that the last turn did not reach come first, so that each is called in
// time.
void Reactor::resume_where_the_budget_ended() {
  not_reached_ %= ready_.size();
  std::rotate(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(not_reached_),
              ready_.end());
}

void Reactor::find_handlers() {
  to_call_.clear();
  for (const Ready& ready : ready_) {
    EventHandler* const handler = handlers_[ready.slot];
    handler->registration_.position = to_call_.size();
    to_call_.push_back(handler);
  }
}

// Readable, then writable. Either call may remove or destroy the handler, or change its interest;
// or add handlers, which may move the lists.
void Reactor::dispatch(std::size_t position) {
  const Ready ready = ready_[position];
  system_calls_.charge_request();
  EventHandler* handler = to_call_[position];
  if (handler != nullptr && observer_ != nullptr) observer_->on_ready(*handler, ready);
  if (handler != nullptr && ready.readable && handler->wants_read()) handler->on_readable();
  handler = to_call_[position];
  if (handler != nullptr && ready.writable && handler->wants_write()) handler->on_writable();
  forget(position);
}

void Reactor::forget(std::size_t position) {
  if (to_call_[position] == nullptr) return;
  to_call_[position]->registration_.position = EventHandler::nowhere;
}

// What a handler costs is known on average only: if the peer of a connection is gone, one send
// makes the system discard megabytes that it kept for the connection. So the clock ends a turn that
// lasts long though its budget is not used up. It is read after every 16 handlers, so at least 16
// run per turn.
bool Reactor::has_time(std::size_t called) const {
  if (called == 0 || called % handlers_between_looks != 0) return true;
  return now() - turn_time_ < time_for_a_turn;
}

void Reactor::run(RunQueue& queue, TurnBudget& budget) {
  std::size_t called = 0;
  while (!queue.is_empty() && !budget.is_used_up() && has_time(called)) {
    queue.run(budget, handlers_between_looks);
    called += handlers_between_looks;
  }
}

// A flush may cause output for other connections, which is then appended to the queue. Only when
// all output has been handed to the system may the next turn deliver more.
void Reactor::flush_output() {
  system_calls_.renew();
  run(flushes_, system_calls_);
  if (flushes_.is_empty()) deliveries_.renew();
}

// A destructor may retire further objects: they are destroyed as well.
void Reactor::destroy_retired() {
  if (retired_.empty()) return;
  std::size_t count = 0;
  for (; count < retired_.size(); ++count) {
    const std::shared_ptr<void> destroyed_here = std::move(retired_[count]);
  }
  retired_.clear();
  if (observer_ != nullptr) observer_->on_retired(count);
}

}  // namespace chatlab
