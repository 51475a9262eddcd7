// What chat-proxy costs a stream that it only passes on: the same stream without it, through a bare
// relay (relay.cpp), and through it.
#pragma once

#include <sys/types.h>

#include <memory>
#include <vector>

#include "platform/socket.hpp"
#include "tests/bench/server_process.hpp"

namespace chatlab::bench {

enum class Route { direct, bare_relay, chat_proxy };

/// In millions of bytes.
struct Throughput {
  double per_second = 0;

  /// Per second of processor time of the program that needs most of it: what they come to if each
  /// has a core of its own. On fewer cores they also wait for each other.
  double per_busiest_second = 0;
};

/// One stream from this process to another.
class PassThrough {
 public:
  /// Throws std::runtime_error if the stream can't be established.
  explicit PassThrough(Route route);
  ~PassThrough();
  PassThrough(const PassThrough&) = delete;
  PassThrough& operator=(const PassThrough&) = delete;

  /// Sends short messages, each of which comes back before the next is sent: half of the median
  /// time that takes, in microseconds. Must be called first.
  double measure_delay();

  /// Then sends as fast as the other process receives.
  Throughput measure_throughput();

 private:
  std::vector<double> processor_times() const;

  pid_t receiver_ = -1;
  std::unique_ptr<ServerProcess> proxy_;  // or the bare relay
  TcpSocket sender_;
};

}  // namespace chatlab::bench
