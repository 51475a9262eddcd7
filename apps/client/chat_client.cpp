// The client's states, in the order of a run: the name, the server, talking, leaving, the end.
#include "apps/client/chat_client.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "apps/chat/name.hpp"
#include "apps/client/datagram_link.hpp"
#include "apps/client/stream_link.hpp"
#include "apps/program.hpp"
#include "apps/trace/chat_observer.hpp"

namespace chatlab {
namespace {

constexpr milliseconds time_to_connect{10000};
constexpr milliseconds time_to_be_welcomed{10000};
constexpr milliseconds departure_check_interval{50};

// How long the client waits for slow output after a stop signal. For the time after a user has left
// see Departure; after a script's input has ended it waits without limit.
constexpr milliseconds time_to_stop{2000};

// While more bytes than this are unsent, no input is read.
constexpr std::size_t enough_unsent = 64 * 1024;
constexpr std::size_t longest_line = 65536;

// After the reason why the server can't be reached.
constexpr const char* advice = "; start chat-server there, or give another HOST and PORT";

// For the Tab key: the client's own command, and those of chat-server.
constexpr const char* commands[] = {"/help", "/msg", "/quit", "/who"};

}  // namespace

/// Reports the connector's two outcomes to the client.
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
      console_(make_console(reactor, input, *this, longest_line, display_.printer())),
      gate_(reactor.timers(), *console_),
      stop_handler_(reactor, *this),
      welcome_deadline_(reactor.timers(), *this),
      departure_pulse_(reactor.timers(), *this) {
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
  show_the_rest();
  if (!last_words_.empty()) report(last_words_);
  return exit_status_;
}

void ChatClient::on_timer(Timer& timer) {
  if (&timer == &welcome_deadline_) return on_no_welcome();
  departure_pulse_.start(departure_check_interval);
  check_departure();
}

std::string ChatClient::describe_timer(const Timer& timer) const {
  return &timer == &welcome_deadline_ ? "time limit of the welcome" : "check of the departure";
}

// --------------------------------------------------------------------------------------- the name

void ChatClient::ask_name() {
  state_ = State::asking_name;
  console_->ask("UserName : ");
}

void ChatClient::accept_name(std::string_view name) {
  if (name.empty()) return ask_name();
  if (name == "/quit") {
    console_->stop();
    return end(0);
  }
  name_ = name;
  connect();
}

// ------------------------------------------------------------------------------------- the server

void ChatClient::connect() {
  state_ = State::connecting;
  gate_.close("no answer yet from " + options_.host + " port " + std::to_string(options_.port));
  std::vector<Address> addresses = resolve(options_.host, options_.port);
  if (options_.protocol->transport() == Transport::udp) {
    return join(
        std::make_unique<DatagramLink>(reactor_, std::move(addresses), *options_.protocol, *this));
  }
  connector_ = std::make_unique<ServerConnector>(*this, std::move(addresses));
  connector_->start();
}

void ChatClient::on_connect_failed(const std::string& reasons) {
  fail("chat-client: " + reasons + advice);
}

void ChatClient::on_connected(TcpSocket socket, const Address& server) {
  join(
      std::make_unique<StreamLink>(reactor_, std::move(socket), server, *options_.protocol, *this));
}

// If the protocol has no welcome, there is nothing to wait for.
void ChatClient::join(std::unique_ptr<ServerLink> link) {
  const Protocol& protocol = *options_.protocol;
  state_ = State::joining;
  link_ = std::move(link);
  if (protocol.identity() == Identity::name) link_->join(name_);
  if (protocol.encode_welcome().empty()) return start_talking();
  welcome_deadline_.start(time_to_be_welcomed);
}

// A user may be stepping through the server in a debugger, and can end the client at any time; a
// script can't.
void ChatClient::on_no_welcome() {
  const std::string what = "no welcome in " + std::to_string(time_to_be_welcomed.count() / 1000) +
                           " seconds from " + link_->place();
  if (console_->is_interactive()) return complain(what + "; still waiting, Ctrl-C ends");
  fail("chat-client: " + what + advice);
}

void ChatClient::on_reply(const Reply& reply) {
  tell_message(*options_.protocol, reply);
  if (state_ == State::done) return;
  switch (reply.kind) {
    case Reply::Kind::welcome:
      display_.show(operator_name, reply.text);
      return start_talking();
    case Reply::Kind::refused:
      return fail("chat-client: " + reply.text);
    case Reply::Kind::malformed:
      return fail("chat-client: the server does not speak " +
                  std::string(options_.protocol->name()) + ": " + reply.text);
    case Reply::Kind::message:
    case Reply::Kind::removed:  // the link joins again
    case Reply::Kind::unattributed:
      return show(reply);
    case Reply::Kind::closed:
      display_.show(reply.name, reply.text);
      return fail("Connection closed by the Server");
  }
}

// Other members may talk faster than the terminal can show their messages. A user who has typed
// /quit need not wait for that: messages that do not fit are left out.
void ChatClient::show(const Reply& reply) {
  names_.note(reply.name, reply.text);
  if (wants_to_leave_now() && display_.is_behind()) return;
  if (reply.kind == Reply::Kind::unattributed) {
    display_.show_unattributed(reply.text);
  } else {
    display_.show(reply.name, reply.text);
  }
  pace_replies();
}

// The client does not receive faster than it can show, except after /quit, when it looks for the
// end of the stream.
void ChatClient::pace_replies() {
  link_->hold_replies(display_.is_behind() && !wants_to_leave_now());
}

bool ChatClient::wants_to_leave_now() const {
  return departure_ && departure_->wish() == Departure::Wish::leave_now;
}

void ChatClient::on_printed() {
  const std::error_code error = display_.printer().error();
  if (error && state_ == State::done) exit_status_ = 1;
  if (error == std::errc::broken_pipe)
    return fail({});  // the reader, such as head(1), has closed the pipe
  if (error) return fail("chat-client: standard output: " + error.message());
  if (link_ != nullptr && state_ != State::done) pace_replies();
}

void ChatClient::on_link_end(std::error_code error, const std::string& reason) {
  if (state_ == State::done) return;
  if (state_ == State::leaving && !error && link_->unsent() == 0) return end(0);
  fail("Connection closed by the Server (" + reason + ")");
}

// ----------------------------------------------------------------------------------------- talking

void ChatClient::start_talking() {
  if (state_ != State::joining) return;
  welcome_deadline_.stop();
  state_ = State::talking;
  console_->set_prompt((name_.empty() ? "me" : name_) + " > ");
  console_->set_max_line(std::min(longest_line, link_->longest_text()));
  gate_.open();
}

void ChatClient::on_line(std::string_view line) {
  if (state_ == State::asking_name) return accept_name(line);
  if (line.empty()) return;
  if (line.size() > link_->longest_text()) return on_line_too_long(line.size());
  if (console_->is_interactive()) display_.show_own(name_.empty() ? "me" : name_, line);
  const std::string_view word = line.substr(0, line.find_last_not_of(' ') + 1);
  const bool is_leave_word = !word.empty() && word == options_.protocol->leave_word();
  const bool is_farewell = word == "/quit" || is_leave_word;
  if (!is_farewell) return say(line);
  console_->stop();
  leave(Departure::Wish::leave_now);
}

std::vector<std::string> ChatClient::completions() const {
  std::vector<std::string> words = names_.names();
  words.insert(words.end(), std::begin(commands), std::end(commands));
  return words;
}

void ChatClient::say(std::string_view text) {
  link_->say(text);
  if (link_->unsent() <= enough_unsent) return;
  gate_.close("the keyboard is not read until more is sent: " + std::to_string(link_->unsent()) +
              " bytes wait for " + link_->place());
}

void ChatClient::on_line_too_long(std::size_t size) {
  const std::size_t most =
      link_ == nullptr ? longest_line : std::min(longest_line, link_->longest_text());
  complain("not sent: a line of " + std::to_string(size) + " bytes, at most " +
           std::to_string(most) + " are sent");
}

void ChatClient::on_unreachable() {
  if (state_ != State::joining) complain("no program listens at " + link_->place());
}

void ChatClient::on_link_active() {
  if (departure_) departure_->note_activity(now());
  if (state_ == State::talking && link_->unsent() <= enough_unsent) gate_.open();
}

// ----------------------------------------------------------------------------------------- leaving

void ChatClient::on_end_of_input() {
  if (state_ == State::asking_name) return fail("chat-client: no name was given");
  using Wish = Departure::Wish;
  leave(console_->is_interactive() ? Wish::leave_now : Wish::hear_the_rest);
}

void ChatClient::leave(Departure::Wish wish) {
  state_ = State::leaving;
  departure_.emplace(wish, link_->has_close(), now());
  departure_pulse_.start(departure_check_interval);
  pace_replies();
  link_->leave();
}

// After the first signal the client has two seconds to leave; a second signal ends it at once.
void ChatClient::on_stop_signal() {
  const bool is_first = show_until_ == TimePoint::max();
  switch (state_) {
    case State::talking:
      console_->abandon();
      leave(Departure::Wish::hear_the_rest);
      return hurry(time_to_stop);
    case State::leaving:
      if (is_first) return hurry(time_to_stop);
      break;
    case State::asking_name:
    case State::connecting:
    case State::joining:
    case State::done:
      break;
  }
  hurry(milliseconds(0));
  end(exit_status_);
}

void ChatClient::hurry(milliseconds time_left) {
  show_until_ = std::min(show_until_, now() + time_left);
  if (departure_) departure_->stop_by(show_until_);
}

void ChatClient::check_departure() {
  switch (departure_->judge(link_->is_all_delivered(), now())) {
    case Departure::Verdict::wait:
      return;
    case Departure::Verdict::complete:
      return end(0);
    case Departure::Verdict::not_delivered:
      return fail("chat-client: not all that was sent has reached " + link_->place());
  }
}

void ChatClient::complain(const std::string& what) {
  console_->report("chat-client: " + what);
}

void ChatClient::fail(const std::string& last_words) {
  if (last_words_.empty()) last_words_ = last_words;
  end(1);
}

void ChatClient::end(int exit_status) {
  if (state_ == State::done) return;
  state_ = State::done;
  exit_status_ = exit_status;
  welcome_deadline_.stop();
  departure_pulse_.stop();
  console_->abandon();
  if (link_ != nullptr) link_->hold_replies(true);
  if (wants_to_leave_now()) hurry(departure_->time_to_show(now()));
}

void ChatClient::show_the_rest() {
  const auto has_more = [this] { return display_.printer().is_busy() || console_->is_busy(); };
  while (has_more() && now() < show_until_) reactor_.turn();
  if (has_more() && wants_to_leave_now()) fail("chat-client: not all that was received was shown");
}

}  // namespace chatlab
