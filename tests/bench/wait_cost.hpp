// What one wait costs, over how many handles that are not ready.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/demultiplexer.hpp"
#include "platform/udp_socket.hpp"

namespace chatlab::bench {

/// One handle that is always ready among others that never are.
class IdleHandles {
 public:
  /// `call` is `poll` or `select`.
  IdleHandles(const std::string& call, int idle);

  /// False if the demultiplexer can't hold so many.
  bool are_held() const { return are_held_; }

  /// The cost of one wait in microseconds.
  double measure_wait();

 private:
  std::unique_ptr<Demultiplexer> demultiplexer_;
  std::vector<UdpSocket> sockets_;
  bool are_held_ = true;
  std::vector<Ready> ready_;
};

}  // namespace chatlab::bench
