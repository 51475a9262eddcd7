#include "apps/peer/chat_peer.hpp"

#include <algorithm>

#include "apps/options.hpp"
#include "apps/program.hpp"
#include "apps/protocols/peer.hpp"

namespace chatlab {
namespace {

// UDP has no flow control: a burst from a pipe would overflow the other's receive buffer.
constexpr milliseconds pause_after_datagram{1};

// After a stop signal: how long the output may take to show the rest.
constexpr milliseconds time_to_stop{2000};

// Where the addresses are not known yet; the one that is spoken to may take less.
constexpr std::size_t longest_line = longest_datagram(Address::Family::ipv6);

}  // namespace

ChatPeer::ChatPeer(Reactor& reactor, StandardInput& input, const PeerOptions& options)
    : reactor_(reactor),
      options_(options),
      printer_(reactor),
      console_(make_console(reactor, input, *this, longest_line, printer_)),
      stop_handler_(reactor, *this),
      pause_(reactor.timers(), *this) {}

int ChatPeer::run() {
  open_or_ask();
  while (!done_) reactor_.turn();
  while (has_more_to_show()) reactor_.turn();
  if (port_ != nullptr || left_) return 0;
  report("chat-peer: not all addresses were given");
  return 1;
}

bool ChatPeer::has_more_to_show() const {
  if (impatient_ || now() >= stop_by_) return false;
  return printer_.is_busy() || console_->is_busy();
}

// --------------------------------------------------------------------------------- the questions

void ChatPeer::ask() {
  const std::string whose = options_.bind ? "target" : "your";
  prompt_ = "Enter " + whose + (ip_answer_.empty() ? " IP: " : " Port: ");
  console_->ask(prompt_);
}

void ChatPeer::accept_answer(std::string answer) {
  answer.erase(std::remove(answer.begin(), answer.end(), ' '), answer.end());
  if (ip_answer_.empty() && Address::parse(answer, 0)) {
    ip_answer_ = answer;
  } else if (ip_answer_.empty()) {
    complain("'" + answer + "' is no IP address");
  } else {
    try {
      const std::uint16_t lowest = options_.bind ? std::uint16_t{1} : std::uint16_t{0};
      const std::uint16_t port = parse_port("a port", answer, lowest);
      (options_.bind ? options_.to : options_.bind) = Address::parse(ip_answer_, port);
      ip_answer_.clear();
    } catch (const UsageError& error) {
      complain(error.what());
    }
  }
  open_or_ask();
}

void ChatPeer::open_or_ask() {
  if (options_.bind && options_.to) return open();
  ask();
}

// ------------------------------------------------------------------------------------ the talking

void ChatPeer::open() {
  if (options_.bind->family() != options_.to->family()) {
    throw UsageError("both addresses must be IPv4, or both IPv6");
  }
  port_ = std::make_unique<UdpPort>(reactor_, *options_.bind, *this);
  prompt_ = "> ";
  console_->set_prompt(prompt_);
  printer_.print("-----Welcome to Python Chat-----\n");
}

void ChatPeer::on_line(std::string_view line) {
  if (console_->is_interactive()) printer_.print(prompt_ + std::string(line) + '\n');
  if (line == "/quit") return leave();
  if (port_ == nullptr) return accept_answer(std::string(line));
  if (!line.empty()) send(line);
}

void ChatPeer::on_stop_signal() {
  impatient_ = done_;
  stop_by_ = now() + time_to_stop;
  leave();
}

void ChatPeer::leave() {
  left_ = true;
  done_ = true;
  console_->stop();
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

void ChatPeer::complain(const std::string& what) {
  console_->report("chat-peer: " + what);
}

void ChatPeer::on_timer(Timer&) {
  console_->hold(false);
}

void ChatPeer::on_line_too_long(std::size_t size) {
  const std::size_t most = options_.to ? longest_datagram(options_.to->family()) : longest_line;
  complain("not sent: " + std::to_string(size) + " bytes, a datagram carries at most " +
           std::to_string(most));
}

// Said once, until something is heard again.
void ChatPeer::on_undelivered(const Address&, std::error_code error) {
  if (said_unreachable_) return;
  said_unreachable_ = true;
  complain("nobody listens at " + options_.to->to_string() + ": " + error.message());
}

// From which port it comes does not matter: the original sends from another than it listens on.
void ChatPeer::on_datagram(std::string_view datagram, const Address& from, const Address&) {
  said_unreachable_ = false;
  if (!from.is_same_host(*options_.to)) {
    complain("what follows comes from " + from.to_string() + ", not from " + options_.to->ip());
  }
  printer_.print(show_peer_text(datagram) + '\n');
  printer_.flush();
}

}  // namespace chatlab
