// Sends and receives datagrams, and counts those that are dropped.
#include "apps/server/udp_endpoint.hpp"

#include <new>
#include <utility>

#include "apps/trace/chat_observer.hpp"

namespace chatlab {
namespace {

constexpr int sends_per_flush = 4;

}  // namespace

UdpEndpoint::UdpEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address)
    : server_(server), encoding_(encoding), port_(server.reactor, address, *this) {
  server_.own_addresses.add(port_.local_address());
}

UdpEndpoint::~UdpEndpoint() {
  server_.reactor.cancel_flush(*this);
}

void UdpEndpoint::on_datagram(std::string_view datagram, const Address& from, const Address& to) {
  server_.statistics.bytes_in += datagram.size();
  if (server_.own_addresses.contains(from)) return drop(from);
  try {
    receive(datagram, from, to);
  } catch (const std::bad_alloc&) {
    drop(from, "out of memory");
  }
}

// Other errors, such as an unreachable network, may be temporary.
void UdpEndpoint::on_undelivered(const Address& to, std::error_code error) {
  if (error == std::errc::connection_refused) on_unreachable(to);
}

// The delivery is charged here and the system call by the port. So one turn delivers about as much
// as one turn can send, and the queue stays short: the budget for deliveries is not renewed until
// it is empty.
void UdpEndpoint::send(Datagram datagram) {
  if (stopping_) return;
  server_.reactor.deliveries().charge_send(datagram.bytes->size());
  waiting_.append(std::move(datagram));
  server_.reactor.request_flush(*this);
}

// A few sends per flush; then the other flushes have their turn.
void UdpEndpoint::on_flush() {
  const TurnBudget& budget = server_.reactor.system_calls();
  for (int sent = 0; sent < sends_per_flush && !waiting_.is_empty(); ++sent) {
    if (sent > 0 && budget.is_used_up()) break;
    send_first();
  }
  if (!waiting_.is_empty()) return server_.reactor.request_flush(*this);
  if (stopping_) port_.close();
}

void UdpEndpoint::send_first() {
  const Datagram datagram = waiting_.remove_first();
  try {
    const IoResult result = port_.send(*datagram.bytes, datagram.to, datagram.from);
    if (result.status == IoStatus::done) {
      server_.statistics.bytes_out += datagram.bytes->size();
    } else {
      ++server_.statistics.datagrams_unsent;
    }
  } catch (const std::bad_alloc&) {  // an observer had no memory; what became of it is unknown
    ++server_.statistics.datagrams_unsent;
  }
}

void UdpEndpoint::stop() {
  stopping_ = true;
  if (waiting_.is_empty()) return port_.close();
  port_.hold(true);
}

void UdpEndpoint::drop(const Address& from, const std::string& reason) {
  ++server_.statistics.datagrams_unwanted;
  if (chat_observer() != nullptr) chat_observer()->on_dropped(from, reason);
  if (!reason.empty())
    server_.log.line("dropped a datagram from " + from.to_string() + ": " + reason);
}

std::string UdpEndpoint::place() const {
  return port_.local_address().to_string() + "/udp (" + std::string(encoding_.protocol().name()) +
         ")";
}

}  // namespace chatlab
