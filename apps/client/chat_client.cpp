#include "apps/client/chat_client.hpp"

#include <algorithm>
#include <utility>

#include "apps/chat/name.hpp"
#include "apps/client/datagram_link.hpp"
#include "apps/client/stream_link.hpp"
#include "apps/program.hpp"
#include "apps/terminal/terminal_console.hpp"

namespace chatlab {
namespace {

constexpr milliseconds time_to_connect{10000};
constexpr milliseconds time_to_be_welcomed{10000};

// After leaving: how long to wait in silence for the server to close, once it has everything; and
// how long where it does not take what it is sent, or has taken it and talks on; and how long where
// the person asked to stop.
constexpr milliseconds patience{2000};
constexpr milliseconds longest_patience{15000};
constexpr milliseconds time_to_stop{2000};
constexpr milliseconds pulse{50};

// Input is read no further while so much is unsent.
constexpr std::size_t enough_unsent = 64 * 1024;
constexpr std::size_t longest_line = 65536;

}  // namespace

/// Hands the connector's two outcomes to the client.
class ChatClient::ServerConnector : public Connector {
 public:
  ServerConnector(ChatClient& client, std::vector<Address> addresses)
      : Connector(client.reactor_, std::move(addresses), time_to_connect), client_(client) {}

 private:
  void on_connected(TcpSocket socket, const Address& server) override {
    client_.on_connected(std::move(socket), server);
  }
  void on_connect_failed(const std::string& reasons) override {
    client_.on_connect_failed(reasons);
  }

