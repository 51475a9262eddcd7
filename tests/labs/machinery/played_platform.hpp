// A platform that the check plays itself: streams whose other end is the check, a demultiplexer
// that looks at them, and a clock that advances only while the reactor waits. It takes the place of
// platform/posix/ or platform/windows/ in the checks of labs about the reactor, so that nothing in
// them depends on the system or on real time.
//
// Sources that go with it in a lab's description: played_ports.cpp, platform/address.cpp,
// call_observer.cpp, clock.cpp, running_time.cpp, socket.cpp, and what the lab is about.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "platform/clock.hpp"
#include "platform/demultiplexer.hpp"
#include "platform/socket.hpp"

namespace chatlab::labs {

constexpr std::size_t plenty = static_cast<std::size_t>(-1);

/// The system's side of one connection. What the code under test sends ends up here.
struct PlayedStream {
  // Set by the check:
  std::size_t room = plenty;         // how many more bytes the system accepts until the peer reads
  std::deque<std::string> arriving;  // what the next receives return, one piece each
  bool peer_has_ended = false;       // true: behind the last piece, a receive returns 0
  std::error_code failure;  // what every send, and a receive behind the last piece, reports

  // Looked at by the check:
  std::string accepted;   // all bytes that the system has accepted
  int sends = 0;          // calls of send
  int refused_sends = 0;  // those of them that accepted nothing
  int receives = 0;
  bool half_closed = false;
  bool closed = false;
  bool was_reset = false;  // closed by a reset
};

/// True if system calls are told in the transcript: `call  send of 10 bytes: 4 accepted`.
void tell_calls(bool told);

/// A new stream. A closed one's handle is given to the next, as systems do. The stream lives until
/// the process ends; stream() finds it by its handle.
TcpSocket open_played_stream();
Handle open_played_handle();
PlayedStream& stream(Handle handle);

/// Reports a handle as ready if its stream is, or if the check says so. If none is, the clock
/// advances by the timeout.
class PlayedDemultiplexer : public Demultiplexer {
 public:
  const char* name() const override { return "played"; }
  std::size_t size() const override { return entries_.size(); }
  bool can_hold(Handle) const override { return true; }
  void add(Handle handle) override { entries_.push_back({handle, {false, false}}); }
  void change(std::size_t slot, Interest interest) override {
    entries_.at(slot).interest = interest;
  }
  void remove(std::size_t slot) override;
  WaitEnd wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) override;

  /// Handles that are ready although they have no stream, until the check takes them out again.
  std::map<Handle, Interest> also_ready;

  int waits = 0;
  milliseconds last_timeout{0};

 private:
  struct Entry {
    Handle handle;
    Interest interest;
  };
  std::vector<Entry> entries_;
};

/// Time passes while the program waits for nothing but that.
void pass(std::chrono::microseconds time);

/// Time passes while the program is stopped, or in a debugger.
void stand_still(std::chrono::microseconds time);

}  // namespace chatlab::labs
