// Sends datagrams, and receives a limited number of them per turn.
#include "reactor/udp_port.hpp"

namespace chatlab {
namespace {

// A flood of datagrams must not keep other handlers waiting: the rest is received in the next turn.
constexpr int datagrams_per_turn = 64;

}  // namespace

UdpPort::UdpPort(Reactor& reactor, const Address& address, UdpPortListener& listener)
    : reactor_(reactor), listener_(listener), socket_(address) {
  reactor_.add(*this);
}

UdpPort::~UdpPort() {
  close();
}

IoResult UdpPort::send(std::string_view datagram, const Address& to, const Address& from) {
  reactor_.system_calls().charge_send(datagram.size());
  return socket_.send_to(datagram.data(), datagram.size(), to, from);
}

std::string UdpPort::describe() const {
  const std::string purpose = listener_.port_purpose();
  return "port " + local_address().to_string() + "/udp" +
         (purpose.empty() ? "" : " (" + purpose + ")");
}

void UdpPort::hold(bool held) {
  if (held) reactor_.cancel_work(*this);
  reactor_.want_read(*this, !held);
}

void UdpPort::close() {
  reactor_.cancel_work(*this);
  reactor_.remove(*this);
  socket_.close();
}

void UdpPort::on_readable() {
  if (reactor_.is_busy()) return stand_in_line();
  receive_some();
}

// Handlers of ready handles run before those that wait for the next turn. A port that is always
// readable must not overtake them each time. The request comes first, since the other call may
// throw if the reactor is observed.
void UdpPort::stand_in_line() {
  reactor_.request_work(*this);
  reactor_.want_read(*this, false);
}

void UdpPort::on_work() {
  reactor_.want_read(*this, true);
  receive_some();
}

// At least one datagram is received, since the call itself may have used up the budget: else the
// port could stand in line again and again. The listener may hold or close the port during the
// loop. Datagrams that the turn's budget does not reach stay in the system's buffer.
void UdpPort::receive_some() {
  auto& buffer = reactor_.read_buffer();
  TurnBudget& budget = reactor_.deliveries();
  const std::size_t end_of_share = budget.spent() + budget.share();
  for (int i = 0; i < datagrams_per_turn && is_registered() && wants_read(); ++i) {
    if (i > 0 && (budget.spent() >= end_of_share || budget.is_used_up())) return;
    budget.charge_request();
    const ReceivedDatagram received = socket_.receive(buffer.data(), buffer.size());
    if (received.result.status == IoStatus::would_block) return;
    if (received.result.status == IoStatus::done) {
      listener_.on_datagram({buffer.data(), received.result.bytes}, received.from, received.to);
    } else {
      listener_.on_undelivered(received.from, received.result.error);
    }
  }
}

}  // namespace chatlab
