// Standard output of the simulated process: the log, which the ledger reads.
#include "platform/standard_output.hpp"

#include "tests/simulation/console.hpp"

namespace chatlab {

// Standard error is discarded.
struct StandardOutput::State {
  Stream stream;
};

StandardOutput::StandardOutput(Stream stream) : state_(std::make_unique<State>()) {
  state_->stream = stream;
  handle_ = stream == Stream::output ? 1 : 2;
}

// There are no files.
StandardOutput::StandardOutput(const std::string&) : StandardOutput(Stream::error) {}

StandardOutput::~StandardOutput() = default;

IoResult StandardOutput::write_now(const char* bytes, std::size_t size) {
  if (state_->stream == Stream::error) return IoResult::done(size);
  using simulation::world;
  simulation::Surroundings& here = simulation::surroundings();
  if (world().random().one_in(here.output_stalls)) {
    here.output_stalled_until =
        world().now() + simulation::microseconds(world().random().below(50000));
  }
  if (world().now() < here.output_stalled_until) return IoResult::would_block();
  const bool is_short = world().random().one_in(world().weather().short_io);
  const std::size_t taken = is_short ? world().random().between(1, size) : size;
  here.output({bytes, taken});
  return IoResult::done(taken);
}

bool standard_output_is_terminal() {
  return false;
}

std::size_t StandardOutput::columns() const {
  return 0;
}

bool StandardOutput::write_all(const char* bytes, std::size_t size, milliseconds) {
  return write(bytes, size).bytes == size;
}

}  // namespace chatlab
