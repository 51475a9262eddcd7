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

DatagramLink::~DatagramLink() {
  reactor_.remove(*this);
}

// A socket speaks IPv4 or IPv6, as the address at hand does. An address of a family that the system
// does not have is out.
void DatagramLink::open() {
  for (socket_.reset(); socket_ == nullptr;) {
    const Address server = addresses_[current_];
    const bool is_ipv4 = server.family() == Address::Family::ipv4;
    try {
      socket_ = std::make_unique<UdpSocket>(*Address::parse(is_ipv4 ? "0.0.0.0" : "::", 0));
    } catch (const std::system_error& error) {
      if (addresses_.size() == 1) {
        throw std::system_error(error.code(), "socket to " + server.to_string());
      }
      addresses_.erase(std::find(addresses_.begin(), addresses_.end(), server));
      current_ %= addresses_.size();
    }
  }
  socket_->report_unreachable();
  reactor_.add(*this);
}

void DatagramLink::try_next_address() {
  if (addresses_.size() == 1) return;
  reactor_.remove(*this);
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

// A datagram that the system won't take now is lost, like any other. An error may be about the one
// before: the system tells of an unreachable port with whatever call comes next.
void DatagramLink::transmit() {
  const IoResult result =
      socket_->send_to(last_sent_.data(), last_sent_.size(), addresses_[current_]);
  if (result.status == IoStatus::error) note_error(result.error);
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

void DatagramLink::on_readable() {
  auto& buffer = reactor_.read_buffer();
  Address from;
  const IoResult result = socket_->receive_from(buffer.data(), buffer.size(), from);
  if (result.status == IoStatus::done) return receive({buffer.data(), result.bytes}, from);
  if (result.status == IoStatus::error) note_error(result.error);
}

// While another address is left, that one is tried at once, with what this one did not get.
void DatagramLink::note_error(std::error_code error) {
  if (!heard_ && error == std::errc::connection_refused && current_ + 1 < addresses_.size()) {
    try_next_address();
    return transmit();
  }
  const bool is_news = !error_;
  error_ = error;
  if (is_news) listener_.on_unreachable();
}

// Strangers may send here, too; only the server is listened to.
void DatagramLink::receive(std::string_view datagram, const Address& from) {
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
