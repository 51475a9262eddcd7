// Sends and receives datagrams, and counts those that are dropped.
#include "apps/server/udp_endpoint.hpp"

#include <new>

#include "apps/trace/chat_observer.hpp"

namespace chatlab {

UdpEndpoint::UdpEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address)
    : server_(server), encoding_(encoding), port_(server.reactor, address, *this) {
  server_.own_addresses.add(port_.local_address());
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

void UdpEndpoint::send(std::string_view datagram, const Address& to, const Address& from) {
  if (!port_.is_open()) return;
  const IoResult result = port_.send(datagram, to, from);
  if (result.status == IoStatus::done) {
    server_.statistics.bytes_out += datagram.size();
  } else {
    ++server_.statistics.datagrams_unsent;
  }
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
