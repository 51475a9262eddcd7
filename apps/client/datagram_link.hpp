// The link over UDP: datagrams that may be lost, to a server that may not be there.
//
// The request to join is repeated until it is answered. As long as nothing was heard, each try goes
// to the next of the server's addresses, since only an answer shows which of them is right.
//
// A server removes members that have been silent for too long, and it may be that the one datagram
// that says so was lost. So what is said after a pause is in doubt for as long as an answer takes:
// if the server answers that the client is no member, the link joins again and says it again.
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
  /// All must outlive the link but the addresses, of which there is at least one. Throws
  /// std::system_error if the system can't speak to any of them.
  DatagramLink(Reactor& reactor, std::vector<Address> addresses, const Protocol& protocol,
               ServerLinkListener& listener);

  void join(std::string_view name) override;
  void say(std::string_view text) override;
  void leave() override;
  std::size_t unsent() const override;
  std::size_t longest_text() const override;
  std::string place() const override;
  bool is_all_delivered() const override;
  bool has_close() const override { return false; }
  void hold_replies(bool held) override { port_->hold(held); }

 private:
  std::string port_purpose() const override { return std::string(protocol_.name()); }
  enum class State {
    unheard,        // nothing has come from the server
    heard,          // something has, but no answer to a request to join
    joined,         // welcomed, or refused
    joining_again,  // the server had removed the client; what is said waits
  };

  void on_due(const std::string& bytes) override;
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer&) const override { return "answer of the server"; }
  void on_datagram(std::string_view datagram, const Address& from, const Address& to) override;
  void on_undelivered(const Address& to, std::error_code error) override;
  void open();
  void try_next_address();
  void transmit();
  void on_reply(const Reply& reply);
  void on_welcome(const Reply& reply);
  void join_again(const Reply& reply);
  void say_again();

  Reactor& reactor_;
  std::vector<Address> addresses_;
  const Protocol& protocol_;
  ServerLinkListener& listener_;
  std::unique_ptr<ReplyDecoder> decoder_;
  PacedOutbox outbox_;
  Timer join_timer_;   // runs until the next request to join
  Timer doubt_timer_;  // runs while what is said may turn out to have reached no member
  std::unique_ptr<UdpPort> port_;
  std::size_t current_ = 0;  // the address that is spoken to
  State state_ = State::unheard;
  std::error_code error_;  // why nothing is heard, if the system has told
  std::string name_;
  std::string last_sent_;
  std::vector<std::string> in_doubt_;  // datagrams that may have to be sent again
  TimePoint last_said_ = {};
  std::size_t unanswered_ = 0;  // of a protocol that answers each datagram
  bool leaving_ = false;        // leave() was called
};

}  // namespace chatlab
