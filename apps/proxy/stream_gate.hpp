// The gate for TCP: accepts clients, each of which gets a relay to the server.
#pragma once

#include <cstdint>
#include <map>
#include <memory>

#include "apps/proxy/gate.hpp"
#include "apps/proxy/proxy_context.hpp"
#include "apps/proxy/refusals.hpp"
#include "apps/proxy/stream_relay.hpp"
#include "reactor/acceptor.hpp"

namespace chatlab {

class StreamGate : public Gate, public StreamRelayListener, private Acceptor {
 public:
  /// Listens. Throws std::system_error. `context` must outlive the gate.
  StreamGate(ProxyContext& context, const Address& address);

  Address local_address() const override { return Acceptor::local_address(); }
  void apply(const RuleBook::Change& change) override;
  std::size_t strike(const std::vector<Rule>& rules) override;
  std::string describe_connections() const override;
  void stop() override;
  bool is_idle() const override { return relays_.empty(); }

 private:
  void on_accept(TcpSocket socket, const Address& peer) override;
  void on_exhausted(std::error_code error) override;
  void on_relay_over(StreamRelay& relay) override;

  std::vector<StreamRelay*> relays() const;

  ProxyContext& context_;
  Refusals refusals_;
  std::map<std::uint64_t, std::unique_ptr<StreamRelay>> relays_;  // by number
  std::uint64_t last_number_ = 0;
};

}  // namespace chatlab
