// The peer: one UDP socket and standard input on the reactor, and no server between the two.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "apps/peer/peer_options.hpp"
#include "platform/clock.hpp"
#include "platform/udp_socket.hpp"
#include "reactor/console.hpp"
#include "reactor/printer.hpp"
#include "reactor/stop_handler.hpp"

namespace chatlab {

class ChatPeer : public EventHandler,
                 public ConsoleListener,
                 public StopListener,
                 private TimerHandler {
 public:
  /// The reactor and the input must outlive it.
  ChatPeer(Reactor& reactor, StandardInput& input, const PeerOptions& options);
  ~ChatPeer() override;

  /// Asks what is missing, then talks until the end; the result is the program's.
  int run();

  Handle handle() const override { return socket_->handle(); }
  void on_readable() override;

 private:
  void on_line(std::string_view line) override;
  void on_line_too_long(std::size_t size) override;
  void on_end_of_input() override { done_ = true; }
  void on_stop_signal() override;
  void on_timer(Timer& timer) override;

  void open_or_ask();
  void ask();
  void set_prompt(const std::string& prompt);
  void take_answer(std::string answer);
  void open();
  void send(std::string_view text);
  void leave();
  bool has_more_to_show() const;
  void complain(const std::string& what);
  void receive(std::string_view datagram, const Address& from);

  Reactor& reactor_;
  PeerOptions options_;
  Printer printer_;
  Printer errors_;
  std::unique_ptr<Console> console_;
  StopHandler stop_handler_;
  std::unique_ptr<UdpSocket> socket_;  // once all is known
  Timer pause_;                        // between two datagrams
  std::string ip_answer_;              // given, while the port to it is asked for
  bool said_unreachable_ = false;
  bool left_ = false;  // by the person's own wish
  bool done_ = false;
  bool impatient_ = false;  // asked to end while it ends
  TimePoint stop_by_ = TimePoint::max();
  std::string prompt_;
};

}  // namespace chatlab