  ChatClient& client_;
};

ChatClient::ChatClient(Reactor& reactor, StandardInput& input, const ClientOptions& options)
    : reactor_(reactor),
      options_(options),
      name_(options.name),
      display_(reactor, options.color, options.timestamps),
      errors_(reactor, StandardOutput::Stream::error),
      console_(make_console(reactor, input, *this, longest_line, display_.printer())),
      stop_handler_(reactor, *this),
      timer_(reactor.timers(), *this),
      last_activity_(now()) {
  display_.printer().set_listener(this);
}

ChatClient::~ChatClient() = default;

int ChatClient::run() {
  const bool needs_name = options_.protocol->identity() == Identity::name;
  if (needs_name && name_.empty()) {
    ask_name();
  } else {
    connect();
  }
  while (state_ != State::done) reactor_.turn();
  while (has_more_to_show()) reactor_.turn();
  if (!last_words_.empty()) report(last_words_);
  return exit_code_;
}

// What was received is shown, however slow the terminal, unless the person wants to stop.
bool ChatClient::has_more_to_show() const {
  if (interrupted_ || (stopping_ && now() >= stop_by_)) return false;
  return display_.printer().is_busy() || errors_.is_busy();
}

// --------------------------------------------------------------------------------------- the name

void ChatClient::ask_name() {
  state_ = State::asking_name;
  const std::string question = "UserName : ";
  if (console_->is_interactive()) return console_->set_prompt(question);
  errors_.print(question);
}

void ChatClient::take_name(std::string_view name) {
  if (name.empty()) return ask_name();
  if (name == "/quit") return end(0);
  name_ = name;
  connect();
}

// ------------------------------------------------------------------------------------- the server

void ChatClient::connect() {
  state_ = State::connecting;
  console_->hold(true);  // what is typed is for the server
  std::vector<Address> addresses = resolve(options_.host, options_.port);
  if (options_.protocol->transport() == Transport::udp) {
    return join(
        std::make_unique<DatagramLink>(reactor_, std::move(addresses), *options_.protocol, *this));
  }
  connector_ = std::make_unique<ServerConnector>(*this, std::move(addresses));
  connector_->start();
}

void ChatClient::on_connect_failed(const std::string& reasons) {
  fail(reasons + "; start chat-server there, or give another HOST and PORT");
}

void ChatClient::on_connected(TcpSocket socket, const Address& server) {
  join(
      std::make_unique<StreamLink>(reactor_, std::move(socket), server, *options_.protocol, *this));
}

// Whoever has a protocol without a welcome need not wait for one.
void ChatClient::join(std::unique_ptr<ServerLink> link) {
  const Protocol& protocol = *options_.protocol;
  state_ = State::joining;
  link_ = std::move(link);
  if (protocol.identity() == Identity::name) link_->join(name_);
  if (protocol.encode_welcome().empty()) return start_talking();
  timer_.start(time_to_be_welcomed);
}

void ChatClient::on_reply(const Reply& reply) {
  switch (reply.kind) {
    case Reply::Kind::welcome:
      if (state_ != State::joining) return;  // a datagram may come twice
      display_.show(operator_name, reply.text);
      return start_talking();
    case Reply::Kind::refused:
      return fail(reply.text);
    case Reply::Kind::malformed:
      return fail("the server does not speak " + std::string(options_.protocol->name()) + ": " +
                  reply.text);
    case Reply::Kind::message:
      display_.show(reply.name, reply.text);
      if (display_.is_behind()) link_->hold_replies(true);
      return;
    case Reply::Kind::closed:
      display_.show(reply.name, reply.text);
      return on_link_end({});
  }
}

void ChatClient::on_printed() {
  const std::error_code error = display_.printer().error();
  if (error && state_ == State::done) exit_code_ = 1;
  if (error == std::errc::broken_pipe) return end(1);  // its reader, like head, has had enough
  if (error) return fail("standard output: " + error.message());
  if (link_ != nullptr && !display_.is_behind()) link_->hold_replies(false);
}

void ChatClient::on_link_end(std::error_code error) {
  if (state_ == State::done) return;  // refused, and told so
  if (state_ == State::leaving && !error && link_->unsent() == 0) return end(0);
  const std::string reason = error ? " (" + error.message() + ")" : "";
  end(1);
  last_words_ = "Connection closed by the Server" + reason;
}

// ----------------------------------------------------------------------------------------- talking

void ChatClient::start_talking() {
  if (state_ != State::joining) return;
  timer_.stop();
  state_ = State::talking;
  console_->set_prompt((name_.empty() ? "me" : name_) + " > ");
  console_->hold(false);
}

void ChatClient::on_line(std::string_view line) {
  if (state_ == State::asking_name) return take_name(line);
  if (line.empty()) return;
  if (line.size() > link_->longest_text()) return on_line_too_long(line.size());
  if (console_->is_interactive()) display_.show_own(name_.empty() ? "me" : name_, line);
  if (line == "/quit" || line == options_.protocol->leave_word()) return leave();
  say(line);
}

void ChatClient::say(std::string_view text) {
  link_->say(text);
  if (link_->unsent() > enough_unsent) console_->hold(true);
}

void ChatClient::on_line_too_long(std::size_t size) {
  const std::size_t most =
      link_ == nullptr ? longest_line : std::min(longest_line, link_->longest_text());
  complain("not sent: a line of " + std::to_string(size) + " bytes, at most " +
           std::to_string(most) + " are sent");
}

void ChatClient::on_unreachable() {
  if (state_ != State::joining) complain("nobody listens at " + link_->describe());
}

void ChatClient::on_link_active() {
  last_activity_ = now();
  if (state_ == State::talking && link_->unsent() <= enough_unsent) console_->hold(false);
}

// ----------------------------------------------------------------------------------------- leaving

void ChatClient::on_end_of_input() {
  if (state_ == State::asking_name) return fail("no name was given");
  leave();
}

void ChatClient::leave() {
  state_ = State::leaving;
  console_->stop();
  last_activity_ = now();
  last_undelivered_ = last_activity_;
  link_->leave();
  timer_.start(pulse);
}

// The first lets it leave, for two seconds at most; another ends it at once.
void ChatClient::on_stop_signal() {
  if (state_ == State::talking) leave();
  interrupted_ = state_ != State::leaving || stopping_;
  if (interrupted_) return end(exit_code_);
  stopping_ = true;
  stop_by_ = now() + time_to_stop;
}

void ChatClient::on_timer(Timer&) {
  if (state_ == State::leaving) return check_departure();
  fail("no welcome in " + std::to_string(time_to_be_welcomed.count() / 1000) + " seconds from " +
       link_->describe() + "; start chat-server there, or give another HOST and PORT");
}

// Our server closes once it has taken everything; there are servers that forget to.
void ChatClient::check_departure() {
  const TimePoint current = now();
  const auto silence = current - last_activity_;
  const bool delivered = link_->is_all_delivered();
  if (!delivered) last_undelivered_ = current;
  const bool waited_enough = silence >= patience || current - last_undelivered_ >= longest_patience;
  if (delivered && (waited_enough || !link_->has_close())) return end(0);
  if (stopping_ && current >= stop_by_) return end(0);
  if (silence >= (link_->has_close() ? longest_patience : patience)) {
    return fail("not all that was sent has reached " + link_->describe());
  }
  timer_.start(pulse);
}

void ChatClient::complain(const std::string& what) {
  report_above(*console_, display_.printer(), errors_, "chat-client: " + what);
}

void ChatClient::fail(const std::string& why) {
  if (state_ == State::done) return;
  end(1);
  last_words_ = "chat-client: " + why;
}

void ChatClient::end(int exit_code) {
  if (state_ == State::done) return;
  state_ = State::done;
  exit_code_ = exit_code;
  timer_.stop();
  console_->stop();
}

}  // namespace chatlab
