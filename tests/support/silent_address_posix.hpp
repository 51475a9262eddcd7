// An address that never answers: a listening socket whose backlog is full. Linux does not answer
// further requests.
#pragma once

#include <sys/socket.h>

#include <vector>

#include "platform/socket.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab {

class SilentAddress {
 public:
  SilentAddress() {
    ::listen(static_cast<int>(listener_.handle()), 0);  // shortens the backlog
    IoResult result;
    for (int i = 0; i < 8; ++i) {
      fillers_.push_back(TcpSocket::connect(listener_.local_address(), result));
      if (!await_writable(fillers_.back().handle(), milliseconds(50))) return;
    }
    answers_ = true;
  }

  Address address() const { return listener_.local_address(); }

  /// True if this system accepts connections beyond its backlog.
  bool answers() const { return answers_; }

 private:
  TcpListener listener_{loopback()};
  std::vector<TcpSocket> fillers_;
  bool answers_ = false;
};

}  // namespace chatlab
