// The client: standard input and the connection to the server, on the same reactor as the server's.
//
// One life: ask for the name, connect, join, talk, leave. Each step begins with an event.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "apps/client/client_options.hpp"
#include "apps/client/display.hpp"
#include "apps/client/server_link.hpp"
#include "reactor/connector.hpp"
#include "reactor/console.hpp"
#include "reactor/stop_handler.hpp"

namespace chatlab {

class ChatClient : public ConsoleListener,
                   public ServerLinkListener,
                   public StopListener,
                   public PrinterListener,
                   private TimerHandler {
 public:
  /// The reactor and the input must outlive it.
  ChatClient(Reactor& reactor, StandardInput& input, const ClientOptions& options);
  ~ChatClient() override;

  /// Runs from the name to the end; the result is the program's.
  int run();

 private:
  class ServerConnector;
  enum class State { asking_name, connecting, joining, talking, leaving, done };

  // What happens, in the order of a life.
  void on_line(std::string_view line) override;
  void on_line_too_long(std::size_t size) override;
  void on_end_of_input() override;
  void on_connected(TcpSocket socket, const Address& server);
  void on_connect_failed(const std::string& reasons);
  void on_reply(const Reply& reply) override;
  void on_link_active() override;
  void on_unreachable() override;
  void on_link_end(std::error_code error) override;
  void on_printed() override;
  void on_stop_signal() override;
  void on_timer(Timer& timer) override;

  // What is done about it.
  void ask_name();
  void take_name(std::string_view name);
  void connect();
  void join(std::unique_ptr<ServerLink> link);
  void start_talking();
  void say(std::string_view text);
  void leave();
  void check_departure();
  void complain(const std::string& what);
  void fail(const std::string& why);
  /// Nothing more is read; what is left to show is shown, then run() returns.
  void end(int exit_code);
  bool has_more_to_show() const;

  Reactor& reactor_;
  const ClientOptions options_;
  std::string name_;
  Display display_;
  Printer errors_;  // standard error, for what is said while the program runs
  std::unique_ptr<Console> console_;
  StopHandler stop_handler_;
  std::unique_ptr<ServerConnector> connector_;
  std::unique_ptr<ServerLink> link_;
  Timer timer_;                 // the deadline of joining, or the pulse of leaving
  TimePoint last_activity_;     // when bytes last moved
  TimePoint last_undelivered_;  // when not all that was said had reached the server yet
  TimePoint stop_by_ = {};      // valid where stopping_
  State state_ = State::asking_name;
  bool stopping_ = false;     // by Ctrl-C: nothing is waited for very long
  bool interrupted_ = false;  // by another: nothing is waited for any more
  int exit_code_ = 0;
  std::string last_words_;  // why it ended, unless that was wanted
};

}  // namespace chatlab
