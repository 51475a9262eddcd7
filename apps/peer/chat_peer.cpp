// The peer's states, in the order of a run: asking for addresses, talking, the end.
#include "apps/peer/chat_peer.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "apps/options.hpp"
#include "apps/program.hpp"
#include "apps/protocols/peer.hpp"
#include "apps/terminal/wrap.hpp"

namespace chatlab {
namespace {

// UDP has no flow control: a burst from a pipe would overflow the other peer's receive buffer.
constexpr milliseconds pause_after_datagram{1};

// How long the peer waits for slow output: after a stop signal, and after /quit. After the end of
// its input, for example of a script, it waits without limit.
constexpr milliseconds time_to_stop{2000};
constexpr milliseconds time_to_show_the_rest{5000};
constexpr milliseconds no_limit = milliseconds::max();

// While more bytes than this wait to be shown, nothing is received. UDP has no flow control:
// datagrams that do not fit into the system's buffer meanwhile are lost.
constexpr std::size_t enough_to_show = 64 * 1024;

// The limit in bytes until the other peer's address is known, whose family may allow less.
constexpr std::size_t longest_line = longest_datagram(Address::Family::ipv6);

}  // namespace

ChatPeer::ChatPeer(Reactor& reactor, StandardInput& input, const PeerOptions& options)
    : reactor_(reactor),
      options_(options),
      printer_(reactor),
      console_(make_console(reactor, input, *this, longest_line, printer_)),
      stop_handler_(reactor, *this),
      pause_(reactor.timers(), *this) {
  printer_.set_listener(this);
}

int ChatPeer::run() {
  open_or_ask();
  while (state_ != State::done) reactor_.turn();
  show_the_rest();
  if (!last_words_.empty()) report(last_words_);
  return exit_status_;
}

// ----------------------------------------------------------------------------------- the questions

void ChatPeer::open_or_ask() {
  if (options_.bind && options_.to) return open();
  ask();
}

void ChatPeer::ask() {
  const std::string whose = options_.bind ? "target" : "your";
  prompt_ = "Enter " + whose + (ip_answer_.empty() ? " IP: " : " Port: ");
  console_->ask(prompt_);
}

void ChatPeer::accept_answer(std::string answer) {
  answer.erase(std::remove(answer.begin(), answer.end(), ' '), answer.end());
  if (!ip_answer_.empty()) {
    accept_port(answer);
  } else if (Address::parse(answer, 0)) {
    ip_answer_ = answer;
  } else {
    complain("'" + answer + "' is no IP address");
  }
  open_or_ask();
}

void ChatPeer::accept_port(const std::string& answer) {
  std::optional<Address>& asked = options_.bind ? options_.to : options_.bind;
  const std::uint16_t lowest = options_.bind ? std::uint16_t{1} : std::uint16_t{0};
  try {
    asked = Address::parse(ip_answer_, parse_port("a port", answer, lowest));
    ip_answer_.clear();
  } catch (const UsageError& error) {
    complain(error.what());
  }
}

// ------------------------------------------------------------------------------------ the talking

void ChatPeer::open() {
  if (options_.bind->family() != options_.to->family()) {
    throw UsageError("both addresses must be IPv4, or both IPv6");
  }
  port_ = std::make_unique<UdpPort>(reactor_, *options_.bind, *this);
  state_ = State::talking;
  prompt_ = "> ";
  console_->set_prompt(prompt_);
  printer_.print("-----Welcome to Python Chat-----\n");
}

void ChatPeer::on_line(std::string_view line) {
  if (console_->is_interactive()) show(prompt_ + std::string(line));
  if (line == "/quit") {
    console_->stop();
    return end(time_to_show_the_rest);
  }
  if (state_ == State::asking) return accept_answer(std::string(line));
  if (!line.empty()) send(line);
}

void ChatPeer::send(std::string_view text) {
  if (text.size() > longest_datagram(options_.to->family())) return on_line_too_long(text.size());
  const IoResult result = port_->send(text, *options_.to);
  if (result.status == IoStatus::error) {
    complain("not sent to " + options_.to->to_string() + ": " + result.error.message());
  }
  console_->hold(true);
  pause_.start(pause_after_datagram);
}

void ChatPeer::show(const std::string& line) {
  printer_.print(wrap(line, printer_.columns()) + '\n');
}

void ChatPeer::on_timer(Timer&) {
  console_->hold(false);
}

void ChatPeer::on_line_too_long(std::size_t size) {
  const std::size_t most = options_.to ? longest_datagram(options_.to->family()) : longest_line;
  complain("not sent: " + std::to_string(size) + " bytes, a datagram carries at most " +
           std::to_string(most));
}

// The port of the sender does not matter: the original program sends from another port than the one
// it listens on.
void ChatPeer::on_datagram(std::string_view datagram, const Address& from, const Address&) {
  said_unreachable_ = false;
  if (!from.is_same_host(*options_.to)) {
    complain("what follows comes from " + from.to_string() + ", not from " + options_.to->ip());
  }
  show(show_peer_text(datagram));
  printer_.flush();
  pace_reception();
}

void ChatPeer::on_undelivered(const Address&, std::error_code error) {
  if (said_unreachable_) return;
  said_unreachable_ = true;
  complain("no program listens at " + options_.to->to_string() + ": " + error.message());
}

void ChatPeer::complain(const std::string& what) {
  console_->report("chat-peer: " + what);
}

// -------------------------------------------------------------------------------------- the output

void ChatPeer::on_printed() {
  const std::error_code error = printer_.error();
  if (error == std::errc::broken_pipe)
    return fail({});  // the reader, such as head(1), has closed the pipe
  if (error) return fail("chat-peer: standard output: " + error.message());
  pace_reception();
}

void ChatPeer::pace_reception() {
  if (state_ == State::talking) port_->hold(printer_.pending() > enough_to_show);
}

// ----------------------------------------------------------------------------------------- the end

void ChatPeer::on_end_of_input() {
  if (state_ == State::asking) return fail("chat-peer: not all addresses were given");
  end(no_limit);
}

// After the first signal the peer has two seconds to show the rest; a second signal ends it at
// once.
void ChatPeer::on_stop_signal() {
  const bool is_first = state_ != State::done || show_until_ == TimePoint::max();
  end(is_first ? time_to_stop : milliseconds(0));
}

void ChatPeer::fail(const std::string& last_words) {
  exit_status_ = 1;
  if (last_words_.empty()) last_words_ = last_words;
  end(time_to_show_the_rest);
}

// The port's functions may be on the stack: it is closed but not destroyed.
void ChatPeer::end(milliseconds time_left) {
  state_ = State::done;
  if (time_left != no_limit) show_until_ = std::min(show_until_, now() + time_left);
  if (port_ != nullptr) port_->close();
  console_->abandon();
}

void ChatPeer::show_the_rest() {
  const auto has_more = [this] { return printer_.is_busy() || console_->is_busy(); };
  while (has_more() && now() < show_until_) reactor_.turn();
}

}  // namespace chatlab
