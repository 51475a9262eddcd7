// The operator's console: a line typed at the server is a command, or is said to all members as
// `Server`.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "apps/server/server_context.hpp"
#include "apps/terminal/console.hpp"

namespace chatlab {

class ChatServer;

class OperatorConsole : public ConsoleListener, private Speaker, private WorkHandler {
 public:
  /// All arguments must outlive the console. /quit stops `chat_server`.
  OperatorConsole(ServerContext& server, ChatServer& chat_server, StandardInput& input);
  ~OperatorConsole() override;

  /// Stops reading. The line or paste that the operator is entering does not reach the shell.
  void stop();

  /// True if the console has more to write or to discard.
  bool is_busy() const { return console_->is_busy(); }

 private:
  void on_line(std::string_view line) override;
  void on_line_too_long(std::size_t size) override;
  void on_end_of_input() override;
  std::vector<std::string> completions() const override;
  void on_hold(bool held) override;
  void on_work() override;

  void dispatch(std::string_view line);
  void say(std::string_view text);
  void quit();
  void toggle_trace();
  void run_command(std::string_view command, std::string_view argument);
  void ask_whom_to_ban();
  void show_prompt();
  void ban(std::string_view name);
  void unban(std::string_view name);
  void show_members();
  void show_statistics();

  ServerContext& server_;
  ChatServer& chat_server_;
  std::unique_ptr<Console> console_;
  bool asked_whom_to_ban_ = false;
  bool held_ = false;  // true: the operator floods a congested room
};

}  // namespace chatlab
