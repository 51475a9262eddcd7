// An event handler must be removed from the reactor before it is destroyed.
#include "reactor/event_handler.hpp"

#include <cassert>

namespace chatlab {

EventHandler::~EventHandler() {
  assert(!is_registered());
}

std::string EventHandler::describe() const {
  return "handle " + std::to_string(handle());
}

}  // namespace chatlab
