// The link over UDP: datagrams that may be lost, to a server that may not be running.
//
// The request to join is repeated until it is answered. Until the first answer, each request goes
// to the next of the server's addresses, since only an answer shows which address is right.
//
// A server removes members that have been silent for too long, and the one datagram that says so
// may be lost. So a message after a pause is in doubt for half a second: if the server answers that
// the client is not a member, the link joins again and repeats the message.
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
  /// `addresses` has at least one element. The other arguments must outlive the link. Throws
  /// std::system_error if the system supports the family of none of the addresses.
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
    unheard,        // nothing has been received from the server
    heard,          // something was received, but no answer to a request to join
    joined,         // welcomed, or refused
    joining_again,  // the server has removed the client; messages wait
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
  Timer doubt_timer_;  // runs while messages are in doubt
  std::unique_ptr<UdpPort> port_;
  std::size_t current_ = 0;  // index of the server address in use
  State state_ = State::unheard;
  std::error_code error_;  // why the server can't be reached, if the system reported it
  std::string name_;
  std::string last_sent_;
  std::vector<std::string> in_doubt_;  // datagrams that may have to be sent again
  TimePoint last_said_ = {};  // in system time: the server's clock does not stop with this program
  std::size_t unanswered_ = 0;  // datagrams, in a protocol that answers each one
  bool leaving_ = false;        // leave() was called
};

}  // namespace chatlab
