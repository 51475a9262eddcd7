// Helpers for tests of the reactor: functions that turn it until a condition holds, timers and
// handlers that record their calls, and a fixture with a reactor.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>

#include "platform/socket.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor.hpp"
#include "reactor/timer_queue.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab {

/// Turns the reactor until `condition` holds. Returns false after `limit`. The condition is checked
/// at least every millisecond, so that it may depend on things other than handlers.
bool turn_until(Reactor& reactor, const std::function<bool()>& condition,
                milliseconds limit = patience);

/// Turns until the reactor is idle and no handle has been ready for ten milliseconds. The test
/// fails if that takes longer than `patience`.
void turn_until_quiet(Reactor& reactor);

/// True if the reactor sleeps while nothing happens: a busy loop would take hundreds of turns in
/// the twenty milliseconds of this test.
bool sleeps(Reactor& reactor);

/// A timer that counts how often it has fired.
class Alarm : private TimerHandler {
 public:
  explicit Alarm(TimerQueue& queue) : timer(queue, *this) {}

  void start(milliseconds delay) { timer.start(delay); }

  Timer timer;
  int rings = 0;
  std::function<void()> when_ringing;

 private:
  void on_timer(Timer&) override {
    ++rings;
    if (when_ringing) when_ringing();
  }
};

/// A handler on one end of a TCP connection that counts its calls and does not read, so that it
/// stays readable.
class Probe : public EventHandler {
 public:
  explicit Probe(Reactor& reactor) : Probe(reactor, make_stream_pair()) {}
  Probe(Reactor& reactor, StreamPair pair)
      : socket(std::move(pair.ours)), peer(std::move(pair.theirs)), reactor_(reactor) {}
  ~Probe() override {
    reactor_.remove(*this);
    if (when_destroyed) when_destroyed();
  }

  /// The peer sends a byte; returns once it has arrived.
  void make_readable() {
    peer.send("!", 1);
    ASSERT_TRUE(await_readable(handle()));
  }

  Handle handle() const override { return socket.handle(); }
  void on_readable() override {
    ++reads;
    if (when_readable) when_readable();
  }
  void on_writable() override {
    ++writes;
    if (when_writable) when_writable();
  }

  TcpSocket socket;
  TcpSocket peer;
  int reads = 0;
  int writes = 0;
  std::function<void()> when_readable;
  std::function<void()> when_writable;
  std::function<void()> when_destroyed;

 private:
  Reactor& reactor_;
};

/// A fixture with a reactor and a guard: if a turn waits for an event that never happens, the test
/// fails instead of hanging. It uses poll, since all demultiplexers have the same contract: see
/// demultiplexer_test.cpp.
class WithReactor : public testing::Test {
 protected:
  WithReactor() {
    guard_.when_ringing = [this] { guard_.start(milliseconds(1000)); };
    guard_.start(patience);
  }
  ~WithReactor() override {
    EXPECT_EQ(guard_.rings, 0) << "a turn waited for something that never came";
  }

  Reactor reactor{make_poll_demultiplexer()};

 private:
  Alarm guard_{reactor.timers()};
};

}  // namespace chatlab
