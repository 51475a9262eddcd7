// The gate for UDP: each source address is a flow, until it has been silent for the idle limit.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <unordered_map>

#include "apps/proxy/datagram_flow.hpp"
#include "apps/proxy/gate.hpp"
#include "apps/proxy/proxy_context.hpp"
#include "apps/proxy/refusals.hpp"
#include "reactor/udp_port.hpp"

namespace chatlab {

class DatagramGate : public Gate, public UdpPortListener, public DatagramFlowListener {
 public:
  /// Binds. Throws std::system_error. `context` must outlive the gate.
  DatagramGate(ProxyContext& context, const Address& address);

  Address local_address() const override { return port_.local_address(); }
  void apply(const RuleBook::Change& change) override;
  std::size_t strike(const std::vector<Rule>&) override { return 0; }
  std::string describe_connections() const override;
  void stop() override;
  bool is_idle() const override { return flows_.empty(); }

 private:
  void on_datagram(std::string_view datagram, const Address& from, const Address& to) override;
  void on_undelivered(const Address& to, std::error_code error) override;
  void on_answer(DatagramFlow& flow, std::string_view datagram) override;
  void on_idle(DatagramFlow& flow) override;

  DatagramFlow* find_or_open(const Address& client);
  DatagramFlow* open(const Address& client);

  ProxyContext& context_;
  UdpPort port_;
  Refusals refusals_;
  std::map<std::uint64_t, std::unique_ptr<DatagramFlow>> flows_;  // by number
  std::unordered_map<Address, DatagramFlow*, AddressHash> by_client_;
  std::uint64_t last_number_ = 0;
  bool told_exhausted_ = false;  // true: reported, and no flow could be opened since
};

}  // namespace chatlab
