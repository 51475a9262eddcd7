// An acceptor for tests that keeps the connections it accepts and counts its calls.
#pragma once

#include <system_error>
#include <utility>
#include <vector>

#include "reactor/acceptor.hpp"

namespace chatlab {

class RecordingAcceptor : public Acceptor {
 public:
  using Acceptor::Acceptor;
  using Acceptor::rest;

  std::vector<TcpSocket> sockets;
  std::vector<Address> peers;
  int exhaustions = 0;
  std::error_code last_exhaustion;
  bool spares_the_first = false;  // true: closes its first connection if descriptors run out

 protected:
  bool free_descriptor() override {
    if (!spares_the_first || sockets.empty()) return false;
    sockets.erase(sockets.begin());
    return true;
  }
  void on_accept(TcpSocket socket, const Address& peer) override {
    sockets.push_back(std::move(socket));
    peers.push_back(peer);
  }
  void on_exhausted(std::error_code error) override {
    ++exhaustions;
    last_exhaustion = error;
  }
};

}  // namespace chatlab
