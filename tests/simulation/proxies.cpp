// Draws the faults of each proxy as words, as they are typed at its console.
#include "tests/simulation/proxies.hpp"

#include <utility>

#include "apps/protocols/registry.hpp"
#include "tests/support/dialects.hpp"

namespace chatlab::simulation {
namespace {

constexpr std::chrono::seconds time_to_finish{3};

std::string between(std::size_t least, std::size_t most) {
  return std::to_string(world().random().between(least, most));
}

const std::vector<Direction> both_ways = {Direction::c2s, Direction::s2c};

}  // namespace

std::uint16_t port_for(const Protocol& protocol, Path path) {
  const int distance = path == Path::direct ? 0
                       : path == Path::bad  ? first_port_of_a_proxy
                                            : 2 * first_port_of_a_proxy;
  return static_cast<std::uint16_t>(protocol.default_port() + distance);
}

// A stream that breaks must not end in half of a message. UDP has no connection that could break.
bool can_be_proxied(const Protocol& protocol, Path path) {
  if (path == Path::bad) return true;
  if (protocol.transport() == Transport::udp) return false;
  const Dialect& dialect = dialect_of(protocol.name());
  const bool is_cut_anywhere = protocol.has_boundaries() && !dialect.name_ends_with_its_chunk();
  return is_cut_anywhere && dialect.say_until_the_end("text").empty();
}

Proxies::Proxy::Proxy(Reactor& reactor, Transport over, Address target, std::uint64_t seed)
    : transport(over),
      log(reactor, StandardOutput::Stream::error),
      context{reactor, log, book, {target}, seed} {
  context.datagram_idle = std::chrono::seconds(world().random().between(1, 30));
}

Proxies::Proxies(Reactor& reactor, const Conditions& conditions)
    : reactor_(reactor), conditions_(conditions), end_(reactor.timers(), *this) {
  for (const Protocol* protocol : all_protocols()) {
    for (const Path path : {Path::bad, Path::broken}) {
      if (can_be_proxied(*protocol, path)) open(*protocol, path);
    }
  }
}

void Proxies::open(const Protocol& protocol, Path path) {
  const auto local = [](std::uint16_t port) {
    return Address(Address::Family::ipv4, {127, 0, 0, 1}, port);
  };
  proxies_.push_back(std::make_unique<Proxy>(
      reactor_, protocol.transport(), local(protocol.default_port()), world().random().next()));
  Proxy& proxy = *proxies_.back();
  const bool is_udp = protocol.transport() == Transport::udp;
  const std::size_t faults = world().random().between(path == Path::bad ? 0 : 1, 3);
  for (std::size_t i = 0; i < faults; ++i) {
    const std::string fault =
        is_udp ? draw_datagram_fault() : draw_fault(protocol, i == 0 ? path : Path::bad);
    const std::vector<Direction> one = {world().random().pick(both_ways)};
    proxy.book.set(one, parse_faults(fault, is_udp ? Traffic::udp : Traffic::tcp));
  }
  const Address here = local(port_for(protocol, path));
  if (is_udp) {
    proxy.gate = std::make_unique<DatagramGate>(proxy.context, here);
  } else {
    proxy.gate = std::make_unique<StreamGate>(proxy.context, here);
  }
  for (const Rule& rule : proxy.book.rules()) {
    world().trace("proxy for " + std::string(protocol.name()) + ": " + to_words(rule));
  }
}

// A bad network is late, cut and joined, but slow only if no flood must pass, and never so bad that
// a member that reads at once would be too slow. `chop` spares a name that ends with its chunk.
std::string Proxies::draw_fault(const Protocol& protocol, Path path) const {
  if (path == Path::broken) {
    const std::string size = between(1, 4000);
    switch (world().random().below(4)) {
      case 0:
        return "reset after " + size + "B";
      case 1:
        return "close after " + size + "B";
      case 2:
        return "half-close after " + size + "B";
      default:
        return "limit " + size;
    }
  }
  const bool is_chopped = !dialect_of(protocol.name()).name_ends_with_its_chunk() &&
                          (protocol.has_boundaries() || protocol.identity() == Identity::address);
  const bool is_slowed = !conditions_.has_floods && !conditions_.is_tight();
  switch (world().random().below(6)) {
    case 0:
      return "glue " + between(1, 200) + "ms";
    case 1:
      return "loss " + between(1, 50) + "%";
    case 2:
      if (is_chopped) return "chop " + between(conditions_.has_floods ? 200 : 3, 2000);
      break;
    case 3:
      if (is_slowed) return "rate " + between(256, 2000) + "KiB/s";
      break;
    case 4:
      if (is_slowed) return "stall after " + between(1, 1000) + "ms for " + between(1, 300) + "ms";
      break;
    default:
      break;
  }
  return "delay 100ms jitter " + between(0, 100) + "ms";
}

// UDP promises nothing, so all is allowed; a datagram with a wrong bit would be another message.
std::string Proxies::draw_datagram_fault() {
  switch (world().random().below(6)) {
    case 0:
      return "loss " + between(1, 60) + "%";
    case 1:
      return "duplicate " + between(1, 100) + "%";
    case 2:
      return "reorder " + between(1, 100) + "%";
    case 3:
      return "rate " + between(2, 2000) + "KiB/s";
    case 4:
      return "stall after " + between(1, 1000) + "ms for " + between(1, 2000) + "ms";
    default:
      return "delay 100ms jitter " + between(0, 100) + "ms";
  }
}

// A flow over UDP has no end: it is forgotten after a silence, or with the proxy.
bool Proxies::is_idle() const {
  for (const auto& proxy : proxies_) {
    if (proxy->transport == Transport::tcp && !proxy->gate->is_idle()) return false;
  }
  return true;
}

void Proxies::finish() {
  end_.start(time_to_finish);
  while (!is_idle() && end_.is_running()) reactor_.turn();
  end_.stop();
}

}  // namespace chatlab::simulation
