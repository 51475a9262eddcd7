#include "reactor/reactor.hpp"

#include <cassert>
#include <utility>

namespace chatlab {

FlushHandler::~FlushHandler() {
  assert(flush_position_ == nowhere);
}

Reactor::Reactor(std::unique_ptr<Demultiplexer> demultiplexer)
    : demultiplexer_(std::move(demultiplexer)) {}

Reactor::~Reactor() {
  destroy_retired();
}

// Here is the whole machine. Everything else that runs in this program was called from one of these
// lines; between them nothing is held back and nothing is remembered but the queues themselves.
void Reactor::turn() {
  ready_.clear();
  demultiplexer_->wait(time_to_wait(), ready_);  // 1. how long, and 2. wait
  dispatch_ready();                              // 3. call the handlers of ready handles
  timers_.fire_due();                            // 4. call the handlers of timers that are due
  flush_output();                                // 5. one send for each connection with new output,
  destroy_retired();                             //    then destroy what this turn put away
  ++statistics_.turns;
}

void Reactor::run() {
  stopped_ = false;
  while (!stopped_) turn();
}

void Reactor::add(EventHandler& handler) {
  demultiplexer_->add(handler);
  demultiplexer_->set_interest(handler, true, false);
}

void Reactor::want_read(EventHandler& handler, bool wanted) {
  if (!handler.is_registered() || handler.wants_read() == wanted) return;
  demultiplexer_->set_interest(handler, wanted, handler.wants_write());
}

void Reactor::want_write(EventHandler& handler, bool wanted) {
  if (!handler.is_registered() || handler.wants_write() == wanted) return;
  demultiplexer_->set_interest(handler, handler.wants_read(), wanted);
}

void Reactor::remove(EventHandler& handler) {
  if (!handler.is_registered()) return;
  const std::size_t position = handler.registration_.position;
  if (position != EventHandler::nowhere) ready_[position].handler = nullptr;
  handler.registration_.position = EventHandler::nowhere;
  demultiplexer_->remove(handler);
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

void Reactor::retire(std::unique_ptr<EventHandler> handler) {
  remove(*handler);
  retired_.push_back(std::move(handler));
}

milliseconds Reactor::time_to_wait() const {
  // Output or retirement asked for between two turns must not wait for somebody else's event.
  if (!flushes_.empty() || !retired_.empty()) return milliseconds(0);
  return timers_.time_until_next();
}

// The list was complete before the first handler ran. So a handler that is added now is not in it,
// a handler that is removed now is struck from it, and a descriptor that is closed and used again
// can't inherit its predecessor's event.
void Reactor::dispatch_ready() {
  if (!ready_.empty()) ++statistics_.wake_ups;
  for (std::size_t i = 0; i < ready_.size(); ++i) ready_[i].handler->registration_.position = i;
  for (std::size_t i = 0; i < ready_.size(); ++i) dispatch(i);
}

// Readable, then writable. Either call may remove the handler or change what it wants.
void Reactor::dispatch(std::size_t position) {
  const Ready& ready = ready_[position];
  if (ready.handler != nullptr && ready.readable && ready.handler->wants_read()) {
    ++statistics_.events;
    ready.handler->on_readable();
  }
  if (ready.handler != nullptr && ready.writable && ready.handler->wants_write()) {
    ++statistics_.events;
    ready.handler->on_writable();
  }
  if (ready.handler != nullptr) ready.handler->registration_.position = EventHandler::nowhere;
}

// A flush may lead to more output for others, who then stand at the end of the queue.
void Reactor::flush_output() {
  for (std::size_t i = 0; i < flushes_.size(); ++i) {
    FlushHandler* handler = flushes_[i];
    if (handler == nullptr) continue;
    handler->flush_position_ = FlushHandler::nowhere;
    handler->on_flush();
  }
  flushes_.clear();
}

void Reactor::destroy_retired() {
  while (!retired_.empty()) {
    const std::vector<std::unique_ptr<EventHandler>> batch = std::move(retired_);
    retired_.clear();
  }
}

}  // namespace chatlab
