// Proxies between a part of the clients and the server: chat-proxy's own gates, relays and lanes,
// in the same world and on the server's reactor.
//
// For each protocol, one proxy makes the network bad: over TCP without discarding bytes, over UDP
// in each way that UDP allows. For each whose rules allow it, another breaks connections.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "apps/protocols/protocol.hpp"
#include "apps/proxy/datagram_gate.hpp"
#include "apps/proxy/proxy_context.hpp"
#include "apps/proxy/stream_gate.hpp"
#include "reactor/timer_queue.hpp"
#include "tests/simulation/population.hpp"
#include "tests/simulation/stream_client.hpp"

namespace chatlab::simulation {

class Proxies : private TimerHandler {
 public:
  /// Opens all proxies, with faults from the random numbers of the world.
  Proxies(Reactor& reactor, const Conditions& conditions);

  /// The number of gates; each is one handler with one descriptor.
  std::size_t size() const { return proxies_.size(); }

  /// Turns the reactor until all connections have ended, or three seconds have passed: for the time
  /// after the server's end.
  void finish();

 private:
  struct Proxy {
    Proxy(Reactor& reactor, Transport over, Address target, std::uint64_t seed);

    const Transport transport;
    ProxyLog log;
    RuleBook book;
    ProxyContext context;
    std::unique_ptr<Gate> gate;
  };

  void open(const Protocol& protocol, Path path);
  std::string draw_fault(const Protocol& protocol, Path path) const;
  static std::string draw_datagram_fault();
  bool is_idle() const;
  void on_timer(Timer&) override {}
  std::string describe_timer(const Timer&) const override { return "end of the proxies"; }

  Reactor& reactor_;
  const Conditions& conditions_;
  std::vector<std::unique_ptr<Proxy>> proxies_;
  Timer end_;
};

/// The port to which a client of the protocol connects.
std::uint16_t port_for(const Protocol& protocol, Path path);

/// True if the rules of the protocol allow that a proxy treats its clients as `path` says.
bool can_be_proxied(const Protocol& protocol, Path path);

}  // namespace chatlab::simulation
