// Newcomers: the connections that have not joined the room yet, in the order of their arrival.
//
// Each newcomer costs a descriptor and some memory before it has sent anything, so their number is
// limited. If there is one too many, or no descriptor is left, the oldest that has sent no name is
// closed. Refusing new connections instead would let an attacker lock out all other clients: it
// opens as many connections as are allowed, sends nothing, and opens them again after each
// --join-timeout. With this rule, it must open that many within the one round trip that a client
// needs to send its name. TCP stacks recycle the oldest half-open connection for the same reason
// (RFC 4987, section 3.3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

namespace chatlab {

class StreamMember;

class Newcomers {
 public:
  /// Allows `most` newcomers at a time.
  explicit Newcomers(std::size_t most) : most_(most) {}

  /// Adds a connection that was just accepted. If there are too many, closes the oldest newcomer
  /// for whose name the server waits, which may be `newcomer` itself. Returns the number of
  /// `newcomer`, which is never 0.
  std::uint64_t add(StreamMember& newcomer);

  /// Closes the oldest newcomer that has sent no name, since its descriptor is needed. Returns
  /// false if there is none.
  bool close_oldest_silent();

  /// Removes the newcomer with this number, which has joined or was closed. No effect if there is
  /// none.
  void remove(std::uint64_t number) { by_number_.erase(number); }

  std::size_t size() const { return by_number_.size(); }

 private:
  using Entry = std::map<std::uint64_t, StreamMember*>::iterator;

  Entry oldest_awaited();
  void crowd_out(Entry leaving);

  const std::size_t most_;
  std::uint64_t last_number_ = 0;
  std::map<std::uint64_t, StreamMember*> by_number_;
};

}  // namespace chatlab
