// Puts a world, a server and its clients together, lets them run, and checks the invariants each
// turn.
#include "tests/simulation/run.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "apps/protocols/registry.hpp"
#include "apps/server/chat_server.hpp"
#include "apps/trace/narrator.hpp"
#include "tests/simulation/console.hpp"
#include "tests/simulation/datagram_client.hpp"
#include "tests/simulation/operator.hpp"
#include "tests/simulation/population.hpp"
#include "tests/simulation/proxies.hpp"
#include "tests/simulation/stream_client.hpp"

namespace chatlab::simulation {
namespace {

// Passes the narrator's lines on to the world's trace.
class WorldSink : public TraceSink {
 public:
  void write_line(const std::string& line) override { world().narrate(line); }
};

class Run {
 public:
  Run(std::uint64_t seed, std::function<void(const std::string&)> trace);
  RunResult result();

 private:
  void live();
  void open_server();
  void start_narrator();
  void stop_narrator();
  void close_server();
  void on_turn();
  void on_idle();
  void plan_forgeries();
  void plan_forgery(const Protocol& source, const Protocol& target);
  void plan_the_end();
  void end_now();
  void spread_news();
  void check_backlogs();
  void check_deliveries();
  void check_nothing_is_left();

  World world_;
  Network network_;
  Surroundings surroundings_;
  Conditions conditions_;
  Ledger ledger_;
  Setting setting_;
  Operator operator_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::map<std::string, Client*> by_address_;
  std::size_t known_ = 0;  // the number of entries that were passed to their clients
  TimePoint stopped_at_ = TimePoint::max();
  WorldSink sink_;
  std::unique_ptr<Narrator> narrator_;  // if the run is traced
  std::unique_ptr<Reactor> reactor_;
  std::unique_ptr<StandardInput> input_;
  std::unique_ptr<ChatServer> server_;
  std::unique_ptr<Proxies> proxies_;  // if the conditions have any
  RunFacts facts_;
  std::uint64_t deliveries_ = 0;    // up to the last turn
  std::size_t members_before_ = 0;  // when the last turn began
};

Run::Run(std::uint64_t seed, std::function<void(const std::string&)> trace)
    : world_(seed),
      conditions_(draw_conditions(seed)),
      ledger_(conditions_.max_members),
      setting_{ledger_, conditions_.max_message, conditions_.is_scarce, conditions_.stops_early,
               conditions_.is_tight()} {
  world_.trace_to(std::move(trace));
  surroundings_.output = [this](std::string_view bytes) { ledger_.write(bytes); };
  surroundings_.output_stalls = conditions_.output_stalls;
  world_.watch([this] { on_turn(); });
  world_.when_idle([this] { on_idle(); });
}

RunResult Run::result() {
  try {
    live();
  } catch (const Failure&) {
    // world_ remembers it.
  } catch (const std::exception& error) {
    world_.fail(std::string("the server ended with: ") + error.what());
  }
  stop_narrator();
  world_.trace_to({});
  proxies_.reset();
  server_.reset();
  input_.reset();
  reactor_.reset();
  return {world_.failure(), facts_};
}

void Run::live() {
  open_server();
  clients_ = make_clients(setting_, conditions_);
  for (const auto& client : clients_) by_address_[client->address()] = client.get();
  operator_.start(clients_, conditions_.duration, conditions_.has_floods);
  plan_forgeries();
  plan_the_end();
  server_->run();
  world_.throw_failure();
  close_server();
  world_.throw_failure();
}

void Run::open_server() {
  std::string command_line = "chat-server";
  for (const std::string& argument : conditions_.arguments()) command_line += ' ' + argument;
  world_.trace(command_line);
  const ServerOptions options = parse_server_options(conditions_.arguments());
  reactor_ =
      std::make_unique<Reactor>(make_demultiplexer(options.demultiplexer), conditions_.turn_budget);
  start_narrator();
  input_ = std::make_unique<StandardInput>();
  server_ = std::make_unique<ChatServer>(*reactor_, options);
  server_->attach_stop_signal();
  server_->attach_console(*input_);
  for (const EndpointOption& endpoint : options.endpoints) server_->open(endpoint);
  server_->announce();
  if (conditions_.has_proxies) proxies_ = std::make_unique<Proxies>(*reactor_, conditions_);
  world_.weather() = conditions_.weather;
}

void Run::start_narrator() {
  if (!world_.is_traced()) return;
  narrator_ = std::make_unique<Narrator>(sink_, false);
  observe_calls(narrator_.get());
  observe_chat(narrator_.get());
  reactor_->observe(narrator_.get());
}

void Run::stop_narrator() {
  observe_calls(nullptr);
  observe_chat(nullptr);
  if (reactor_ != nullptr) reactor_->observe(nullptr);
}

// Bytes in transit when the server ends still arrive.
void Run::close_server() {
  const auto took = std::chrono::duration_cast<milliseconds>(world_.now() - stopped_at_);
  if (took > milliseconds(2100)) world_.fail("stopping takes at most two seconds");
  if (proxies_ != nullptr) proxies_->finish();
  world_.go_on_for(std::chrono::seconds(5));
  spread_news();
  for (const auto& client : clients_) client->check_at_end();
  facts_ = {world_.turn(),
            ledger_.entries().size(),
            server_->statistics().messages_out,
            server_->backpressure().congestions(),
            ledger_.given_up(),
            server_->statistics().refused,
            network_.opened()};
  world_.throw_failure();
  stop_narrator();
  world_.trace_to({});
  proxies_.reset();
  server_.reset();
  if (world_.open_count() != 1)
    world_.fail("(h) nothing is left: a descriptor is open after the end");
}

// Any host can send a datagram that seems to come from one of the server's own endpoints. If the
// server answered or admitted it, the log or other clients would show it.
void Run::plan_forgeries() {
  for (const Protocol* source : all_protocols()) {
    for (const Protocol* target : all_protocols()) {
      const bool over_udp =
          source->transport() == Transport::udp && target->transport() == Transport::udp;
      if (over_udp && world_.random().one_in(8)) plan_forgery(*source, *target);
    }
  }
}

void Run::plan_forgery(const Protocol& source, const Protocol& target) {
  const Address from(Address::Family::ipv4, {127, 0, 0, 1}, source.default_port());
  const auto duration = static_cast<std::size_t>(conditions_.duration.count());
  world_.after(microseconds(world_.random().below(duration)), [this, from, &target] {
    network_.send(from, target.default_port(), target.encode_join("Forger") + "forged");
  });
}

// ------------------------------------------------------------------------------------- every turn

void Run::on_turn() {
  spread_news();
  for (const auto& client : clients_) client->check();
  check_backlogs();
  check_deliveries();
}

void Run::spread_news() {
  for (; known_ < ledger_.entries().size(); ++known_) {
    const Entry& entry = ledger_.entries()[known_];
    if (entry.address.empty()) {
      operator_.on_entry(entry);
      continue;
    }
    const auto found = by_address_.find(entry.address);
    if (found != by_address_.end()) {
      found->second->on_entry(entry);
    } else {
      world_.fail("no client is at " + entry.address);
    }
  }
}

// A member whose backlog reaches the limit is closed at once, so no backlog is ever above the
// limit. Flooding members are held before that, however many they are.
void Run::check_backlogs() {
  const std::size_t deepest = server_->backpressure().deepest();
  if (!conditions_.is_tight() && deepest >= conditions_.max_backlog) {
    world_.fail("(g) floods bring no member to the backlog's limit: one has " +
                std::to_string(deepest) + " bytes unsent");
  }
  for (const Member* member : server_->room().members()) {
    const std::size_t unsent = member->facts().unsent_bytes;
    if (unsent <= conditions_.max_backlog) continue;
    world_.fail("(g) memory is bounded: " + member->name() + " has " + std::to_string(unsent) +
                " bytes unsent");
  }
}

// Each delivery is charged to the budget. A turn completes what it has begun when the budget is
// used up: one event of a member, and one of the operator.
void Run::check_deliveries() {
  const std::uint64_t sum = server_->statistics().messages_out;
  const std::size_t members = server_->room().members().size() + 1;
  const std::size_t most = conditions_.turn_budget + 2 * std::max(members, members_before_);
  if (sum - deliveries_ > most) {
    world_.fail("(i) no turn exceeds its budget: one made " + std::to_string(sum - deliveries_) +
                " deliveries, where " + std::to_string(most) + " are the most");
  }
  deliveries_ = sum;
  members_before_ = members;
}

// ----------------------------------------------------------------------------------------- the end

void Run::plan_the_end() {
  const auto duration = static_cast<std::size_t>(conditions_.duration.count());
  for (const auto& client : clients_) {
    const bool early = world_.random().one_in(4);
    const std::size_t time = early ? world_.random().between(duration / 4, duration) : duration;
    world_.after(microseconds(time + world_.random().below(500000)),
                 [&client = *client] { client.leave(); });
  }
  if (conditions_.stops_early) {
    world_.after(microseconds(world_.random().between(duration / 4, duration)),
                 [this] { end_now(); });
  }
  world_.after(conditions_.duration + microseconds(8000000), [this] {
    for (const auto& client : clients_) client->vanish();
  });
}

void Run::on_idle() {
  check_nothing_is_left();
  end_now();
}

void Run::end_now() {
  world_.weather().sleep = 0;  // or the two seconds for stopping would begin again
  stopped_at_ = world_.now();
  if (world_.is_traced()) world_.trace("the server is told to stop");
  if (surroundings_.signal != nullptr) surroundings_.signal->raise();
}

void Run::check_nothing_is_left() {
  ledger_.check_everybody_left();
  const std::size_t console = operator_.has_ended() ? 0 : 1;
  const std::size_t gates = proxies_ == nullptr ? 0 : proxies_->size();
  const std::size_t listening = server_->endpoints().size() + gates;
  const std::size_t expected = listening + 1 + console;  // 1: the signal
  if (!server_->room().members().empty()) world_.fail("(h) nothing is left: a member remains");
  if (reactor_->handler_count() != expected) {
    world_.fail("(h) nothing is left: " + std::to_string(reactor_->handler_count()) +
                " handlers instead of " + std::to_string(expected));
  }
  if (!reactor_->timers().empty()) world_.fail("(h) nothing is left: a timer runs");
  const std::size_t descriptors = listening + 3;  // stdin, self-pipe
  if (world_.open_count() != descriptors) {
    world_.fail("(h) nothing is left: " + std::to_string(world_.open_count()) +
                " descriptors instead of " + std::to_string(descriptors));
  }
}

}  // namespace

void add(RunFacts& sum, const RunFacts& facts) {
  sum.turns += facts.turns;
  sum.entries += facts.entries;
  sum.deliveries += facts.deliveries;
  sum.congestions += facts.congestions;
  sum.given_up += facts.given_up;
  sum.refused += facts.refused;
  sum.relayed += facts.relayed;
}

RunResult run_seed(std::uint64_t seed, std::function<void(const std::string&)> trace) {
  return Run(seed, std::move(trace)).result();
}

bool repeats_exactly(std::uint64_t seed) {
  std::string traces[2];
  for (std::string& trace : traces) {
    const RunResult result = run_seed(seed, [&](const std::string& line) { trace += line + '\n'; });
    trace += result.failure;
  }
  return traces[0] == traces[1];
}

}  // namespace chatlab::simulation
