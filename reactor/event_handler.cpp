#include "reactor/event_handler.hpp"

#include <cassert>

namespace chatlab {

EventHandler::~EventHandler() {
  assert(!is_registered());
}

}  // namespace chatlab
