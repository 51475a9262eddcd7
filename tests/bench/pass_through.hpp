// What chat-proxy costs a stream that it only passes on: the same stream without it and through it.
#pragma once

#include <sys/types.h>

#include <memory>

#include "platform/socket.hpp"
#include "tests/bench/server_process.hpp"

namespace chatlab::bench {

/// One stream from this process to another, direct or through a chat-proxy.
class PassThrough {
 public:
  /// Throws std::runtime_error if the stream can't be established.
  explicit PassThrough(bool through_proxy);
  ~PassThrough();
  PassThrough(const PassThrough&) = delete;
  PassThrough& operator=(const PassThrough&) = delete;

  /// Sends short messages, each of which comes back before the next is sent: half of the median
  /// time that takes, in microseconds. Must be called first.
  double measure_delay();

  /// Then sends as fast as the other process receives; in millions of bytes per second.
  double measure_throughput();

 private:
  pid_t receiver_ = -1;
  std::unique_ptr<ServerProcess> proxy_;
  TcpSocket sender_;
};

}  // namespace chatlab::bench
