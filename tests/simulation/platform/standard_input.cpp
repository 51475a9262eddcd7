// Standard input of the simulated process: what the simulated operator types.
#include "platform/standard_input.hpp"

#include "tests/simulation/console.hpp"

namespace chatlab {

struct StandardInput::Source {};

StandardInput::StandardInput() = default;
StandardInput::~StandardInput() = default;

Handle StandardInput::handle() const {
  return 0;
}

IoResult StandardInput::read_now(char* buffer, std::size_t size) {
  return simulation::surroundings().keyboard->read(buffer, size);
}

bool StandardInput::is_terminal() const {
  return false;
}

void StandardInput::discard() {}

}  // namespace chatlab
