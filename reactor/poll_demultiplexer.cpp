#include "reactor/poll_demultiplexer.hpp"

namespace chatlab {

// The array grows with the handles; their numbers don't matter.
bool PollDemultiplexer::can_hold(Handle) const {
  return true;
}

void PollDemultiplexer::add_slot(Handle handle) {
  entries_.append(handle);
}

void PollDemultiplexer::change_slot(std::size_t slot, bool read, bool write) {
  entries_.want(slot, read, write);
}

void PollDemultiplexer::remove_slot(std::size_t slot) {
  entries_.remove(slot);
}

// poll says how many entries are ready, not which: they are searched for, until all are found.
void PollDemultiplexer::wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) {
  std::size_t to_find = entries_.wait(timeout);
  for (std::size_t slot = 0; to_find > 0 && slot < handlers().size(); ++slot) {
    const bool readable = entries_.is_readable(slot);
    const bool writable = entries_.is_writable(slot);
    if (!readable && !writable) continue;
    ready.push_back({handlers()[slot], readable, writable});
    --to_find;
  }
}

}  // namespace chatlab
