// A pipe that the reactor can wait for: two ends of a TCP connection within this process.
//
// WSAPoll and select accept only sockets, not a pipe's handle, and Windows has no socketpair(2).
#pragma once

#include "platform/socket.hpp"

namespace chatlab {

struct SocketPair {
  TcpSocket reading;
  TcpSocket writing;
};

/// Both ends are non-blocking. Throws std::system_error if the system can't connect them.
SocketPair make_socket_pair();

}  // namespace chatlab
