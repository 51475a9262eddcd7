// The endpoint for `datagram`: members keyed by their source address, IP and port.
#pragma once

#include <memory>
#include <string_view>
#include <unordered_map>

#include "apps/server/datagram_member.hpp"
#include "apps/server/udp_endpoint.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class DatagramEndpoint : public UdpEndpoint, private TimerHandler {
 public:
  DatagramEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address);
  ~DatagramEndpoint() override;

  // For its members.
  void welcome(const DatagramMember& member);
  void deliver(const Event& event, const DatagramMember& member);
  void tell(const Event& event, const DatagramMember& member);
  std::string_view protocol_name() { return encoding().protocol().name(); }

  /// `member` is out of the room and will be forgotten, soon but not at once: it may be on the
  /// stack.
  void part(DatagramMember& member);

 private:
  void on_datagram(std::string_view datagram, const Address& from) override;
  void take(const Request& request, DatagramMember& member);
  void join(const std::string& name, DatagramMember& member);
  void say(const std::string& text, DatagramMember& member);
  void leave(DatagramMember& member, Departure departure);

  void on_timer(Timer& timer) override;
  void remove_idle_members();

  std::unordered_map<Address, std::unique_ptr<DatagramMember>, AddressHash> members_;
  std::vector<std::unique_ptr<DatagramMember>> parted_;
  Timer idle_timer_;     // at the earliest moment when somebody may have been silent for too long
  Timer parting_timer_;  // as soon as nobody can be on the stack
};

}  // namespace chatlab
