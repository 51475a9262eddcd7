#include "platform/wait.hpp"

#include <algorithm>
#include <vector>

#include "tests/simulation/world.hpp"

namespace chatlab {

using simulation::World;
using simulation::world;

// -------------------------------------------------------------------------------------------- poll

struct PollSet::Entries {
  std::vector<World::Wanted> array;
};

PollSet::PollSet() : entries_(std::make_unique<Entries>()) {}
PollSet::~PollSet() = default;

void PollSet::append(Handle handle) {
  entries_->array.push_back({handle, false, false});
}

void PollSet::want(std::size_t index, bool read, bool write) {
  World::Wanted& entry = entries_->array[index];
  entry.read = read;
  entry.write = write;
}

void PollSet::remove(std::size_t index) {
  entries_->array[index] = entries_->array.back();
  entries_->array.pop_back();
}

std::size_t PollSet::wait(std::chrono::milliseconds timeout) {
  for (World::Wanted& entry : entries_->array) entry.readable = entry.writable = false;
  world().wait(entries_->array, timeout);
  const auto is_ready = [](const auto& entry) { return entry.readable || entry.writable; };
  return static_cast<std::size_t>(
      std::count_if(entries_->array.begin(), entries_->array.end(), is_ready));
}

// What poll(2) marks stays marked, but what is no longer wanted is not reported.
bool PollSet::is_readable(std::size_t index) const {
  return entries_->array[index].read && entries_->array[index].readable;
}

bool PollSet::is_writable(std::size_t index) const {
  return entries_->array[index].write && entries_->array[index].writable;
}

// ------------------------------------------------------------------------------------------ select

struct HandleSet::Bits {
  std::vector<bool> set =
      std::vector<bool>(static_cast<std::size_t>(world().weather().select_limit));

  bool is_within(Handle handle) const {
    return handle >= 0 && handle < static_cast<Handle>(set.size());
  }
  void put(Handle handle, bool wanted) {
    if (is_within(handle)) {
      set[static_cast<std::size_t>(handle)] = wanted;
    } else {
      world().fail("handle " + std::to_string(handle) + " is beyond the end of an fd_set");
    }
  }
};

HandleSet::HandleSet() : bits_(std::make_unique<Bits>()) {}
HandleSet::HandleSet(const HandleSet& other) : bits_(std::make_unique<Bits>(*other.bits_)) {}
HandleSet& HandleSet::operator=(const HandleSet& other) {
  *bits_ = *other.bits_;
  return *this;
}
HandleSet::~HandleSet() = default;

bool HandleSet::can_hold(Handle handle, std::size_t) {
  return handle >= 0 && handle < world().weather().select_limit;
}

void HandleSet::add(Handle handle) {
  bits_->put(handle, true);
}
void HandleSet::remove(Handle handle) {
  bits_->put(handle, false);
}
bool HandleSet::contains(Handle handle) const {
  return bits_->is_within(handle) && bits_->set[static_cast<std::size_t>(handle)];
}

std::size_t select_handles(HandleSet& readable, HandleSet& writable, Handle highest,
                           std::chrono::milliseconds timeout) {
  std::vector<World::Wanted> wanted;
  for (Handle handle = 0; handle < world().weather().select_limit; ++handle) {
    const bool read = readable.contains(handle);
    const bool write = writable.contains(handle);
    if (!read && !write) continue;
    if (handle > highest) continue;  // as select: it looks no further than it is told
    wanted.push_back({handle, read, write});
  }
  world().wait(wanted, timeout);
  std::size_t found = 0;
  std::fill(readable.bits_->set.begin(), readable.bits_->set.end(), false);
  std::fill(writable.bits_->set.begin(), writable.bits_->set.end(), false);
  for (const World::Wanted& one : wanted) {
    if (one.readable) readable.add(one.handle);
    if (one.writable) writable.add(one.handle);
    found += (one.readable ? 1u : 0u) + (one.writable ? 1u : 0u);
  }
  return found;
}

}  // namespace chatlab
