#include "platform/terminal.hpp"

namespace chatlab {

// There is no terminal: standard input is a pipe.
struct Terminal::State {};

bool Terminal::is_usable() {
  return false;
}

Terminal::Terminal() = default;
Terminal::~Terminal() = default;

std::size_t Terminal::columns() const {
  return 80;
}

Handle Terminal::handle() const {
  return no_handle;
}

void Terminal::drain() {}

}  // namespace chatlab
