// The proxy: opens the gate, turns the reactor, and runs the commands of its console and its
// script.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "apps/proxy/gate.hpp"
#include "apps/proxy/proxy_command.hpp"
#include "apps/proxy/proxy_context.hpp"
#include "apps/proxy/proxy_options.hpp"
#include "apps/terminal/console.hpp"
#include "reactor/stop_handler.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class ChatProxy : public ConsoleListener, public StopListener, private TimerHandler {
 public:
  /// Resolves the server's name and listens. Throws std::runtime_error if that fails. `reactor` and
  /// `input` must outlive the proxy.
  ChatProxy(Reactor& reactor, StandardInput& input, const ProxyOptions& options,
            std::vector<ScriptLine> script);
  ~ChatProxy() override;

  /// Runs until the proxy was asked to stop and has stopped.
  void run();

 private:
  enum class State { serving, stopping, stopped };

  void on_line(std::string_view line) override;
  void on_line_too_long(std::size_t size) override;
  void on_end_of_input() override {}
  std::vector<std::string> completions() const override;
  void on_stop_signal() override;
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer& timer) const override;

  void announce(const ProxyOptions& options);
  void obey(const ProxyCommand& command);
  void set(const ProxyCommand& command);
  void show();
  void run_script();
  void await_script();
  void stop();

  Reactor& reactor_;
  ProxyLog log_;
  RuleBook book_;
  ProxyContext context_;
  const Traffic traffic_;
  const std::vector<ScriptLine> script_;
  std::size_t next_script_line_ = 0;
  std::unique_ptr<Gate> gate_;
  std::unique_ptr<Console> console_;
  StopHandler stop_handler_;
  Timer script_timer_;
  Timer stop_timer_;
  TimePoint start_;
  TimePoint stop_deadline_ = {};
  State state_ = State::serving;
};

}  // namespace chatlab
