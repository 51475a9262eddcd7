// Finds the flow of a datagram, or opens one.
#include "apps/proxy/datagram_gate.hpp"

#include <utility>

namespace chatlab {

DatagramGate::DatagramGate(ProxyContext& context, const Address& address)
    : context_(context), port_(context.reactor, address, *this) {
  apply({context.book.rules(), {}});
}

void DatagramGate::on_datagram(std::string_view datagram, const Address& from, const Address& to) {
  DatagramFlow* const flow = find_or_open(from);
  if (flow == nullptr) return;
  flow->local = to;
  flow->put(datagram);
}

DatagramFlow* DatagramGate::find_or_open(const Address& client) {
  const auto found = by_client_.find(client);
  if (found != by_client_.end()) return found->second;
  const Dice dice(context_.seed_for(last_number_ + 1, Direction::c2s));
  if (!refusals_.strike(last_number_ + 1, dice, now())) return open(client);
  context_.log.tell(++last_number_, client.to_string() + " is ignored: refuse");
  return nullptr;
}

// If there is no descriptor for its port, the client is ignored. It may try again, as after any
// loss.
DatagramFlow* DatagramGate::open(const Address& client) {
  try {
    auto flow = std::make_unique<DatagramFlow>(context_, *this, last_number_ + 1, client);
    context_.log.tell(++last_number_,
                      client.to_string() + " to " + context_.targets.front().to_string());
    DatagramFlow* const opened = flow.get();
    flows_[last_number_] = std::move(flow);
    by_client_[client] = opened;
    told_exhausted_ = false;
    return opened;
  } catch (const std::runtime_error& error) {
    if (!std::exchange(told_exhausted_, true)) {
      context_.log.say("no more clients for now: " + std::string(error.what()) + '\n');
    }
    return nullptr;
  }
}

// No effect: a client whose port is closed expects no answer.
void DatagramGate::on_undelivered(const Address&, std::error_code) {}

void DatagramGate::on_answer(DatagramFlow& flow, std::string_view datagram) {
  port_.send(datagram, flow.client(), flow.local);
}

// The flow's functions are on the stack, so it is retired.
void DatagramGate::on_idle(DatagramFlow& flow) {
  context_.log.tell(flow.number(), flow.client().to_string() + " was silent, and is forgotten");
  const auto found = flows_.find(flow.number());
  by_client_.erase(flow.client());
  context_.reactor.retire(std::move(found->second));
  flows_.erase(found);
}

void DatagramGate::apply(const RuleBook::Change& change) {
  refusals_.apply(change, now());
  for (const auto& [number, flow] : flows_) {
    for (const std::uint64_t rule : change.removed) flow->remove(rule);
    for (const Rule& rule : change.added) flow->add(rule);
    flow->follow();
  }
}

std::string DatagramGate::describe_connections() const {
  std::string lines;
  for (const auto& [number, flow] : flows_) lines += "  " + flow->describe() + '\n';
  return lines;
}

void DatagramGate::stop() {
  port_.close();
  flows_.clear();
  by_client_.clear();
}

}  // namespace chatlab
