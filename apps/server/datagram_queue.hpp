// Datagrams that wait to be sent, first come, first served.
//
// One message to ten thousand members over UDP costs ten thousand sends, which may take longer than
// a turn of the reactor should. So they wait here, and some are sent per turn. The bytes of a
// message are stored once for all receivers (reference counting). Pure.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platform/address.hpp"

namespace chatlab {

struct Datagram {
  std::shared_ptr<const std::string> bytes;
  Address to;
  Address from;  // the address of this machine that it leaves from
};

class DatagramQueue {
 public:
  bool is_empty() const { return first_ == datagrams_.size(); }

  /// Without memory: throws std::bad_alloc, and has no effect.
  void append(Datagram datagram) { datagrams_.push_back(std::move(datagram)); }

  /// Removes the first datagram and returns it. The queue must not be empty.
  Datagram remove_first() {
    Datagram first = std::move(datagrams_[first_++]);
    if (is_empty()) clear();
    return first;
  }

 private:
  // Keeps the memory, less than 200 bytes per member: the next message needs it again.
  void clear() {
    datagrams_.clear();
    first_ = 0;
  }

  std::vector<Datagram> datagrams_;
  std::size_t first_ = 0;  // those before are sent
};

}  // namespace chatlab
