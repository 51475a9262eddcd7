// Waiting in the simulated world: the same for poll and select, except that select holds fewer
// handles.
#include "platform/demultiplexer.hpp"

#include <stdexcept>

#include "tests/simulation/world.hpp"

namespace chatlab {

using simulation::World;
using simulation::world;

class SimulatedDemultiplexer : public Demultiplexer {
 public:
  SimulatedDemultiplexer(const char* call, bool is_limited) : name_(call), limited_(is_limited) {}
  const char* name() const override { return name_; }
  std::size_t size() const override { return entries_.size(); }

  bool can_hold(Handle handle) const override {
    return !limited_ || handle < world().weather().select_limit;
  }
  void add(Handle handle) override {
    if (!can_hold(handle)) throw std::runtime_error("a handle beyond the end of an fd_set");
    entries_.push_back({handle, false, false});
  }
  void change(std::size_t slot, Interest interest) override {
    entries_[slot].read = interest.read;
    entries_[slot].write = interest.write;
  }
  void remove(std::size_t slot) override {
    entries_[slot] = entries_.back();
    entries_.pop_back();
  }
  WaitEnd wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) override;

 private:
  const char* name_;
  bool limited_;  // true: holds handles below Weather::select_limit only
  std::vector<World::Wanted> entries_;
};

WaitEnd SimulatedDemultiplexer::wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) {
  for (World::Wanted& entry : entries_) entry.readable = entry.writable = false;
  const bool interrupted = !world().wait(entries_, timeout);
  for (std::size_t slot = 0; slot < entries_.size(); ++slot) {
    const World::Wanted& entry = entries_[slot];
    if (!entry.readable && !entry.writable) continue;
    ready.push_back({entry.handle, entry.readable, entry.writable, slot});
  }
  return interrupted ? WaitEnd::interrupted : WaitEnd::returned;
}

std::unique_ptr<Demultiplexer> make_poll_demultiplexer() {
  return std::make_unique<SimulatedDemultiplexer>("poll", false);
}

std::unique_ptr<Demultiplexer> make_select_demultiplexer() {
  return std::make_unique<SimulatedDemultiplexer>("select", true);
}

}  // namespace chatlab
