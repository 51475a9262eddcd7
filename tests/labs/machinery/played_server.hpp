// A server on the played platform: all that an endpoint needs, put together as ChatServer does,
// without a console, and with a log that the check reads.
//
// Sources that go with it in a lab's description: those of played_platform.hpp, played_ports.cpp,
// what ServerContext names, and what the lab is about.
#pragma once

#include <string>

#include "apps/server/server_context.hpp"
#include "tests/labs/machinery/played_platform.hpp"

namespace chatlab::labs {

class PlayedServer : private TimerHandler {
 public:
  explicit PlayedServer(const Limits& limits);
  ~PlayedServer() override { room_.close(); }

  /// Turns the reactor until all that has arrived is served. Only then does time pass.
  void serve();

  /// Turns the reactor for exactly this time, while nothing arrives.
  void let_pass(milliseconds time);

  ServerContext& context() { return context_; }

 private:
  void on_timer(Timer&) override {}

  MemoryReserve memory_;
  const Limits limits_;
  Reactor reactor_;
  Timer alarm_;
  Room room_;
  Log log_;
  MemberCommands commands_;
  Backpressure backpressure_;
  Statistics statistics_;
  OwnAddresses own_addresses_;
  Newcomers newcomers_;
  ServerContext context_;
};

/// Returns the lines that were logged since the last call, without the last newline.
std::string collect_log();

}  // namespace chatlab::labs
