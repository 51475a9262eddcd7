// Process-wide setup, of which the simulation needs none.
#include "platform/process.hpp"

namespace chatlab {

Process::Process(int argc, char** argv) : arguments_(argv + (argc > 0 ? 1 : 0), argv + argc) {}

Process::~Process() = default;

void return_freed_memory() {}

}  // namespace chatlab
