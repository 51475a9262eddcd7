// What chat-proxy costs a stream that it only passes on: the same stream without it and through it.
#pragma once

#include <memory>

#include "tests/bench/server_process.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab::bench {

/// One stream between two sockets of this process, direct or through a chat-proxy.
class PassThrough {
 public:
  /// Throws std::runtime_error if the stream can't be established.
  explicit PassThrough(bool through_proxy);

  /// Sends as fast as it is received; in millions of bytes per second.
  double measure_throughput();

  /// From the send of a short message to its receipt, one at a time: the median, in microseconds.
  double measure_delay();

 private:
  std::unique_ptr<ServerProcess> proxy_;
  StreamPair ends_;
};

}  // namespace chatlab::bench
