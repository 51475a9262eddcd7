// The peer: one UDP socket and standard input on the reactor, and no server between the two.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "apps/peer/peer_options.hpp"
#include "apps/terminal/console.hpp"
#include "platform/clock.hpp"
#include "reactor/printer.hpp"
#include "reactor/stop_handler.hpp"
#include "reactor/udp_port.hpp"

namespace chatlab {

class ChatPeer : public ConsoleListener,
                 public StopListener,
                 public UdpPortListener,
                 private TimerHandler {
 public:
  /// The reactor and the input must outlive it.
  ChatPeer(Reactor& reactor, StandardInput& input, const PeerOptions& options);

  /// Asks what is missing, then talks until the end; the result is the program's.
  int run();

 private:
  void on_line(std::string_view line) override;
  void on_line_too_long(std::size_t size) override;
  void on_end_of_input() override { done_ = true; }
  void on_stop_signal() override;
  void on_timer(Timer& timer) override;
  void on_datagram(std::string_view datagram, const Address& from, const Address& to) override;
  void on_undelivered(const Address& to, std::error_code error) override;

  void open_or_ask();
  void ask();
  void accept_answer(std::string answer);
  void open();
  void send(std::string_view text);
  void leave();
  bool has_more_to_show() const;
  void complain(const std::string& what);

  Reactor& reactor_;
  PeerOptions options_;
  Printer printer_;
  std::unique_ptr<Console> console_;
  StopHandler stop_handler_;
  std::unique_ptr<UdpPort> port_;  // once all is known
  Timer pause_;                    // between two datagrams
  std::string ip_answer_;          // given, while the port to it is asked for
  bool said_unreachable_ = false;
  bool left_ = false;  // by the person's own wish
  bool done_ = false;
  bool impatient_ = false;  // asked to end while it ends
  TimePoint stop_by_ = TimePoint::max();
  std::string prompt_;
};

}  // namespace chatlab
