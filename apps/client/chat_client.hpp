// The client: a state machine with two sources of events, standard input and the link to the
// server.
//
// The client asks for the name, connects, joins, talks and leaves. Each step begins with an event.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/client/client_options.hpp"
#include "apps/client/departure.hpp"
#include "apps/client/display.hpp"
#include "apps/client/input_gate.hpp"
#include "apps/client/name_book.hpp"
#include "apps/client/server_link.hpp"
#include "apps/terminal/console.hpp"
#include "reactor/connector.hpp"
#include "reactor/stop_handler.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class ChatClient : public ConsoleListener,
                   public ServerLinkListener,
                   public StopListener,
                   public PrinterListener,
                   private TimerHandler {
 public:
  /// The reactor and the input must outlive the client.
  ChatClient(Reactor& reactor, StandardInput& input, const ClientOptions& options);
  ~ChatClient() override;

  /// Runs the client until it has left or failed. Returns the program's exit status.
  int run();

 private:
  class ServerConnector;
  enum class State { asking_name, connecting, joining, talking, leaving, done };

  // Events, in the order of a run.
  void on_line(std::string_view line) override;
  void on_line_too_long(std::size_t size) override;
  void on_end_of_input() override;
  std::vector<std::string> completions() const override;
  void on_connected(TcpSocket socket, const Address& server);
  void on_connect_failed(const std::string& reasons);
  void on_no_welcome();
  void on_reply(const Reply& reply) override;
  void on_link_active() override;
  void on_unreachable() override;
  void on_link_end(std::error_code error, const std::string& reason) override;
  void on_printed() override;
  void on_stop_signal() override;
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer& timer) const override;

  // Reactions.
  void ask_name();
  void accept_name(std::string_view name);
  void connect();
  void join(std::unique_ptr<ServerLink> link);
  void start_talking();
  void show(const Reply& reply);
  void pace_replies();
  bool wants_to_leave_now() const;
  void say(std::string_view text);
  void leave(Departure::Wish wish);
  void check_departure();
  void complain(const std::string& what);
  void hurry(milliseconds time_left);
  /// Ends with status 1; `last_words` are the last line on standard error.
  void fail(const std::string& last_words);
  /// Stops reading input and replies. run() then shows what is left and returns `exit_status`.
  void end(int exit_status);
  void show_the_rest();

  Reactor& reactor_;
  const ClientOptions options_;
  std::string name_;
  Display display_;
  NameBook names_;
  std::unique_ptr<Console> console_;
  InputGate gate_;
  StopHandler stop_handler_;
  std::unique_ptr<ServerConnector> connector_;
  std::unique_ptr<ServerLink> link_;
  Timer welcome_deadline_;                   // expires if the server does not welcome the client
  Timer departure_pulse_;                    // its handler checks whether leaving is complete
  std::optional<Departure> departure_;       // set while leaving
  TimePoint show_until_ = TimePoint::max();  // the latest time to wait for slow output
  State state_ = State::asking_name;
  int exit_status_ = 0;
  std::string last_words_;
};

}  // namespace chatlab
