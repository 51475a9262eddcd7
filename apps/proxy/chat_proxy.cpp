// Puts the proxy together, runs commands, and stops.
#include "apps/proxy/chat_proxy.hpp"

#include <random>
#include <utility>

#include "apps/options.hpp"
#include "apps/proxy/datagram_gate.hpp"
#include "apps/proxy/stream_gate.hpp"

namespace chatlab {
namespace {

constexpr std::size_t longest_line = 4096;

// How long the end may take: for connections to end in order, and for the log to be written.
constexpr milliseconds time_to_stop{2000};

std::uint64_t random_seed() {
  return std::random_device()();
}

// The address to listen at: the first of the host's addresses.
Address listening_address(const ProxyOptions::Place& place) {
  return resolve(place.host, place.port).front();
}

}  // namespace

ChatProxy::ChatProxy(Reactor& reactor, StandardInput& input, const ProxyOptions& options,
                     std::vector<ScriptLine> script)
    : reactor_(reactor),
      log_(reactor),
      context_{reactor,
               log_,
               book_,
               resolve(options.to.host, options.to.port),
               options.seed ? *options.seed : random_seed(),
               options.hex,
               options.datagram_idle},
      traffic_(options.traffic),
      script_(std::move(script)),
      stop_handler_(reactor, *this),
      script_timer_(reactor.timers(), *this),
      stop_timer_(reactor.timers(), *this) {
  for (const ProxyOptions::FaultOption& option : options.faults) {
    book_.set(option.directions, option.faults);
  }
  const Address address = listening_address(options.listen);
  if (traffic_ == Traffic::tcp) {
    gate_ = std::make_unique<StreamGate>(context_, address);
  } else {
    gate_ = std::make_unique<DatagramGate>(context_, address);
  }
  console_ = make_console(reactor, input, *this, longest_line, log_.printer());
  console_->set_prompt("proxy > ");
  announce(options);
  await_script();
}

ChatProxy::~ChatProxy() = default;

void ChatProxy::announce(const ProxyOptions& options) {
  log_.restart_clock();
  start_ = now();
  const char* const suffix = traffic_ == Traffic::tcp ? "/tcp" : "/udp";
  const std::string host = options.to.host.find(':') == std::string::npos
                               ? options.to.host
                               : '[' + options.to.host + ']';
  log_.say("listening on " + gate_->local_address().to_string() + suffix + ", passing on to " +
           host + ':' + std::to_string(options.to.port) + '\n');
  log_.say("seed " + std::to_string(context_.seed) + '\n');
  for (const Rule& rule : book_.rules()) log_.say("fault " + to_words(rule) + '\n');
}

void ChatProxy::run() {
  while (state_ != State::stopped) {
    reactor_.turn();
    if (state_ == State::stopping && gate_->is_idle()) state_ = State::stopped;
  }
  while ((log_.printer().is_busy() || console_->is_busy()) && now() < stop_deadline_) {
    reactor_.turn();
  }
}

// ------------------------------------------------------------------------------------ the console

void ChatProxy::on_line(std::string_view line) {
  if (console_->is_interactive()) log_.say("proxy > " + std::string(line) + '\n');
  try {
    obey(parse_proxy_command(std::string(line), traffic_));
  } catch (const UsageError& error) {
    log_.say(std::string(error.what()) + '\n');
  }
}

void ChatProxy::on_line_too_long(std::size_t size) {
  log_.say("a line of " + std::to_string(size) + " bytes is too long\n");
}

std::vector<std::string> ChatProxy::completions() const {
  std::vector<std::string> words = {"c2s",  "s2c",  "both",  "connection", "clear", "show",
                                    "help", "quit", "after", "for",        "with",  "jitter"};
  for (const FaultKind& known : fault_kinds()) words.push_back(known.name);
  return words;
}

void ChatProxy::obey(const ProxyCommand& command) {
  switch (command.kind) {
    case ProxyCommand::Kind::nothing:
      return;
    case ProxyCommand::Kind::set:
      return set(command);
    case ProxyCommand::Kind::clear:
      return gate_->apply(book_.clear(command.directions, command.connection));
    case ProxyCommand::Kind::show:
      return show();
    case ProxyCommand::Kind::help:
      return log_.say(proxy_command_help(traffic_));
    case ProxyCommand::Kind::quit:
      console_->stop();
      return stop();
  }
}

void ChatProxy::set(const ProxyCommand& command) {
  std::vector<Fault> now_only;
  std::vector<Fault> lasting;
  for (const Fault& fault : command.faults) {
    (is_immediate(fault) ? now_only : lasting).push_back(fault);
  }
  if (!lasting.empty()) gate_->apply(book_.set(command.directions, lasting));
  if (now_only.empty()) return;
  const std::size_t struck = gate_->strike(make_rules(command.directions, now_only));
  if (struck == 0) log_.say("no such connection is open\n");
}

void ChatProxy::show() {
  std::string text = book_.rules().empty() ? "no faults\n" : "faults:\n";
  for (const Rule& rule : book_.rules()) text += "  " + to_words(rule) + '\n';
  const std::string connections = gate_->describe_connections();
  text += connections.empty() ? "no connections\n" : "connections:\n" + connections;
  log_.say(text);
}

// ------------------------------------------------------------------------------------- the script

void ChatProxy::await_script() {
  if (next_script_line_ == script_.size()) return;
  script_timer_.start(time_until(start_ + script_[next_script_line_].time, now()));
}

void ChatProxy::run_script() {
  while (next_script_line_ < script_.size() && start_ + script_[next_script_line_].time <= now()) {
    const ScriptLine& line = script_[next_script_line_++];
    log_.say("at " + duration_text(line.time) + ' ' + line.text + '\n');
    obey(line.command);
  }
  await_script();
}

std::string ChatProxy::describe_timer(const Timer& timer) const {
  return &timer == &script_timer_ ? "next line of the script" : "time to stop";
}

// ----------------------------------------------------------------------------------------- the end

void ChatProxy::on_timer(Timer& timer) {
  if (&timer == &script_timer_) return run_script();
  state_ = State::stopped;
}

// A second signal does not wait for connections to end in order.
void ChatProxy::on_stop_signal() {
  console_->abandon();
  if (state_ == State::stopping) state_ = State::stopped;
  stop();
}

void ChatProxy::stop() {
  if (state_ != State::serving) return;
  state_ = State::stopping;
  script_timer_.stop();
  gate_->stop();
  stop_deadline_ = now() + time_to_stop;
  stop_timer_.start(time_to_stop);
}

}  // namespace chatlab
