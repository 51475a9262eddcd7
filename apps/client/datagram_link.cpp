// Joins over UDP, and joins again if the server has removed the client meanwhile.
#include "apps/client/datagram_link.hpp"

#include <algorithm>
#include <utility>

namespace chatlab {
namespace {

constexpr milliseconds time_to_answer{500};

// No server removes a member after a shorter silence: --datagram-idle is in seconds.
constexpr milliseconds harmless_pause{1000};

}  // namespace

DatagramLink::DatagramLink(Reactor& reactor, std::vector<Address> addresses,
                           const Protocol& protocol, ServerLinkListener& listener)
    : reactor_(reactor),
      addresses_(std::move(addresses)),
      protocol_(protocol),
      listener_(listener),
      decoder_(protocol.make_reply_decoder()),
      outbox_(reactor.timers(), protocol.pacing(), *this),
      join_timer_(reactor.timers(), *this),
      doubt_timer_(reactor.timers(), *this) {
  open();
}

// Opens a socket for IPv4 or IPv6, like the current address. Removes addresses of a family that the
// system does not support.
void DatagramLink::open() {
  for (port_.reset(); port_ == nullptr;) {
    const Address server = addresses_[current_];
    const bool is_ipv4 = server.family() == Address::Family::ipv4;
    try {
      const Address any = *Address::parse(is_ipv4 ? "0.0.0.0" : "::", 0);
      port_ = std::make_unique<UdpPort>(reactor_, any, *this);
    } catch (const std::system_error& error) {
      if (addresses_.size() == 1) {
        throw std::system_error(error.code(), "socket to " + server.to_string());
      }
      addresses_.erase(std::find(addresses_.begin(), addresses_.end(), server));
      current_ %= addresses_.size();
    }
  }
}

void DatagramLink::try_next_address() {
  if (addresses_.size() == 1) return;
  port_->close();
  reactor_.retire(std::move(port_));  // its functions may be on the stack
  current_ = (current_ + 1) % addresses_.size();
  error_.clear();
  open();
}

void DatagramLink::join(std::string_view name) {
  name_ = name;
  outbox_.put_join(protocol_.encode_join(name));
  join_timer_.start(time_to_answer);
}

void DatagramLink::on_timer(Timer& timer) {
  if (&timer == &doubt_timer_) return in_doubt_.clear();
  if (state_ == State::joined) return;
  if (state_ == State::unheard) try_next_address();
  join(name_);
}

void DatagramLink::say(std::string_view text) {
  const std::string datagram = protocol_.encode_message(name_, text);
  const TimePoint last_said = std::exchange(last_said_, system_time());
  const bool after_pause = last_said_ - last_said >= harmless_pause;
  if (state_ == State::joined && after_pause) doubt_timer_.start(time_to_answer);
  const bool waits = state_ == State::joining_again;
  if (waits || doubt_timer_.is_running()) in_doubt_.push_back(datagram);
  if (!waits) outbox_.put_message(datagram);
}

void DatagramLink::leave() {
  leaving_ = true;
  if (protocol_.leave_word().empty() || state_ == State::joining_again) return;
  outbox_.put_message(protocol_.encode_leave(name_));
}

// A request to join again does not count as activity.
void DatagramLink::on_due(const std::string& bytes) {
  last_sent_ = bytes;
  if (protocol_.identity() == Identity::none) ++unanswered_;
  if (state_ != State::joining_again) listener_.on_link_active();
  transmit();
}

// A datagram that the system does not accept now is lost, like one that is lost in the network.
void DatagramLink::transmit() {
  const IoResult result = port_->send(last_sent_, addresses_[current_]);
  if (result.status == IoStatus::error) on_undelivered(addresses_[current_], result.error);
}

std::size_t DatagramLink::longest_text() const {
  return longest_datagram(addresses_[current_].family()) -
         protocol_.encode_message(name_, {}).size();
}

std::string DatagramLink::place() const {
  return addresses_[current_].to_string() + (error_ ? ": " + error_.message() : "");
}

std::size_t DatagramLink::unsent() const {
  std::size_t bytes = outbox_.waiting();
  if (state_ != State::joining_again) return bytes;
  for (const std::string& datagram : in_doubt_) bytes += datagram.size();
  return bytes;
}

bool DatagramLink::is_all_delivered() const {
  return unsent() == 0 && in_doubt_.empty() && unanswered_ == 0 && !error_ &&
         state_ != State::joining_again;
}

// If there is another address to try, the last datagram is sent there at once. A report about an
// address that is no longer used is ignored.
void DatagramLink::on_undelivered(const Address& to, std::error_code error) {
  const bool is_known = to != Address();
  if (is_known && to != addresses_[current_]) return;
  if (state_ == State::unheard && error == std::errc::connection_refused &&
      current_ + 1 < addresses_.size()) {
    try_next_address();
    return transmit();
  }
  const bool is_news = !error_;
  error_ = error;
  if (is_news) listener_.on_unreachable();
}

// Any host may send to this port. Only datagrams from the server are accepted.
void DatagramLink::on_datagram(std::string_view datagram, const Address& from, const Address&) {
  if (from != addresses_[current_]) return;
  if (state_ == State::unheard) state_ = State::heard;
  error_.clear();
  if (unanswered_ > 0) --unanswered_;
  listener_.on_link_active();
  decoder_->feed(datagram);
  Reply reply;
  while (decoder_->next(reply)) on_reply(reply);
}

void DatagramLink::on_reply(const Reply& reply) {
  const bool is_joined = state_ == State::joined;
  switch (reply.kind) {
    case Reply::Kind::welcome:
      if (!is_joined) on_welcome(reply);  // a datagram may arrive twice
      return;
    case Reply::Kind::refused:
      if (is_joined) return listener_.on_reply({Reply::Kind::unattributed, {}, reply.text});
      state_ = State::joined;
      return listener_.on_reply(reply);
    case Reply::Kind::removed:
      if (is_joined) join_again(reply);
      return;
    case Reply::Kind::message:
    case Reply::Kind::unattributed:
    case Reply::Kind::closed:
    case Reply::Kind::malformed:
      return listener_.on_reply(reply);
  }
}

// ----------------------------------------------------------------------------------- joining again

void DatagramLink::on_welcome(const Reply& reply) {
  const bool is_again = state_ == State::joining_again;
  state_ = State::joined;
  last_said_ = system_time();
  listener_.on_reply(reply);
  if (is_again) say_again();
}

// The messages that wait in the outbox are in doubt as well: they are removed there, and sent again
// with the others.
void DatagramLink::join_again(const Reply& reply) {
  listener_.on_reply(reply);
  if (leaving_ && in_doubt_.empty()) return;
  state_ = State::joining_again;
  doubt_timer_.stop();
  outbox_.clear();
  decoder_ = protocol_.make_reply_decoder();
  join(name_);
}

void DatagramLink::say_again() {
  for (const std::string& datagram : in_doubt_) outbox_.put_message(datagram);
  in_doubt_.clear();
  if (leaving_) leave();
}

}  // namespace chatlab
