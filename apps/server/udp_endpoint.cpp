#include "apps/server/udp_endpoint.hpp"

namespace chatlab {
namespace {

// How many datagrams one turn reads at most, so that a storm of them delays nobody.
constexpr int datagrams_a_turn = 64;

}  // namespace

UdpEndpoint::UdpEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address)
    : server_(server), encoding_(encoding), socket_(address) {
  server_.reactor.add(*this);
}

UdpEndpoint::~UdpEndpoint() {
  server_.reactor.remove(*this);
}

void UdpEndpoint::on_readable() {
  auto& buffer = server_.reactor.read_buffer();
  for (int i = 0; i < datagrams_a_turn; ++i) {
    Address from;
    const IoResult result = socket_.receive_from(buffer.data(), buffer.size(), from);
    if (result.status == IoStatus::would_block) return;
    if (result.status != IoStatus::done) continue;  // news of an earlier send: not ours to mend
    server_.statistics.bytes_in += result.bytes;
    on_datagram({buffer.data(), result.bytes}, from);
  }
}

void UdpEndpoint::send(std::string_view datagram, const Address& to) {
  if (!is_registered()) return;  // stopped: how the others part is nobody's news any more
  const IoResult result = socket_.send_to(datagram.data(), datagram.size(), to);
  if (result.status == IoStatus::done) {
    server_.statistics.bytes_out += datagram.size();
  } else {
    ++server_.statistics.datagrams_unsent;
  }
}

void UdpEndpoint::drop(const Address& from, const std::string& reason) {
  ++server_.statistics.datagrams_unwanted;
  if (!reason.empty())
    server_.log.line("dropped a datagram from " + from.to_string() + ": " + reason);
}

std::string UdpEndpoint::describe() const {
  return socket_.local_address().to_string() + "/udp (" + std::string(encoding_.protocol().name()) +
         ")";
}

void UdpEndpoint::stop() {
  server_.reactor.remove(*this);
}

}  // namespace chatlab
