// Runs the operator's commands: /who, /ban, /unban, /stats, /trace, /help, /quit.
#include "apps/server/operator_console.hpp"

#include <map>

#include "apps/chat/command.hpp"
#include "apps/chat/name.hpp"
#include "apps/server/chat_server.hpp"

namespace chatlab {
namespace {

constexpr const char* operator_help =
    "What you type is said to all as Server, but for these:\n"
    "  /who          who is here\n"
    "  /ban NAME     throws NAME out and keeps the name out (ban@ asks for the name)\n"
    "  /unban NAME   lets the name in again\n"
    "  /stats        what the server has done so far\n"
    "  /trace        shows what happens inside, or stops showing it\n"
    "  /quit         stops the server\n"
    "  //text        says /text";

constexpr const char* ban_question = "Enter the name of the member to ban :";

}  // namespace

OperatorConsole::OperatorConsole(ServerContext& server, ChatServer& chat_server,
                                 StandardInput& input)
    : server_(server),
      chat_server_(chat_server),
      console_(make_console(server.reactor, input, *this, server.limits.max_message,
                            server.log.printer())) {
  show_prompt();
}

OperatorConsole::~OperatorConsole() {
  server_.backpressure.forget(*this);
  server_.reactor.cancel_work(*this);
}

void OperatorConsole::stop() {
  console_->abandon();
}

// Many lines may arrive at once. The lines that the turn has no room for wait in the console.
void OperatorConsole::on_line(std::string_view line) {
  server_.reactor.deliveries().charge_request();
  const std::uint64_t before = server_.room.volume();
  dispatch(line);
  server_.backpressure.charge(*this, server_.room.volume() - before);
  if (!server_.reactor.is_busy()) return;
  console_->hold(true);
  server_.reactor.request_work(*this);
}

void OperatorConsole::on_work() {
  if (!held_) console_->hold(false);
}

void OperatorConsole::on_hold(bool held) {
  held_ = held;
  console_->hold(held);
}

void OperatorConsole::dispatch(std::string_view line) {
  if (asked_whom_to_ban_) {
    asked_whom_to_ban_ = false;
    show_prompt();
    return ban(trimmed(line));
  }
  if (line == "ban@") return ask_whom_to_ban();
  const Command command = parse_command(line);
  if (command.is_message()) return say(command.argument);
  if (console_->is_interactive()) server_.log.line(line);  // keeps the typed command on the screen
  run_command(command.word, trimmed(command.argument));
}

void OperatorConsole::run_command(std::string_view command, std::string_view argument) {
  if (command == "/who") return show_members();
  if (command == "/ban") return ban(argument);
  if (command == "/unban") return unban(argument);
  if (command == "/stats") return show_statistics();
  if (command == "/trace") return toggle_trace();
  if (command == "/help") return server_.log.line(operator_help);
  if (command == "/quit") return quit();
  server_.log.line("no such command: " + std::string(command) + ", see /help (// to say it)");
}

void OperatorConsole::toggle_trace() {
  if (server_.tracing == nullptr) return;
  server_.tracing->toggle();
  server_.log.line(server_.tracing->is_on() ? "tracing" : "not tracing any more");
}

void OperatorConsole::quit() {
  console_->stop();
  chat_server_.stop();
}

std::vector<std::string> OperatorConsole::completions() const {
  std::vector<std::string> words = {"/ban", "/help", "/quit", "/stats", "/trace", "/unban", "/who"};
  for (const Member* member : server_.room.members()) words.push_back(member->name());
  return words;
}

void OperatorConsole::say(std::string_view text) {
  server_.room.say_from_outside(operator_name, text);
}

void OperatorConsole::ask_whom_to_ban() {
  asked_whom_to_ban_ = true;
  if (!console_->is_interactive()) return server_.log.line(ban_question);
  console_->set_prompt(std::string(ban_question) + ' ');
}

void OperatorConsole::show_prompt() {
  console_->set_prompt(std::string(operator_name) + " > ");
}

void OperatorConsole::ban(std::string_view name) {
  if (name.empty()) return server_.log.line("ban whom? /ban NAME");
  const bool was_here = server_.room.ban(name);
  server_.log.line("banned " + std::string(name) + (was_here ? "" : ", who is not here"));
}

void OperatorConsole::unban(std::string_view name) {
  if (name.empty()) return server_.log.line("unban whom? /unban NAME");
  const bool was_banned = server_.room.unban(name);
  server_.log.line(std::string(name) + (was_banned ? " may come back" : " was not banned"));
}

void OperatorConsole::show_members() {
  server_.reactor.deliveries().charge_delivery(server_.room.members().size() * 128);
  server_.log.line(std::to_string(server_.room.members().size()) + " here");
  for (const Member* member : server_.room.members()) {
    const MemberFacts facts = member->facts();
    server_.log.line("  " + member->name() + "  " + std::string(member->protocol_name()) + "  " +
                     member->address() + "  " + std::to_string(facts.seconds_here) + " s  " +
                     std::to_string(facts.messages) + " messages  " +
                     std::to_string(facts.unsent_bytes) + " bytes unsent");
  }
}

void OperatorConsole::show_statistics() {
  const ReactorStatistics& reactor = server_.reactor.statistics();
  const Statistics& all = server_.statistics;
  std::map<std::string, std::size_t> by_protocol;
  for (const Member* member : server_.room.members()) {
    ++by_protocol[std::string(member->protocol_name())];
  }
  const auto line = [this](const char* what, std::uint64_t count) {
    server_.log.line("  " + std::string(what) + ": " + std::to_string(count));
  };
  line("turns", reactor.turns);
  line("wake-ups", reactor.wake_ups);
  line("longest turn in microseconds", static_cast<std::uint64_t>(reactor.longest_turn.count()));
  line("costliest turn in deliveries", server_.reactor.deliveries().most_spent());
  line("messages in", all.messages_in);
  line("messages out", all.messages_out);
  line("bytes in", all.bytes_in);
  line("bytes out", all.bytes_out);
  for (const auto& [protocol, count] : by_protocol) line((protocol + " members").c_str(), count);
  line("refused", all.refused);
  line("datagrams dropped, going out", all.datagrams_unsent);
  line("datagrams dropped, coming in", all.datagrams_unwanted);
  line("congestions", server_.backpressure.congestions());
  line("deepest backlog in bytes", server_.backpressure.deepest());
}

void OperatorConsole::on_line_too_long(std::size_t size) {
  server_.log.line("not said: " + std::to_string(size) + " bytes are too long, at most " +
                   std::to_string(server_.limits.max_message) + " are accepted");
}

// The server continues without an operator. A user at a terminal, who may have pressed Ctrl-D by
// mistake, is told.
void OperatorConsole::on_end_of_input() {
  if (console_->is_interactive()) {
    server_.log.line("input has ended: the server runs on, Ctrl-C stops it");
  }
  server_.backpressure.forget(*this);
}

}  // namespace chatlab
