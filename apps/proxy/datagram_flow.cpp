// Passes datagrams through the lanes, and tries the server's next address if one is unreachable.
#include "apps/proxy/datagram_flow.hpp"

#include <utility>

namespace chatlab {

DatagramFlow::DatagramFlow(ProxyContext& context, DatagramFlowListener& listener,
                           std::uint64_t number, const Address& client)
    : context_(context),
      listener_(listener),
      number_(number),
      client_(client),
      c2s_(context, number, Direction::c2s, *this),
      s2c_(context, number, Direction::s2c, *this),
      idle_(context.reactor.timers(), *this) {
  open();
  for (const Rule& rule : context.book.rules()) add(rule);
}

DatagramFlow::~DatagramFlow() = default;

void DatagramFlow::open() {
  const bool is_ipv4 = context_.targets[target_].family() == Address::Family::ipv4;
  const Address any = *Address::parse(is_ipv4 ? "0.0.0.0" : "::", 0);
  port_ = std::make_unique<UdpPort>(context_.reactor, any, *this);
}

// ------------------------------------------------------------------------------------ the faults

void DatagramFlow::add(const Rule& rule) {
  if (!rule.concerns(number_) || rule.fault.kind == Fault::Kind::refuse) return;
  way(rule.direction).lane.add_fault(rule.id, rule.fault, now());
}

void DatagramFlow::remove(std::uint64_t rule) {
  for (Way* const each : {&c2s_, &s2c_}) each->lane.remove_fault(rule, now());
}

void DatagramFlow::follow() {
  pump(c2s_);
  pump(s2c_);
}

// ----------------------------------------------------------------------------------- what happens

void DatagramFlow::put(std::string_view datagram) {
  put(c2s_, datagram);
}

// Only datagrams from the server's host are answers. The port may differ: some servers answer from
// another port.
void DatagramFlow::on_datagram(std::string_view datagram, const Address& from, const Address&) {
  if (!from.is_same_host(context_.targets[target_])) return;
  was_answered_ = true;
  told_undelivered_ = false;
  put(s2c_, datagram);
}

// Only logged: a proxy can't send an ICMP message to the client.
void DatagramFlow::on_undelivered(const Address& to, std::error_code error) {
  if (!std::exchange(told_undelivered_, true)) {
    context_.log.tell(number_, Direction::c2s,
                      "not delivered to " + to.to_string() + ": " + error.message());
  }
  if (!was_answered_ && context_.targets.size() > 1) try_next_target();
}

// The port's functions are on the stack, so it is retired. If the system does not support the
// address's family, the flow has no port until it tries the next address.
void DatagramFlow::try_next_target() {
  target_ = (target_ + 1) % context_.targets.size();
  told_undelivered_ = false;
  port_->close();
  context_.reactor.retire(std::move(port_));
  try {
    open();
  } catch (const std::system_error& error) {
    context_.log.tell(number_, error.what());
  }
}

void DatagramFlow::on_timer(Timer& timer) {
  if (&timer == &idle_) return listener_.on_idle(*this);
  pump(&timer == &c2s_.timer ? c2s_ : s2c_);
}

std::string DatagramFlow::describe_timer(const Timer& timer) const {
  const std::string of = " of connection " + std::to_string(number_);
  if (&timer == &idle_) return "idle limit" + of;
  return direction_name((&timer == &c2s_.timer ? c2s_ : s2c_).direction) + (" lane" + of);
}

// ------------------------------------------------------------------------------------ the way out

void DatagramFlow::put(Way& on, std::string_view datagram) {
  idle_.start(std::chrono::duration_cast<milliseconds>(context_.datagram_idle));
  on.lane.put(datagram, now());
  pump(on);
}

void DatagramFlow::pump(Way& on) {
  const TimePoint current = now();
  std::string datagram;
  while (on.lane.next(current, datagram)) send(on, datagram);
  context_.log.tell(number_, on.direction, on.lane.drain_strikes());
  if (const std::size_t count = on.lane.drain_overflow()) {
    context_.log.tell(number_, on.direction,
                      std::to_string(count) + " dropped: 256 KiB wait already");
  }
  const std::optional<TimePoint> next = on.lane.next_time(current);
  if (next) {
    on.timer.start(time_until(*next, current));
  } else {
    on.timer.stop();
  }
}

void DatagramFlow::send(const Way& on, std::string_view datagram) {
  if (context_.hex) context_.log.show_bytes(number_, on.direction, datagram);
  if (on.direction == Direction::s2c) return listener_.on_answer(*this, datagram);
  if (port_ == nullptr) return;
  const IoResult result = port_->send(datagram, context_.targets[target_]);
  if (result.status == IoStatus::error) on_undelivered(context_.targets[target_], result.error);
}

std::string DatagramFlow::describe() const {
  return std::to_string(number_) + "  " + client_.to_string() + " to " +
         context_.targets[target_].to_string() + "  c2s " + lane_text(c2s_.lane) + "  s2c " +
         lane_text(s2c_.lane);
}

}  // namespace chatlab
