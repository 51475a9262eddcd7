#include "platform/terminal.hpp"

namespace chatlab {

// There is no terminal: standard input is a pipe.
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
