#include "apps/client/datagram_link.hpp"

#include <algorithm>
#include <utility>

namespace chatlab {
namespace {

constexpr milliseconds time_to_join_again{500};

}  // namespace

DatagramLink::DatagramLink(Reactor& reactor, std::vector<Address> addresses,
                           const Protocol& protocol, ServerLinkListener& listener)
    : reactor_(reactor),
      addresses_(std::move(addresses)),
      protocol_(protocol),
      listener_(listener),
      decoder_(protocol.make_reply_decoder()),
      outbox_(reactor.timers(), protocol.pacing(), *this),
      join_again_(reactor.timers(), *this) {
  open();
}

// A socket speaks IPv4 or IPv6, as the address at hand does. An address of a family that the system
// does not have is out.
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
  reactor_.retire(std::move(port_));  // it may be on the stack
  current_ = (current_ + 1) % addresses_.size();
  error_.clear();
  open();
}

void DatagramLink::join(std::string_view name) {
  name_ = name;
  outbox_.put_join(protocol_.encode_join(name));
  join_again_.start(time_to_join_again);
}

void DatagramLink::on_timer(Timer&) {
  if (answered_) return;
  if (!heard_) try_next_address();
  join(name_);
}

void DatagramLink::say(std::string_view text) {
  outbox_.put_message(protocol_.encode_message(name_, text));
}

void DatagramLink::leave() {
  if (!protocol_.leave_word().empty()) outbox_.put_message(protocol_.encode_leave(name_));
}

void DatagramLink::on_due(const std::string& bytes) {
  last_sent_ = bytes;
  if (protocol_.identity() == Identity::none) ++unanswered_;
  listener_.on_link_active();
  transmit();
}

// A datagram that the system does not take now is lost, like any other.
void DatagramLink::transmit() {
  const IoResult result = port_->send(last_sent_, addresses_[current_]);
  if (result.status == IoStatus::error) on_undelivered(addresses_[current_], result.error);
}

std::size_t DatagramLink::longest_text() const {
  return longest_datagram(addresses_[current_].family()) -
         protocol_.encode_message(name_, {}).size();
}

std::string DatagramLink::describe() const {
  return addresses_[current_].to_string() + (error_ ? ": " + error_.message() : "");
}

bool DatagramLink::is_all_delivered() const {
  return unsent() == 0 && unanswered_ == 0 && !error_;
}

// While another address is left, that one is tried at once, with what this one did not get. What is
// told of an address that is not spoken to any more comes too late to matter.
void DatagramLink::on_undelivered(const Address& to, std::error_code error) {
  const bool is_known = to != Address();
  if (is_known && to != addresses_[current_]) return;
  if (!heard_ && error == std::errc::connection_refused && current_ + 1 < addresses_.size()) {
    try_next_address();
    return transmit();
  }
  const bool is_news = !error_;
  error_ = error;
  if (is_news) listener_.on_unreachable();
}

// Strangers may send here, too; only the server is listened to.
void DatagramLink::on_datagram(std::string_view datagram, const Address& from, const Address&) {
  if (from != addresses_[current_]) return;
  heard_ = true;
  error_.clear();
  if (unanswered_ > 0) --unanswered_;
  listener_.on_link_active();
  decoder_->feed(datagram);
  Reply reply;
  while (decoder_->next(reply)) {
    if (reply.kind == Reply::Kind::welcome || reply.kind == Reply::Kind::refused) answered_ = true;
    listener_.on_reply(reply);
  }
}

}  // namespace chatlab
