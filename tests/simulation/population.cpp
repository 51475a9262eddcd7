// Draws conditions, plans and names from the random numbers of the world.
#include "tests/simulation/population.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "apps/protocols/registry.hpp"
#include "tests/simulation/datagram_client.hpp"
#include "tests/simulation/proxies.hpp"
#include "tests/simulation/stream_client.hpp"

namespace chatlab::simulation {
namespace {

// Returns N for a chance of one in N: never (0), seldom or often.
std::size_t draw_chance() {
  constexpr std::array<std::size_t, 4> chances = {0, 50, 10, 3};
  return world().random().pick(chances);
}

bool draw(std::size_t one_in) {
  return world().random().one_in(one_in);
}

std::size_t between(std::size_t least, std::size_t most) {
  return world().random().between(least, most);
}

Weather draw_weather() {
  Weather weather;
  weather.short_io = draw_chance();
  weather.refused_io = draw_chance();
  weather.spurious = draw(2) ? 0 : 10;
  weather.signal = draw(2) ? 0 : 20;
  weather.late = draw(2) ? 0 : between(1, 4);
  weather.failed_accept = draw(3) ? 10 : 0;
  weather.lost = draw_chance();
  weather.repeated = draw_chance();
  return weather;
}

// The most bytes that a healthy member says. With so few, no congestion makes it wait, however many
// others flood (see the budget in Backpressure). If the backlog's limit is tight, the window of a
// reading member holds all bytes.
constexpr std::size_t most_bytes = 8 * 1024;

std::size_t most_healthy_bytes(const Conditions& conditions) {
  if (conditions.is_tight()) return most_bytes;
  return std::min(most_bytes, conditions.max_backlog / 16 / conditions.clients);
}

// Whether a seed has proxies is drawn apart, so that the others' runs did not change when proxies
// were added.
constexpr std::uint64_t proxied = 0x70726F786965640A;

// ------------------------------------------------------------------------------------- the clients

class Population {
 public:
  Population(Setting& setting, const Conditions& conditions)
      : setting_(setting), conditions_(conditions) {}

  std::vector<std::unique_ptr<Client>> make();

 private:
  std::unique_ptr<Client> make_client();
  std::unique_ptr<Client> make_stream_client(const Protocol& protocol);
  std::unique_ptr<Client> make_datagram_client(const Protocol& protocol);
  std::unique_ptr<Client> make_echo_client(const Protocol& protocol);
  StreamPlan draw_stream_plan(const Protocol& protocol);
  void draw_fault(StreamPlan& plan);
  Path draw_path(const Protocol& protocol, const StreamPlan& plan);
  Path draw_datagram_path();
  void make_flooder(StreamPlan& plan);
  Line draw_line(const Protocol& protocol, bool is_torn);
  std::string draw_name();
  Address draw_address(bool over_tcp);
  std::size_t longest_text() const;

