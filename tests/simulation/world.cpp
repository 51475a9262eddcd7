// Advances simulated time during waits, runs the agenda, and injects faults into waits.
#include "tests/simulation/world.hpp"

#include <algorithm>
#include <cassert>
#include <cstdio>

namespace chatlab::simulation {
namespace {

World* current = nullptr;

constexpr TimePoint start = TimePoint(std::chrono::hours(1));

// After so many turns without time advancing, the program is in a busy loop.
constexpr std::uint64_t most_turns_without_time = 50000;

// With more turns, a run would not end in reasonable time.
constexpr std::uint64_t most_turns = 400000;

constexpr Handle first_free = 3;  // after the standard descriptors

}  // namespace

World& world() {
  assert(current != nullptr);
  return *current;
}

World::World(std::uint64_t seed)
    : random_(seed), now_(start), descriptors_(static_cast<std::size_t>(first_free)) {
  current = this;
}

World::~World() {
  current = nullptr;
}

microseconds World::elapsed() const {
  return std::chrono::duration_cast<microseconds>(now_ - start);
}

void World::at(TimePoint time, std::function<void()> action) {
  agenda_.emplace(std::max(time, now_), std::move(action));
}

// ------------------------------------------------------------------------------------- descriptors

Handle World::open(std::shared_ptr<Descriptor> descriptor) {
  if (open_count() >= weather_.descriptor_limit) return no_handle;
  auto free = std::find(descriptors_.begin() + first_free, descriptors_.end(), nullptr);
  if (free == descriptors_.end()) free = descriptors_.insert(free, nullptr);
  *free = std::move(descriptor);
  return free - descriptors_.begin();
}

void World::close(Handle handle) {
  if (!is_open(handle)) return fail("handle " + std::to_string(handle) + " is closed twice");
  const std::shared_ptr<Descriptor> closed =
      std::exchange(descriptors_[static_cast<std::size_t>(handle)], nullptr);
  closed->on_closed();
}

bool World::is_open(Handle handle) const {
  return handle >= 0 && handle < static_cast<Handle>(descriptors_.size()) &&
         slot(handle) != nullptr;
}

std::size_t World::open_count() const {
  const auto free = std::count(descriptors_.begin(), descriptors_.end(), nullptr);
  return descriptors_.size() - static_cast<std::size_t>(free);
}

// ----------------------------------------------------------------------------------------- waiting

bool World::wait(std::vector<Wanted>& wanted, std::chrono::milliseconds timeout) {
  ++turn_;
  ++turns_without_time_;
  if (watcher_) watcher_();
  if (turns_without_time_ > most_turns_without_time) fail("the program is in a busy loop");
  if (turn_ > most_turns) fail("the run does not end");
  throw_failure();
  const bool forever = timeout < timeout.zero();
  const TimePoint deadline = forever ? TimePoint::max() : now_ + timeout;
  if (random_.one_in(weather_.signal)) return false;
  for (let_happen(); !look(wanted) && now_ < deadline; let_happen()) pass_time(deadline);
  perhaps_sleep();
  throw_failure();
  return true;
}

void World::perhaps_sleep() {
  if (!random_.one_in(weather_.sleep)) return;
  const auto duration = std::chrono::seconds(random_.between(2, 5000));
  slept_ += duration;
  if (is_traced()) trace("the machine slept for " + std::to_string(duration.count()) + " s");
}

// Runs all actions that are due, including those that they schedule for now.
void World::let_happen() {
  while (!agenda_.empty() && agenda_.begin()->first <= now_) {
    const std::function<void()> action = std::move(agenda_.begin()->second);
    agenda_.erase(agenda_.begin());
    action();
  }
}

void World::go_on_for(microseconds duration) {
  const TimePoint end = now_ + duration;
  while (!agenda_.empty() && agenda_.begin()->first <= end) {
    now_ = agenda_.begin()->first;
    let_happen();
  }
}

// Returns true if a handle is ready, or is reported ready by mistake.
bool World::look(std::vector<Wanted>& wanted) {
  bool found = false;
  const bool is_treacherous = random_.one_in(weather_.spurious);
  for (Wanted& one : wanted) {
    if (!one.read && !one.write) continue;
    if (!is_open(one.handle)) {
      fail("waiting for handle " + std::to_string(one.handle) + ", which is closed");
      continue;
    }
    const bool pretends = is_treacherous && random_.one_in(4);
    one.readable = one.read && (pretends || slot(one.handle)->is_readable());
    one.writable = one.write && (pretends || slot(one.handle)->is_writable());
    found = found || one.readable || one.writable;
  }
  return found || !failure_.empty();
}

void World::pass_time(TimePoint deadline) {
  if (agenda_.empty() && deadline == TimePoint::max() && on_idle_) {
    return std::exchange(on_idle_, nullptr)();
  }
  TimePoint next = deadline;
  if (!agenda_.empty()) next = std::min(next, agenda_.begin()->first);
  if (next == TimePoint::max()) return fail("nothing will ever happen again");
  if (random_.one_in(weather_.late)) next += microseconds(random_.below(20000));
  if (next > now_) turns_without_time_ = 0;
  now_ = std::max(now_, next);
}

// -------------------------------------------------------------------------------- failures, trace

void World::fail(const std::string& what) {
  if (failure_.empty()) failure_ = what;
}

void World::throw_failure() const {
  if (!failure_.empty()) throw Failure(failure_);
}

void World::trace(const std::string& line) const {
  if (sink_ == nullptr) return;
  char when[32];
  std::snprintf(when, sizeof when, "%12.6f  ", static_cast<double>(elapsed().count()) / 1e6);
  sink_(when + line);
}

void World::narrate(const std::string& line) const {
  if (sink_ != nullptr) sink_(line);
}

}  // namespace chatlab::simulation
