// The event loop: start with Reactor::turn().
#include "reactor/reactor.hpp"

#include <cassert>
#include <utility>

#include "platform/process.hpp"

namespace chatlab {
namespace {

constexpr milliseconds time_to_return_memory{1000};

}  // namespace

FlushHandler::~FlushHandler() {
  assert(flush_position_ == nowhere);
}

Reactor::Reactor(std::unique_ptr<Demultiplexer> demultiplexer)
    : demultiplexer_(std::move(demultiplexer)) {}

Reactor::~Reactor() {
  destroy_retired();
}

// The whole event loop. Everything else that runs in this program is called from one of these
// lines; between them, the queues are the only state.
void Reactor::turn() {
  ready_.clear();
  demultiplexer_->wait(time_to_wait(), ready_);  // 1. how long, and 2. wait
  dispatch_ready();                              // 3. call the handlers of ready handles
  timers_.fire_due();                            // 4. call the handlers of timers that are due
  flush_output();                                // 5. one send for each connection with new output,
  destroy_retired();                             //    then destroy what was retired in this turn
  ++statistics_.turns;
}

// The demultiplexer puts the handle into a new last slot.
void Reactor::add(EventHandler& handler) {
  assert(!handler.is_registered());
  demultiplexer_->add(handler.handle());
  handler.registration_ = {};
  handler.registration_.slot = handlers_.size();
  handlers_.push_back(&handler);
  set_interest(handler, {true, false});
}

void Reactor::set_interest(EventHandler& handler, Interest interest) {
  EventHandler::Registration& registration = handler.registration_;
  if (!handler.is_registered()) return;
  if (handler.wants_read() == interest.read && handler.wants_write() == interest.write) return;
  registration.interest = interest;
  demultiplexer_->change(registration.slot, interest);
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
  demultiplexer_->remove(slot);
  handlers_[slot] = handlers_.back();
  handlers_[slot]->registration_.slot = slot;
  handlers_.pop_back();
  handler.registration_ = {};
}

void Reactor::request_flush(FlushHandler& handler) {
  if (handler.flush_position_ != FlushHandler::nowhere) return;
  handler.flush_position_ = flushes_.size();
  flushes_.push_back(&handler);
}

void Reactor::cancel_flush(FlushHandler& handler) {
  if (handler.flush_position_ == FlushHandler::nowhere) return;
  flushes_[handler.flush_position_] = nullptr;
  handler.flush_position_ = FlushHandler::nowhere;
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
  // A flush or a retirement requested between two turns must not wait for an event.
  if (!flushes_.empty() || !retired_.empty()) return milliseconds(0);
  return timers_.time_until_next();
}

// The list is complete before the first handler runs. So a handler that is added now is not in it,
// a handler that is removed now is deleted from it, and a reused descriptor can't inherit its
// predecessor's event.
void Reactor::dispatch_ready() {
  if (ready_.empty()) return;
  ++statistics_.wake_ups;
  find_handlers();
  for (std::size_t position = 0; position < ready_.size(); ++position) dispatch(position);
}

void Reactor::find_handlers() {
  to_call_.clear();
  for (const Ready& ready : ready_) {
    EventHandler* const handler = handlers_[ready.slot];
    handler->registration_.position = to_call_.size();
    to_call_.push_back(handler);
  }
}

// Readable, then writable. Either call may remove or destroy the handler, or change its interest.
void Reactor::dispatch(std::size_t position) {
  const Ready& ready = ready_[position];
  EventHandler* const& handler = to_call_[position];
  if (handler != nullptr && ready.readable && handler->wants_read()) handler->on_readable();
  if (handler != nullptr && ready.writable && handler->wants_write()) handler->on_writable();
  if (handler != nullptr) handler->registration_.position = EventHandler::nowhere;
}

// A flush may cause output for other connections, which is then appended to the queue.
void Reactor::flush_output() {
  for (std::size_t i = 0; i < flushes_.size(); ++i) {
    FlushHandler* const handler = flushes_[i];
    if (handler == nullptr) continue;
    handler->flush_position_ = FlushHandler::nowhere;
    handler->on_flush();
  }
  flushes_.clear();
}

void Reactor::destroy_retired() {
  while (!retired_.empty()) {
    const std::vector<std::shared_ptr<void>> batch = std::move(retired_);
    retired_.clear();
  }
}

}  // namespace chatlab
