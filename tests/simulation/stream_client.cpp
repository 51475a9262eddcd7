// Follows its plan over TCP, and checks what the server and the room do with its messages.
#include "tests/simulation/stream_client.hpp"

#include <algorithm>
#include <utility>

#include "tests/simulation/proxies.hpp"

namespace chatlab::simulation {
namespace {

// The bounds for a member that reads at once. After the arrival of its message, the room accepts
// the message within so many turns, or so much time. After an event, the member receives it within
// so much time.
constexpr std::uint64_t most_turns_to_the_room = 1000;
constexpr std::chrono::milliseconds most_time_to_the_room{1000};  // the log, too, may be slow
constexpr std::chrono::milliseconds most_time_to_a_member{3000};

// If the backlog's limit is tight, each stalled member makes those that talk wait for a second, and
// several may stall one after another.
constexpr int most_stalls_in_a_row = 8;

// If the system runs out of descriptors, the server pauses for a tenth of a second each time.
constexpr std::chrono::milliseconds most_time_to_an_answer{4000};

// The server waits at least so long for a member that reads slowly while it leaves.
constexpr std::chrono::milliseconds most_time_to_read_slowly{9000};

// The server looks every two seconds whether a connection that it is about to close makes progress.
constexpr std::chrono::milliseconds most_time_without_progress{5000};

// How much longer all of this may take through a proxy.
constexpr std::chrono::milliseconds most_time_in_a_proxy{2000};

constexpr microseconds before_named_speaks{250000};
constexpr microseconds slow_step{50000};
constexpr std::size_t flood_ahead = 64 * 1024;

// The refusal may be incomplete: if descriptors are exhausted, the server tries only once to send
// it.
bool is_start_of_refusal(const Dialect& dialect, std::string_view bytes) {
  for (const char* reason :
       {"Username already taken!", "Username not allowed", "You are banned from this chat",
        "The server is full", "Message too long"}) {
    const std::string refusal = dialect.refusal(reason);
    const std::size_t size = std::min(refusal.size(), bytes.size());
    if (refusal.compare(0, size, bytes, 0, size) == 0) return true;
  }
  return false;
}

std::string random_bytes(std::size_t size) {
  std::string bytes;
  while (bytes.size() < size) {
    const char byte = static_cast<char>(world().random().below(256));
    if (byte != '>') bytes += byte;  // the log's delimiter
  }
  return bytes;
}

}  // namespace

StreamClient::StreamClient(Setting& setting, const Protocol& protocol, const Address& address,
                           std::string name, const StreamPlan& plan)
    : Client(setting, protocol, address.to_string(), std::move(name)),
      plan_(plan),
      stream_(std::make_shared<Stream>(plan.line, address, static_cast<StreamPeer&>(*this))),
      replies_(protocol.has_boundaries() ? protocol.make_reply_decoder() : nullptr),
      delivery_(setting.ledger, protocol, dialect(), address.to_string(), label()),
      messages_left_(plan.messages),
      welcomed_(dialect().welcome().empty()) {}

// ---------------------------------------------------------------------------------------- actions

void StreamClient::start(microseconds delay) {
  world().after(delay, [this] {
    if (over_ || leaving_) return;
    trace("connects");
    connected_at_ = world().now();
    stream_->connect(port_for(protocol(), plan_.path));
    greet();
  });
}

void StreamClient::greet() {
  using Spoiling = StreamPlan::Spoiling;
  if (plan_.spoiling == Spoiling::garbage) return spoil();
  if (plan_.spoiling == Spoiling::silence) return;
  send(protocol().encode_join(name()));
  if (plan_.reading == StreamPlan::Reading::slowly) read_slowly();
  if (!dialect().welcome().empty() || plan_.in_step) return;  // the client waits
  const bool has_name = protocol().identity() == Identity::name;
  world().after(has_name ? before_named_speaks : slow_step, [this] { begin_to_speak(); });
}

void StreamClient::begin_to_speak() {
  if (plan_.reading == StreamPlan::Reading::until_it_stops) {
    world().after(plan_.pace * 3, [this] { stream_->set_reading(false); });
  }
  plan_.floods ? pump() : speak();
}

void StreamClient::speak() {
  if (over_ || leaving_) return;
  const bool spoils = plan_.spoiling != StreamPlan::Spoiling::nothing;
  if (messages_left_ == 0) return spoils ? spoil() : void();
  say();
  if (!plan_.in_step) speak_later();
}

void StreamClient::speak_later() {
  const auto pace = static_cast<std::size_t>(plan_.pace.count());
  world().after(microseconds(world().random().between(pace / 8, 2 * pace)), [this] { speak(); });
}

void StreamClient::say() {
  --messages_left_;
  const std::string text = make_text(plan_.longest_text, plan_.is_torn);
  // The room accepts the text without its control characters.
  const std::string raw = world().random().one_in(20) ? text + "\33\a" : text;
  send(protocol().encode_message(name(), raw));
  said_.push_back({text, sent_, {}, 0});
  if (plan_.is_torn) torn_said_ += text;
  if (!plan_.asks_who || !world().random().one_in(3)) return;
  send(protocol().encode_message(name(), "/who"));
  ++asked_;
}

// In some protocols the end of the stream ends the last message.
void StreamClient::say_until_the_end() {
  const bool is_possible = !dialect().say_until_the_end("any text").empty();
  if (!is_possible || !welcomed_ || plan_.spoiling != StreamPlan::Spoiling::nothing) return;
  const std::string text = make_text(0);
  send(dialect().say_until_the_end(text));
  said_.push_back({text, sent_, {}, 0});
}

// A flooder sends more whenever the server has read its bytes, until it has sent everything.
void StreamClient::pump() {
  pumping_ = false;
  if (over_ || leaving_) return;
  while (messages_left_ > 0 && stream_->untaken() < flood_ahead) say();
  if (messages_left_ == 0 && world().random().one_in(2)) leave();
}

void StreamClient::spoil() {
  const std::size_t limit = setting().max_message;
  trace("misbehaves");
  switch (plan_.spoiling) {
    case StreamPlan::Spoiling::garbage:
      return send(random_bytes(world().random().between(1, 400)));
    case StreamPlan::Spoiling::malformed:
      return send("12 34     no length at all");
    case StreamPlan::Spoiling::overlong:
      return send(dialect().say(name(), std::string(limit + 1, 'x')));
    case StreamPlan::Spoiling::nothing:
    case StreamPlan::Spoiling::silence:
      return;
  }
}

void StreamClient::read_slowly() {
  stream_->set_reading(false);
  world().after(slow_step, [this] {
    if (over_) return;
    stream_->read(leaving_ ? plan_.line.window / 40 : plan_.line.window / 4);
    read_slowly();
  });
}

void StreamClient::send(const std::string& bytes) {
  sent_ += bytes.size();
  stream_->send(bytes);
}

void StreamClient::leave() {
  if (over_ || leaving_) return;
  leaves_later_ = plan_.in_step && has_unaccepted();
  if (leaves_later_) return;
  trace("leaves");
  leaving_ = true;
  left_at_ = world().now();
  if (plan_.reading != StreamPlan::Reading::slowly) stream_->set_reading(true);
  switch (plan_.ending) {
    case StreamPlan::Ending::word:
      if (protocol().leave_word().empty()) return stream_->end_output();
      return send(protocol().encode_leave(name()));
    case StreamPlan::Ending::half_close:
      say_until_the_end();
      return stream_->end_output();
    case StreamPlan::Ending::close:
      over_ = true;
      return stream_->close();
    case StreamPlan::Ending::reset:
      return break_off();
    case StreamPlan::Ending::vanish:
      return stream_->vanish();
  }
}

// If the connection breaks, an incomplete message must be dropped.
void StreamClient::break_off() {
  const bool spoils = plan_.spoiling != StreamPlan::Spoiling::nothing;
  if (protocol().has_boundaries() && welcomed_ && !spoils) {
    const std::string whole = dialect().say(name(), "half of a message");
    send(whole.substr(0, whole.size() / 2));
  }
  const auto most = static_cast<std::size_t>(slow_step.count());
  world().after(microseconds(world().random().below(most)), [this] {
    if (over_) return;
    over_ = true;
    stream_->reset();
  });
}

void StreamClient::vanish() {
  if (over_) return;
  over_ = true;
  leaving_ = true;
  stream_->vanish();
  stream_->time_out();
}

// -------------------------------------------------------------------------------- what it receives

void StreamClient::on_bytes(std::string_view bytes) {
  if (replies_ != nullptr) return take_replies(bytes);
  if (plan_.spoiling == StreamPlan::Spoiling::garbage) return;  // any answer is allowed
  if (joined_in_turn_ == 0) unwelcome_bytes_ += bytes;
  delivery_.on_bytes(bytes);
}

void StreamClient::take_replies(std::string_view bytes) {
  replies_->feed(bytes);
  Reply reply;
  while (replies_->next(reply)) take_reply(reply);
}

void StreamClient::take_reply(const Reply& reply) {
  const bool greets = reply.text == dialect().shown_welcome();
  if (reply.kind == Reply::Kind::welcome && greets) {
    welcomed_ = true;
    return begin_to_speak();
  }
  // The decoder reports the first answer as a welcome, whatever its text.
  const bool rejects = reply.text.find("Malformed") == 0 || reply.text.find("Message too") == 0;
  if (reply.kind == Reply::Kind::refused || (reply.kind == Reply::Kind::welcome && rejects)) {
    refused_ = true;
    return;
  }
  if (plan_.spoiling == StreamPlan::Spoiling::garbage) return;  // any answer is allowed
  if (reply.kind != Reply::Kind::message || !welcomed_) {
    return fail("(d) no member receives anything from before its welcome: '" + reply.text + "'");
  }
  if (asked_ > 0 && reply.name == "Server" && reply.text.find(" here: ") < 6) {
    ++answered_;
    return;
  }
  delivery_.on_message(reply.name, reply.text);
}

void StreamClient::on_end(bool orderly) {
  trace(orderly ? "sees the end of the stream" : "was reset");
  over_ = true;
  ended_orderly_ = orderly;
  ended_at_ = world().now();
  stream_->close();
  const bool is_excused = setting().scarce || setting().stopped_early;
  if (!orderly && plan_.is_healthy() && !is_excused) fail("(f) a healthy client is not reset");
}

void StreamClient::on_arrived(std::size_t total) {
  arrived_ = total;
  while (arrived_said_ < said_.size() && said_[arrived_said_].end <= total) {
    said_[arrived_said_].arrived_at = world().now();
    said_[arrived_said_++].arrived_in_turn = world().turn();
  }
}

void StreamClient::on_taken() {
  if (!plan_.floods || pumping_) return;
  pumping_ = true;
  const bool at_once = world().random().one_in(2);
  world().after(microseconds(at_once ? 0 : world().random().below(500)), [this] { pump(); });
}

// ------------------------------------------------------------------------------------- invariants

void StreamClient::on_entry(const Entry& entry) {
  if (entry.kind == Entry::Kind::joined) {
    joined_in_turn_ = world().turn();
    joined_at_ = world().now();
    if (refused_) fail("(e) a refused client does not join");
  }
  if (entry.kind == Entry::Kind::left) {
    left_ = true;
    left_the_room_at_ = world().now();
    left_unexpectedly_ = entry.unexpectedly;
  }
  if (entry.kind == Entry::Kind::said) take_said(entry);
  if (plan_.in_step && entry.kind != Entry::Kind::left) go_on_in_step();
}

// Without boundaries, a message that catches up with the one before becomes one with it.
void StreamClient::go_on_in_step() {
  if (has_unaccepted()) return;
  leaves_later_ ? world().after(slow_step, [this] { leave(); }) : speak_later();
}

void StreamClient::take_said(const Entry& entry) {
  if (plan_.spoiling == StreamPlan::Spoiling::garbage) return;
  const bool is_spoilt = messages_left_ == 0 && plan_.spoiling != StreamPlan::Spoiling::nothing;
  if (plan_.is_torn) {
    torn_taken_ += entry.text;
    if (torn_said_.compare(0, torn_taken_.size(), torn_taken_) == 0 || is_spoilt) return;
    return fail("(a) a member's message is accepted unaltered, however it is split: '" +
                entry.text + "'");
  }
  if (said_.empty() && is_spoilt) return;
  if (said_.empty() || said_.front().text != entry.text) {
    return fail(
        "(a) a member's messages are accepted once, unaltered and in order: the room accepted '" +
        entry.text.substr(0, 200) + "' instead of '" +
        (said_.empty() ? "" : said_.front().text.substr(0, 200)) + "'");
  }
  said_.pop_front();
  arrived_said_ -= std::min<std::size_t>(arrived_said_, 1);
}

// Without sleep, since the server may leave out a whole wait in which the machine has slept.
void StreamClient::check_is_not_waited_for() const {
  const bool has_slept = world().system_time() != world().now();
  if (!left_ || stream_->is_closed_by_server() || has_slept || plan_.path != Path::direct) return;
  const TimePoint begin = std::max(left_the_room_at_, stream_->last_accepted());
  if (world().now() - begin <= most_time_without_progress) return;
  fail("(j) a peer that accepts nothing is given up after two to four seconds");
}

void StreamClient::check() {
  delivery_.compare();
  check_is_not_waited_for();
  if (!plan_.is_healthy() || over_ || leaving_ || left_) return;
  if (joined_in_turn_ == 0) return check_is_answered();
  if (delivery_.overdue() > most_time_to_a_member + slack()) {
    fail("(f) a healthy member receives everything in bounded time: still waiting for " +
         delivery_.next_expected());
  }
  if (arrived_said_ == 0) return;
  const std::uint64_t since = std::max(said_.front().arrived_in_turn, joined_in_turn_);
  const auto most = most_time_to_the_room * (setting().tight ? most_stalls_in_a_row : 1) + slack();
  const auto waited = world().now() - std::max(said_.front().arrived_at, joined_at_);
  const bool is_late = waited > most;
  if (is_late && world().turn() - since > most_turns_to_the_room) {
    fail("(f) a healthy member's message is accepted within a bounded number of turns: '" +
         said_.front().text + "' still waits");
  }
}

std::chrono::milliseconds StreamClient::slack() const {
  return plan_.path == Path::direct ? std::chrono::milliseconds(0) : most_time_in_a_proxy;
}

void StreamClient::check_at_end() {
  delivery_.compare();
  if (joined_in_turn_ == 0) return check_refusal();
  if (plan_.spoiling == StreamPlan::Spoiling::garbage) return;
  const std::string unexplained = delivery_.unexplained();
  if (!unexplained.empty()) {
    fail("(a) every member receives the room's events and nothing else: received " + unexplained);
  }
  if (must_have_heard_all() && !delivery_.is_complete()) {
    fail("(a) every member receives each message: never received " + delivery_.next_expected());
  }
  check_everything_was_taken();
  check_way_of_leaving();
}

void StreamClient::check_is_answered() const {
  if (connected_at_ == TimePoint() || refused_ || setting().scarce) return;
  const auto most = most_time_to_an_answer * (setting().tight ? most_stalls_in_a_row : 1) + slack();
  if (world().now() - connected_at_ < most) return;
  fail("(f) a healthy newcomer is answered in bounded time");
}

// A client that does not read need not receive everything, nor one whose connection a proxy breaks.
// If a client reads slowly, the server waits for ten seconds after it has left.
bool StreamClient::must_have_heard_all() const {
  if (plan_.path == Path::broken) return false;
  if (plan_.reading == StreamPlan::Reading::until_it_stops) return false;
  const bool is_slow = plan_.reading == StreamPlan::Reading::slowly;
  if (is_slow && (!leaving_ || ended_at_ - left_at_ > most_time_to_read_slowly)) return false;
  if (setting().ledger.was_given_up(address())) return false;
  return ended_orderly_ || (setting().stopped_early && plan_.is_healthy() && !leaving_);
}

// Every client is answered, and a refused client receives nothing else.
void StreamClient::check_refusal() {
  if (!unwelcome_bytes_.empty()) {
    refused_ = is_start_of_refusal(dialect(), unwelcome_bytes_);
    if (!refused_)
      fail("(d) no member receives anything from before its welcome: '" + unwelcome_bytes_ + "'");
  }
  if (!plan_.is_healthy() || refused_ || setting().scarce || setting().stopped_early) return;
  if (ended_orderly_) fail("(f) a newcomer is answered: it was closed without an answer");
}

// All messages of a client that leaves in order are accepted.
void StreamClient::check_everything_was_taken() const {
  const bool leaves_in_order =
      plan_.ending == StreamPlan::Ending::word || plan_.ending == StreamPlan::Ending::half_close;
  const bool was_cut_off = setting().stopped_early || setting().ledger.was_banned(address()) ||
                           setting().ledger.was_given_up(address()) || plan_.path == Path::broken;
  const bool misbehaves = plan_.spoiling != StreamPlan::Spoiling::nothing;
  if (misbehaves || !leaves_in_order || !leaving_ || !ended_orderly_ || was_cut_off) return;
  if (!plan_.is_torn && !said_.empty()) {
    fail("(a) a member's message is accepted: the room never accepted '" + said_.front().text +
         "'");
  }
  if (plan_.is_torn && torn_taken_ != torn_said_) {
    fail("(a) a member's message is accepted, however it is split: the room accepted '" +
         torn_taken_ + "' of '" + torn_said_ + "'");
  }
  if (answered_ < asked_) fail("a member that asks who is in the room is answered");
}

// A healthy member stays until it leaves, and the others are notified in which way.
void StreamClient::check_way_of_leaving() const {
  if (!plan_.is_healthy() || !left_ || setting().ledger.was_banned(address())) return;
  if (!leaving_) return fail("(f) a healthy member is not removed");
  const bool has_word = !protocol().leave_word().empty();
  const bool by_own_word = plan_.ending == StreamPlan::Ending::word ||
                           (plan_.ending == StreamPlan::Ending::half_close && !has_word);
  if (by_own_word && left_unexpectedly_ && ended_orderly_) {
    fail("a member that leaves as its protocol provides does not leave unexpectedly");
  }
}

}  // namespace chatlab::simulation
