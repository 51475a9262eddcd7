#include "reactor/select_demultiplexer.hpp"

#include <algorithm>

namespace chatlab {
namespace {

void put(HandleSet& set, Handle handle, bool wanted) {
  if (wanted) return set.add(handle);
  set.remove(handle);
}

}  // namespace

// A set is an array of FD_SETSIZE bits: writing beyond it would destroy memory.
bool SelectDemultiplexer::can_hold(Handle handle) const {
  return HandleSet::can_hold(handle, handlers().size());
}

void SelectDemultiplexer::add_slot(Handle handle) {
  highest_ = std::max(highest_, handle);
}

void SelectDemultiplexer::change_slot(std::size_t slot, bool read, bool write) {
  const Handle handle = handlers()[slot]->handle();
  put(wanted_readable_, handle, read);
  put(wanted_writable_, handle, write);
}

void SelectDemultiplexer::remove_slot(std::size_t slot) {
  if (handlers()[slot]->handle() != highest_) return;
  highest_ = no_handle;
  for (std::size_t other = 0; other < handlers().size(); ++other) {
    if (other != slot) highest_ = std::max(highest_, handlers()[other]->handle());
  }
}

// select says how many bits are set, over both sets: they are searched for, until all are found.
void SelectDemultiplexer::wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) {
  readable_ = wanted_readable_;
  writable_ = wanted_writable_;
  std::size_t to_find = select_handles(readable_, writable_, highest_, timeout);
  for (std::size_t slot = 0; to_find > 0 && slot < handlers().size(); ++slot) {
    const Handle handle = handlers()[slot]->handle();
    const bool readable = readable_.contains(handle);
    const bool writable = writable_.contains(handle);
    if (!readable && !writable) continue;
    ready.push_back({handlers()[slot], readable, writable});
    to_find -= (readable ? 1u : 0u) + (writable ? 1u : 0u);
  }
}

}  // namespace chatlab
