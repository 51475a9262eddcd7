// The shared encoding: an event's bytes in one protocol, encoded once for all members.
//
// If a thousand members speak one protocol, all of them receive the same bytes. Encoding once per
// protocol instead of once per member leaves only the copying into each connection's output.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

class SharedEncoding {
 public:
  explicit SharedEncoding(const Protocol& protocol) : protocol_(protocol) {}

  const Protocol& protocol() const { return protocol_; }

  /// The bytes of `event`, in pieces that must each be sent by themselves. Valid until the next
  /// call. A protocol with boundaries has one piece, any other one piece per 1024 bytes, each with
  /// its SENDER. Consecutive calls with one event of the room encode it once; an event that the
  /// room has not numbered is encoded by every call.
  const std::vector<std::string>& pieces_of(const Event& event);

 private:
  void encode(const Event& event);

  const Protocol& protocol_;
  std::uint64_t number_ = 0;  // the number of the event in `pieces_`; 0 if it has none
  std::vector<std::string> pieces_;
};

}  // namespace chatlab
