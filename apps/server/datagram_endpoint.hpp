// The endpoint for `datagram`: owns the members, which are found by their source address, IP and
// port.
#pragma once

#include <memory>
#include <string_view>
#include <unordered_map>

#include "apps/server/datagram_member.hpp"
#include "apps/server/recently_removed.hpp"
#include "apps/server/udp_endpoint.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class DatagramEndpoint : public UdpEndpoint, private TimerHandler, private WorkHandler {
 public:
  DatagramEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address);
  ~DatagramEndpoint() override;

  void stop() override;

  /// `member` is not in the room any more: its address is a stranger's again. The member itself,
  /// which may be on the stack, lives until the end of the turn. No effect if it was forgotten
  /// before.
  void forget(DatagramMember& member);

  /// The share of those who come and go. They have one together, since a stranger has none, and a
  /// new address costs nothing: once it is used up, nobody joins and no member changes its name.
  Share& share() { return share_; }

  /// True if a member at `address` was removed for its silence, and has not been told so since:
  /// what it says then is answered, once.
  bool has_news_for(const Address& address) { return recently_removed_.forget(address); }

 private:
  void receive(std::string_view datagram, const Address& from, const Address& to) override;
  void on_unreachable(const Address& address) override;
  void on_timer(Timer&) override { server().reactor.request_work(*this); }
  std::string describe_timer(const Timer&) const override { return "silence of datagram members"; }
  void on_work() override;

  std::unordered_map<Address, std::unique_ptr<DatagramMember>, AddressHash> members_;
  RecentlyRemoved recently_removed_;
  Share share_;
  Timer silence_;  // runs until the earliest moment when a member may have been silent for too long
};

}  // namespace chatlab
