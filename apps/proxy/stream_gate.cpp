// Accepts or refuses clients, and applies rules to their relays.
#include "apps/proxy/stream_gate.hpp"

#include <utility>

namespace chatlab {

StreamGate::StreamGate(ProxyContext& context, const Address& address)
    : Acceptor(context.reactor, address), context_(context) {
  apply({context.book.rules(), {}});
}

void StreamGate::on_accept(TcpSocket socket, const Address& peer) {
  const std::uint64_t number = ++last_number_;
  const Dice dice(context_.seed_for(number, Direction::c2s));
  if (refusals_.strike(number, dice, now())) {
    context_.log.tell(number, peer.to_string() + " is reset: refuse");
    return socket.reset();
  }
  if (!context_.reactor.can_hold(socket.handle())) return socket.reset();
  auto& relay = relays_[number];
  relay = std::make_unique<StreamRelay>(context_, *this, number, std::move(socket), peer);
  relay->start();
}

void StreamGate::on_exhausted(std::error_code error) {
  context_.log.say("no more connections for now: " + error.message() + '\n');
}

// The relay's functions are on the stack, so it is retired.
void StreamGate::on_relay_over(StreamRelay& relay) {
  const auto found = relays_.find(relay.number());
  context_.reactor.retire(std::move(found->second));
  relays_.erase(found);
}

// A copy for loops: a relay that ends during the loop is removed from the map.
std::vector<StreamRelay*> StreamGate::relays() const {
  std::vector<StreamRelay*> all;
  for (const auto& [number, relay] : relays_) all.push_back(relay.get());
  return all;
}

void StreamGate::apply(const RuleBook::Change& change) {
  refusals_.apply(change, now());
  for (StreamRelay* const relay : relays()) {
    for (const std::uint64_t rule : change.removed) relay->remove(rule);
    for (const Rule& rule : change.added) relay->add(rule);
    relay->follow();
  }
}

std::size_t StreamGate::strike(const std::vector<Rule>& rules) {
  std::size_t struck = 0;
  for (StreamRelay* const relay : relays()) {
    bool is_meant = false;
    for (const Rule& rule : rules) {
      if (rule.concerns(relay->number())) is_meant = true;
      relay->add(rule);
    }
    struck += is_meant ? 1 : 0;
    relay->follow();
  }
  return struck;
}

std::string StreamGate::describe_connections() const {
  std::string lines;
  for (const auto& [number, relay] : relays_) lines += "  " + relay->describe() + '\n';
  return lines;
}

void StreamGate::stop() {
  context_.reactor.remove(*this);
  for (StreamRelay* const relay : relays()) relay->finish();
}

}  // namespace chatlab
