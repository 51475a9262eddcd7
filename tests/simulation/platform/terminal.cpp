// No terminal: standard input of the simulated process is a pipe.
#include "platform/terminal.hpp"

namespace chatlab {

struct Terminal::State {};

bool Terminal::is_usable() {
  return false;
}

Terminal::Terminal() = default;
Terminal::~Terminal() = default;

bool Terminal::enter() {
  return false;
}

void Terminal::leave() {}

Handle Terminal::handle() const {
  return no_handle;
}

void Terminal::drain() {}

}  // namespace chatlab
