// The endpoint for `datagram`: owns the members, which are found by their source address (IP and
// port).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
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

  /// Removes `member`, which is not in the room any more, and destroys it at the end of the turn,
  /// since its functions may be on the stack. No effect if it was removed before.
  void forget(DatagramMember& member);

  /// The share that joining and leaving are charged to. All clients have it together: a share per
  /// address would be no limit, since a new address costs nothing. While it is used up, no client
  /// can join and no member can change its name.
  Share& share() { return share_; }

  /// The request that is being served. Shared by all members, so that a long one does not leave its
  /// memory with each of them.
  Request& request() { return request_; }

  /// The datagram that tells `event`, for all receivers: it may wait longer than SharedEncoding
  /// keeps the bytes. Consecutive calls with one event of the room make it once. A datagram has its
  /// boundaries, so it is one piece.
  const std::shared_ptr<const std::string>& bytes_of(const Event& event);

  /// Returns true, once, if a member at `address` was removed because it was silent for too long:
  /// its next message is answered.
  bool has_news_for(const Address& address) { return recently_removed_.forget(address); }

 private:
  void receive(std::string_view datagram, const Address& from, const Address& to) override;
  void on_unreachable(const Address& address) override;
  void on_timer(Timer&) override { server().reactor.request_work(*this); }
  std::string describe_timer(const Timer&) const override { return "silence of datagram members"; }
  void on_work() override;

  std::unordered_map<Address, std::unique_ptr<DatagramMember>, AddressHash> members_;
  Request request_;
  std::uint64_t event_number_ = 0;  // of the event in `bytes_`; 0 if it has no number
  std::shared_ptr<const std::string> bytes_;
  RecentlyRemoved recently_removed_;
  Share share_;
  Timer silence_;  // runs until the first member may have been silent for too long
};

}  // namespace chatlab
