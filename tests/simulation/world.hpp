// The world that a simulated program runs in: its clock, its descriptors, and what happens outside.
//
// A discrete-event simulation: every event outside the program (a packet arrives, a client acts) is
// on one agenda, ordered by simulated time. Time advances only inside wait(), when the program has
// nothing to do. So a run is a function of its seed and can be repeated exactly. Sockets are in
// network.hpp.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/clock.hpp"
#include "platform/handle.hpp"
#include "tests/simulation/random.hpp"

namespace chatlab::simulation {

using std::chrono::microseconds;

/// An open descriptor, as a wait sees it.
class Descriptor {
 public:
  virtual ~Descriptor() = default;
  virtual bool is_readable() const = 0;
  virtual bool is_writable() const { return false; }

  /// The program has closed it.
  virtual void on_closed() {}
};

/// The faults of the system. The value N means one in N times; 0 means never.
struct Weather {
  std::size_t short_io = 0;       // a call transfers less than it could
  std::size_t refused_io = 0;     // a call would block although the handle was ready
  std::size_t spurious = 0;       // a wait reports some handles ready that are not
  std::size_t signal = 0;         // a wait is interrupted with nothing ready
  std::size_t late = 0;           // a wait ends some milliseconds late, with more ready by then
  std::size_t sleep = 0;          // the machine sleeps while the program waits or reads
  std::size_t failed_accept = 0;  // descriptors are exhausted system-wide
  std::size_t lost = 0;           // a datagram vanishes
  std::size_t repeated = 0;       // a datagram arrives twice
  std::size_t descriptor_limit = 100000;
  Handle select_limit = 1024;  // FD_SETSIZE
};

/// An invariant is violated; thrown by the next wait.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class World {
 public:
  explicit World(std::uint64_t seed);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  Random& random() { return random_; }
  Weather& weather() { return weather_; }

  // ---------------------------------------------------------------------------------------- time

  TimePoint now() const { return now_; }

  /// The time of the system's clock, which also advances while the machine sleeps.
  TimePoint system_time() const { return now_ + slept_; }

  /// Lets the machine fall asleep at random, with the program and the whole world, and wake up
  /// after seconds or hours. Only the clock shows it.
  void perhaps_sleep();
  microseconds elapsed() const;
  std::uint64_t turn() const { return turn_; }

  /// Schedules `action` for `time`; actions for the same time run in the order of scheduling.
  void at(TimePoint time, std::function<void()> action);
  void after(microseconds delay, std::function<void()> action) {
    at(now_ + delay, std::move(action));
  }

  // --------------------------------------------------------------------------------- descriptors

  /// Assigns the lowest free number; no_handle if the limit is reached.
  Handle open(std::shared_ptr<Descriptor> descriptor);
  void close(Handle handle);
  bool is_open(Handle handle) const;
  std::size_t open_count() const;

  /// Handle 0.
  void attach_standard_input(std::shared_ptr<Descriptor> input) {
    descriptors_[0] = std::move(input);
  }

  /// nullptr if the handle is not open or is of another kind.
  template <typename Kind>
  std::shared_ptr<Kind> peek(Handle handle) const {
    return std::dynamic_pointer_cast<Kind>(is_open(handle) ? slot(handle) : nullptr);
  }

  /// The descriptor of that kind; if the handle is not open or is of another kind, fails the run
  /// and returns nullptr.
  template <typename Kind>
  std::shared_ptr<Kind> find(Handle handle) {
    auto found = peek<Kind>(handle);
    if (found == nullptr) fail("a call on handle " + std::to_string(handle) + ", a bad descriptor");
    return found;
  }

  // ------------------------------------------------------------------------------------- waiting

  struct Wanted {
    Handle handle;
    bool read;
    bool write;
    bool readable = false;
    bool writable = false;
  };

  /// poll(2) and select(2): marks ready handles; if there are none, lets time advance until one is
  /// ready or `timeout` has passed. Returns false if a signal interrupted the wait.
  bool wait(std::vector<Wanted>& wanted, std::chrono::milliseconds timeout);

  /// Runs the agenda for `duration` after the program has ended.
  void go_on_for(microseconds duration);

  /// `watcher` is called at the start of each wait, to check the invariants.
  void watch(std::function<void()> watcher) { watcher_ = std::move(watcher); }

  /// `action` is called if the agenda is empty and the program waits without a timeout.
  void when_idle(std::function<void()> action) { on_idle_ = std::move(action); }

  // --------------------------------------------------------------------------- failures, trace

  /// Records the first failure; the next wait throws it.
  void fail(const std::string& what);
  const std::string& failure() const { return failure_; }
  void throw_failure() const;

  /// `sink` is called with each line of the trace; without it no trace is written, for speed.
  void trace_to(std::function<void(const std::string&)> sink) { sink_ = std::move(sink); }
  bool is_traced() const { return sink_ != nullptr; }
  /// Writes a line about an event outside the program to the trace, with the time.
  void trace(const std::string& line) const;

  /// Writes a line of the program's narrator to the trace.
  void narrate(const std::string& line) const;

 private:
  const std::shared_ptr<Descriptor>& slot(Handle handle) const {
    return descriptors_[static_cast<std::size_t>(handle)];
  }
  void let_happen();
  bool look(std::vector<Wanted>& wanted);
  void pass_time(TimePoint deadline);

  Random random_;
  Weather weather_;
  TimePoint now_;
  microseconds slept_{0};
  std::uint64_t turn_ = 0;
  std::uint64_t turns_without_time_ = 0;
  std::multimap<TimePoint, std::function<void()>> agenda_;
  std::vector<std::shared_ptr<Descriptor>> descriptors_;
  std::function<void()> watcher_;
  std::function<void()> on_idle_;
  std::function<void(const std::string&)> sink_;
  std::string failure_;
};

/// The current world, global since system calls have no argument for it.
World& world();

}  // namespace chatlab::simulation
