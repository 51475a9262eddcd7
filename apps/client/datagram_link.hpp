// The link over UDP: datagrams that may be lost, to a server that may not be there.
//
// Joining is repeated until it is answered. Until something is heard each try goes to the next of
// the server's addresses, since nothing but that tells which of them is right.
#pragma once

#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "apps/client/paced_outbox.hpp"
#include "apps/client/server_link.hpp"
#include "reactor/reactor.hpp"
#include "reactor/udp_port.hpp"

namespace chatlab {

class DatagramLink : public ServerLink,
                     public OutboxListener,
                     public UdpPortListener,
                     private TimerHandler {
 public:
  /// All must outlive it but the addresses, of which there is at least one. Throws
  /// std::system_error where the system can't speak to any of them.
  DatagramLink(Reactor& reactor, std::vector<Address> addresses, const Protocol& protocol,
               ServerLinkListener& listener);

  void join(std::string_view name) override;
  void say(std::string_view text) override;
  void leave() override;
  std::size_t unsent() const override { return outbox_.waiting(); }
  std::size_t longest_text() const override;
  std::string describe() const override;
  bool is_all_delivered() const override;
  bool has_close() const override { return false; }
  void hold_replies(bool held) override { port_->hold(held); }

 private:
  void on_due(const std::string& bytes) override;
  void on_timer(Timer& timer) override;
  void on_datagram(std::string_view datagram, const Address& from, const Address& to) override;
  void on_undelivered(const Address& to, std::error_code error) override;
  void open();
  void try_next_address();
  void transmit();

  Reactor& reactor_;
  std::vector<Address> addresses_;
  const Protocol& protocol_;
  ServerLinkListener& listener_;
  std::unique_ptr<ReplyDecoder> decoder_;
  PacedOutbox outbox_;
  Timer join_again_;
  std::unique_ptr<UdpPort> port_;
  std::size_t current_ = 0;  // which address is spoken to
  bool heard_ = false;       // something came from there, so it is the right one
  bool answered_ = false;    // welcomed, or refused
  std::error_code error_;    // why nothing is heard, where the system told
  std::string name_;
  std::string last_sent_;
  std::size_t unanswered_ = 0;  // where each datagram is answered
};

}  // namespace chatlab