  Setting& setting_;
  const Conditions& conditions_;
  std::vector<std::string> names_;
  std::size_t number_ = 0;  // of the current client
};

std::vector<std::unique_ptr<Client>> Population::make() {
  std::vector<std::unique_ptr<Client>> clients;
  const auto duration = static_cast<std::size_t>(conditions_.duration.count());
  while (clients.size() < conditions_.clients) {
    ++number_;
    clients.push_back(make_client());
    const bool early = !draw(4);
    clients.back()->start(microseconds(between(0, early ? 300000 : duration)));
  }
  return clients;
}

std::unique_ptr<Client> Population::make_client() {
  const Protocol& protocol = *world().random().pick(all_protocols());
  if (protocol.transport() == Transport::tcp) return make_stream_client(protocol);
  if (protocol.identity() == Identity::name) return make_datagram_client(protocol);
  return make_echo_client(protocol);
}

std::unique_ptr<Client> Population::make_echo_client(const Protocol& protocol) {
  EchoPlan plan;
  plan.messages = between(0, 10);
  plan.longest_text = longest_text();
  plan.answers = draw(6);
  plan.path = draw_datagram_path();
  return std::make_unique<EchoClient>(setting_, protocol, draw_address(false), plan);
}

std::unique_ptr<Client> Population::make_stream_client(const Protocol& protocol) {
  const StreamPlan plan = draw_stream_plan(protocol);
  const Address address = draw_address(true);
  const bool is_named = protocol.identity() == Identity::name;
  const std::string name = is_named ? draw_name() : address.to_string();
  return std::make_unique<StreamClient>(setting_, protocol, address, name, plan);
}

std::unique_ptr<Client> Population::make_datagram_client(const Protocol& protocol) {
  DatagramPlan plan;
  plan.messages = between(0, 12);
  plan.longest_text = longest_text();
  plan.pace = microseconds(between(2000, 200000));
  plan.joins = !draw(12);
  plan.renames = plan.joins && draw(8);
  plan.repeats_joining = plan.joins && draw(8);
  plan.says_farewell = !draw(3);
  plan.closes = draw(3);
  plan.asks_who = plan.joins && draw(5);
  if (draw(4)) plan.pause = microseconds(conditions_.datagram_idle * 1000000 + between(0, 500000));
  plan.joins_again = draw(2);
  plan.floods = conditions_.has_floods && draw(6);
  if (plan.floods) plan.messages = between(50, 300);
  plan.path = draw_datagram_path();
  return std::make_unique<DatagramClient>(setting_, protocol, draw_address(false), draw_name(),
                                          plan);
}

StreamPlan Population::draw_stream_plan(const Protocol& protocol) {
  using Ending = StreamPlan::Ending;
  constexpr std::array<Ending, 7> endings = {Ending::word,       Ending::word,  Ending::word,
                                             Ending::half_close, Ending::close, Ending::reset,
                                             Ending::vanish};
  StreamPlan plan;
  plan.longest_text = longest_text();
  plan.messages =
      between(0, std::min<std::size_t>(12, most_healthy_bytes(conditions_) / plan.longest_text));
  plan.pace = microseconds(between(2000, 300000));
  plan.ending = world().random().pick(endings);
  plan.asks_who = protocol.has_boundaries() && draw(5);
  // Split chunks may be merged, too, so everything that such a client says must fit into one
  // message.
  const bool may_be_torn = !protocol.has_boundaries() && protocol.identity() == Identity::address;
  plan.is_torn = may_be_torn && conditions_.max_message > 2 * most_bytes && draw(4);
  if (draw(3)) draw_fault(plan);
  if (conditions_.has_floods && !plan.is_torn && draw(2)) make_flooder(plan);
  plan.line = draw_line(protocol, plan.is_torn);
  if (plan.reading != StreamPlan::Reading::always) plan.line.window = between(500, 8000);
  if (plan.floods || conditions_.is_tight()) plan.line.window = 65536;
  if (plan.reading != StreamPlan::Reading::always && conditions_.is_tight()) {
    plan.line.window = 1000;
  }
  if (conditions_.has_proxies) plan.path = draw_path(protocol, plan);
  plan.in_step = plan.path == Path::bad && !protocol.has_boundaries() && !plan.is_torn;
  return plan;
}

// A member that reads slowly or floods has a path of its own: a proxy would read in its place, or
// be the one that floods. If a message is what one receive returns, none may catch up with another:
// such a member must talk in step, so it must behave, and be known by the name that begins.
Path Population::draw_path(const Protocol& protocol, const StreamPlan& plan) {
  const Path path = draw(3) ? Path::broken : Path::bad;
  const bool is_plain = plan.reading == StreamPlan::Reading::always && !plan.floods;
  const bool has_chunks = !protocol.has_boundaries() && !plan.is_torn;
  const bool may_be_in_step =
      protocol.identity() == Identity::name && plan.spoiling == StreamPlan::Spoiling::nothing;
  if (!is_plain || (has_chunks && !may_be_in_step)) return Path::direct;
  return draw(3) || !can_be_proxied(protocol, path) ? Path::direct : path;
}

Path Population::draw_datagram_path() {
  return conditions_.has_proxies && draw(2) ? Path::bad : Path::direct;
}

void Population::draw_fault(StreamPlan& plan) {
  using Reading = StreamPlan::Reading;
  using Spoiling = StreamPlan::Spoiling;
  switch (world().random().below(8)) {
    case 0:
      plan.reading = Reading::slowly;
      return;
    case 1:
      plan.reading = Reading::until_it_stops;
      return;
    case 2:
      plan.spoiling = Spoiling::silence;
      return;
    case 3:
      plan.spoiling = Spoiling::garbage;
      return;
    case 4:
      plan.spoiling = Spoiling::malformed;
      return;
    case 5:
      plan.spoiling = Spoiling::overlong;
      return;
    default:
      if (conditions_.has_floods || conditions_.is_tight()) plan.reading = Reading::until_it_stops;
      return;
  }
}

void Population::make_flooder(StreamPlan& plan) {
  plan.reading = StreamPlan::Reading::always;
  plan.spoiling = StreamPlan::Spoiling::nothing;
  plan.floods = true;
  plan.asks_who = false;
  plan.messages = between(50, 500);
  plan.longest_text = std::min<std::size_t>(conditions_.max_message - 150, between(200, 2000));
}

Line Population::draw_line(const Protocol& protocol, bool is_torn) {
  Line line;
  line.least_delay = microseconds(between(10, 1000));
  line.most_delay = line.least_delay + microseconds(between(1, 20000));
  line.window = between(16384, 65536);
  if (dialect_of(protocol.name()).name_ends_with_its_chunk()) line.chunks_kept = 1;
  if (!protocol.has_boundaries() && !is_torn) line.chunks_kept = 1000000;
  line.tears_finely = is_torn || draw(3);
  return line;
}

// Mostly a unique name; sometimes one that is taken or forbidden.
std::string Population::draw_name() {
  static const std::array<std::string, 9> bases = {
      "Ann", "bob", "Zoë", "Old Tom", "a.b:c", "Christopher", "7up", "漢字", "Server: x] y"};
  static const std::array<std::string, 10> forbidden = {
      "Server",         "sERVER",    " Ann",
      "Ann ",           "1.2.3.4:5", "abcdefghijklmnopqrstuvwxyz0123456",
      "a\tb",           "\177",      "Ѕеrvеr",
      "Ann\xE2\x80\x8B"};
  if (draw(20)) return world().random().pick(forbidden);
  if (!names_.empty() && draw(12)) {
    std::string taken = world().random().pick(names_);
    if (taken[0] >= 'a' && taken[0] <= 'z') taken[0] = static_cast<char>(taken[0] - 'a' + 'A');
    return taken;
  }
  names_.push_back(world().random().pick(bases) + std::to_string(number_));
  return names_.back();
}

// UDP clients share a host or a port, so that only both together distinguish them.
Address Population::draw_address(bool over_tcp) {
  const auto low = static_cast<std::uint8_t>(number_ % 250);
  const auto high = static_cast<std::uint8_t>(number_ / 250);
  if (over_tcp) {
    return Address(Address::Family::ipv4, {10, 0, high, low},
                   static_cast<std::uint16_t>(between(1024, 65535)));
  }
  if (draw(3)) return Address(Address::Family::ipv4, {10, 1, high, low}, 4000);
  return Address(Address::Family::ipv4, {10, 2, 0, 1}, static_cast<std::uint16_t>(4000 + number_));
}

std::size_t Population::longest_text() const {
  const std::size_t most = conditions_.max_message - 150;
  return between(100, std::min<std::size_t>(most, draw(8) ? 4000 : 300));
}

}  // namespace

std::vector<std::string> Conditions::arguments() const {
  return {"--listen",        "all",
          "--color",         "never",
          "--demultiplexer", uses_select ? "select" : "poll",
          "--max-members",   std::to_string(max_members),
          "--max-message",   std::to_string(max_message),
          "--max-backlog",   std::to_string(max_backlog),
          "--join-timeout",  std::to_string(join_timeout),
          "--datagram-idle", std::to_string(datagram_idle)};
}

Conditions draw_conditions(std::uint64_t seed) {
  Conditions drawn;
  drawn.uses_select = draw(2);
  drawn.weather = draw_weather();
  drawn.has_floods = draw(3);
  drawn.clients = draw(20) ? between(50, 100) : between(3, drawn.has_floods ? 15 : 35);
  drawn.max_members = draw(6) ? between(3, 20) : 10000;
  drawn.max_message = draw(2) ? between(400, 5000) : 65536;
  drawn.max_backlog = between(192, 512) * 1024;
  if (!drawn.has_floods && draw(4)) drawn.max_backlog = between(4, 16) * 1024;
  // Otherwise one message could bring every member to the limit.
  drawn.max_message = std::min(drawn.max_message, drawn.max_backlog / 4);
  if (drawn.is_tight() && draw(2))
    drawn.weather.spurious = 2;  // handles found ready in the turn that closes them
  drawn.join_timeout = between(2, 10);
  drawn.datagram_idle = between(2, 20);
  if (draw(2))
    drawn.turn_budget =
        between(1, draw(2) ? 300 : 3000);  // so that much work waits for later turns
  drawn.output_stalls = draw(3) ? between(3, 20) : 0;
  drawn.is_scarce = draw(8);
  drawn.stops_early = draw(8);
  drawn.duration = microseconds(between(1000000, draw(4) ? 15000000 : 4000000));
  const std::size_t few = between(15, 40);
  if (drawn.is_scarce && drawn.uses_select) drawn.weather.select_limit = static_cast<Handle>(few);
  if (drawn.is_scarce && !drawn.uses_select) drawn.weather.descriptor_limit = few;
  if (drawn.uses_select && !drawn.is_scarce) drawn.weather.select_limit = 128;
  if (draw(4)) drawn.weather.sleep = between(20, 500);
  // Each client needs three handles then.
  const bool has_room = !drawn.is_scarce && (!drawn.uses_select || drawn.clients <= 30);
  drawn.has_proxies = has_room && Random(seed ^ proxied).one_in(3);
  return drawn;
}

std::vector<std::unique_ptr<Client>> make_clients(Setting& setting, const Conditions& conditions) {
  return Population(setting, conditions).make();
}

}  // namespace chatlab::simulation
