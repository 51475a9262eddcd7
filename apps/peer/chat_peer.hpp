// The peer: one UDP port and standard input on the reactor; there is no server.
//
// UDP gives no guarantees: the program does not know whether a datagram has arrived, or whether the
// other peer is running at all. At best the system reports that no socket listens at its port.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "apps/peer/peer_options.hpp"
#include "apps/terminal/console.hpp"
#include "platform/clock.hpp"
#include "reactor/printer.hpp"
#include "reactor/reactor.hpp"
#include "reactor/stop_handler.hpp"
#include "reactor/timer_queue.hpp"
#include "reactor/udp_port.hpp"

namespace chatlab {

class ChatPeer : public ConsoleListener,
                 public PrinterListener,
                 public StopListener,
                 public UdpPortListener,
                 private TimerHandler {
 public:
  /// The reactor and the input must outlive the peer.
  ChatPeer(Reactor& reactor, StandardInput& input, const PeerOptions& options);

  /// Asks for the addresses that the options lack, then talks until the end. Returns the program's
  /// exit status. Throws std::system_error if the port can't be bound.
  int run();

 private:
  enum class State { asking, talking, done };

  // Events.
  void on_line(std::string_view line) override;
  void on_line_too_long(std::size_t size) override;
  void on_end_of_input() override;
  void on_datagram(std::string_view datagram, const Address& from, const Address& to) override;
  void on_undelivered(const Address& to, std::error_code error) override;
  std::string port_purpose() const override { return "peer"; }
  void on_printed() override;
  void on_stop_signal() override;
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer&) const override { return "pause after a datagram"; }

  // Reactions.
  void open_or_ask();
  void ask();
  void accept_answer(std::string answer);
  void accept_port(const std::string& answer);
  void open();
  void send(std::string_view text);
  void show(const std::string& line);
  void complain(const std::string& what);
  void pace_reception();
  /// Ends with status 1; `last_words`, if there are any, are the last line on standard error.
  void fail(const std::string& last_words);
  /// Stops sending and receiving. run() then shows what is left, for at most `time_left`.
  void end(milliseconds time_left);
  void show_the_rest();

  Reactor& reactor_;
  PeerOptions options_;
  Printer printer_;
  std::unique_ptr<Console> console_;
  StopHandler stop_handler_;
  std::unique_ptr<UdpPort> port_;  // while talking
  Timer pause_;                    // runs between two datagrams
  State state_ = State::asking;
  std::string ip_answer_;  // the IP that was entered, while its port is asked for
  std::string prompt_;
  bool said_unreachable_ = false;            // true once reported, until something is received
  TimePoint show_until_ = TimePoint::max();  // the latest time to wait for slow output
  int exit_status_ = 0;
  std::string last_words_;
};

}  // namespace chatlab
