// The stop signal of the simulated process, which the run raises.
#include "platform/stop_signal.hpp"

#include "tests/simulation/console.hpp"

namespace chatlab {

using simulation::surroundings;
using simulation::world;

struct StopSignal::Pipe {
  std::shared_ptr<simulation::SignalPipe> reading = std::make_shared<simulation::SignalPipe>();
  Handle handle = world().open(reading);
  Handle writing = world().open(std::make_shared<simulation::SilentEnd>());
};

StopSignal::StopSignal() : pipe_(std::make_unique<Pipe>()) {
  surroundings().signal = pipe_->reading.get();
}

StopSignal::~StopSignal() {
  surroundings().signal = nullptr;
  world().close(pipe_->handle);
  world().close(pipe_->writing);
}

Handle StopSignal::handle() const {
  return pipe_->handle;
}

bool StopSignal::drain_now() {
  return pipe_->reading->take();
}

}  // namespace chatlab
