#include "reactor/demultiplexer.hpp"

#include <cassert>

#include "reactor/poll_demultiplexer.hpp"
#include "reactor/select_demultiplexer.hpp"

namespace chatlab {

void Demultiplexer::add(EventHandler& handler) {
  assert(!handler.is_registered() && can_hold(handler.handle()));
  handler.registration_ = {};
  handler.registration_.slot = handlers_.size();
  handlers_.push_back(&handler);
  add_slot(handler.handle());
}

void Demultiplexer::set_interest(EventHandler& handler, bool read, bool write) {
  handler.registration_.wants_read = read;
  handler.registration_.wants_write = write;
  change_slot(handler.registration_.slot, read, write);
}

void Demultiplexer::remove(EventHandler& handler) {
  const std::size_t slot = handler.registration_.slot;
  set_interest(handler, false, false);
  remove_slot(slot);
  handlers_[slot] = handlers_.back();
  handlers_[slot]->registration_.slot = slot;
  handlers_.pop_back();
  handler.registration_.slot = EventHandler::nowhere;
}

std::unique_ptr<Demultiplexer> make_demultiplexer(const std::string& name) {
  if (name == "poll") return std::make_unique<PollDemultiplexer>();
  if (name == "select") return std::make_unique<SelectDemultiplexer>();
  return nullptr;
}

}  // namespace chatlab
