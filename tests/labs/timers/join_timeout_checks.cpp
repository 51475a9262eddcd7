// The checks of the join timeout: a server whose clients say nothing, on a network that the check
// plays.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "apps/protocols/framed.hpp"
#include "apps/protocols/line.hpp"
#include "apps/server/stream_endpoint.hpp"
#include "platform/clock.hpp"
#include "reactor/timer_queue.hpp"
#include "tests/labs/machinery/played_ports.hpp"
#include "tests/labs/machinery/played_server.hpp"
#include "tests/labs/machinery/transcript.hpp"
#include "tests/labs/timers/timer_checks.hpp"

namespace chatlab::labs {
namespace {

Limits limits_with(std::size_t newcomers, std::chrono::seconds join_timeout) {
  Limits limits;
  limits.max_newcomers = newcomers;
  limits.join_timeout = join_timeout;
  return limits;
}

const LineProtocol line_protocol;
const FramedProtocol framed_protocol;

// A server for `line`, or for another protocol; its clients are told apart by their ports.
class Host {
 public:
  explicit Host(std::size_t most_newcomers = 1000,
                std::chrono::seconds join_timeout = std::chrono::seconds(30),
                const Protocol& protocol = line_protocol)
      : server_(limits_with(most_newcomers, join_timeout)),
        encoding_(protocol),
        endpoint_(server_.context(), encoding_, Address()) {
    note("given", "chat-server --listen " + std::string(protocol.name()) + " --join-timeout " +
                      std::to_string(join_timeout.count()));
  }
  ~Host() { server_.context().room.close(); }

  void connect(std::uint16_t port) {
    note("given", client(port).to_string() + " connects");
    connect_client(client(port));
    server_.serve();
  }
  void send(std::uint16_t port, const std::string& bytes) {
    note("given", client(port).to_string() + " sends " + quoted(bytes));
    stream_from(client(port)).arriving.push_back(bytes);
    server_.serve();
  }
  void end(std::uint16_t port) {
    note("given", client(port).to_string() + " ends its stream");
    stream_from(client(port)).peer_has_ended = true;
    server_.serve();
  }
  void let_pass(milliseconds time) {
    note("time", shown(time) + " pass");
    server_.let_pass(time);
  }
  void expect_connected(std::uint16_t port) {
    expecting(client(port).to_string() + " is connected");
    tell_state(port);
  }
  void expect_closed(std::uint16_t port) {
    expecting(client(port).to_string() + " was closed");
    tell_state(port);
  }
  void expect_log(const std::string& expected) {
    expect("log: " + expected, "log: " + collect_log());
  }
  void expect_timers(const std::string& expected) {
    expect("running: " + expected,
           "running: " + count_of(context().reactor.timers().size(), "timer"));
  }
  ServerContext& context() { return server_.context(); }
  StreamEndpoint& endpoint() { return endpoint_; }

 private:
  static Address client(std::uint16_t port) { return *Address::parse("10.0.0.1", port); }
  static void tell_state(std::uint16_t port) {
    came(client(port).to_string() +
         (stream_from(client(port)).closed ? " was closed" : " is connected"));
  }

  PlayedServer server_;
  SharedEncoding encoding_;
  StreamEndpoint endpoint_;
};

// A reader that keeps the room congested, and yet is never given up.
class SlowReader : public Participant {
 public:
  explicit SlowReader(Backpressure& backpressure) : backpressure_(backpressure) {}
  ~SlowReader() override { backpressure_.forget(*this); }
  void have_unsent(std::size_t bytes) {
    unsent_ = bytes;
    backpressure_.on_backlog(*this);
  }

  std::size_t backlog() const override { return unsent_; }
  TimePoint last_progress() const override { return now(); }
  void try_to_send() override {}
  void on_too_slow(std::string_view) override {}
  void on_hold(bool) override {}

 private:
  Backpressure& backpressure_;
  std::size_t unsent_ = 0;
};

// Counts how often a join timeout is over.
class JoinTimeouts : public TimerWatcher {
 public:
  void on_timer(const TimerHandler& handler, const Timer& timer) override {
    if (handler.describe_timer(timer).compare(0, 12, "join timeout") == 0) ++number_;
  }
  void expect_number(int expected) {
    expect("join timeouts that were over: " + std::to_string(expected),
           "join timeouts that were over: " + std::to_string(number_));
  }

 private:
  int number_ = 0;
};

}  // namespace

void check_join_timeout() {
  Host host(1000, std::chrono::seconds(20));
  host.connect(1001);
  host.let_pass(milliseconds(19999));
  host.expect_connected(1001);
  host.let_pass(milliseconds(1));
  host.expect_closed(1001);
  host.expect_log("closing 10.0.0.1:1001: it never gave a name");
  host.connect(1002);
  host.let_pass(milliseconds(10000));
  note("time", "the server is stopped for an hour");
  stand_still(std::chrono::hours(1));
  host.let_pass(milliseconds(9999));
  host.expect_connected(1002);
  host.let_pass(milliseconds(1));
  host.expect_closed(1002);
}

void check_byte_by_byte() {
  Host host(1000, std::chrono::seconds(30), framed_protocol);
  host.connect(1001);
  for (const char* byte : {"3", " ", " "}) {
    host.let_pass(milliseconds(9000));
    host.send(1001, byte);
  }
  host.let_pass(milliseconds(2999));
  host.expect_connected(1001);
  host.let_pass(milliseconds(1));
  host.expect_closed(1001);
}

void check_joined() {
  Host host;
  host.connect(1001);
  host.let_pass(milliseconds(20000));
  host.send(1001, "Ann\n");
  host.expect_log("Ann at 10.0.0.1:1001 (line) joined");
  host.expect_timers("0 timers");
  host.let_pass(milliseconds(3600000));
  host.expect_connected(1001);
}

void check_kept_waiting() {
  Host host;
  JoinTimeouts timeouts;
  host.context().reactor.observe(&timeouts);
  SlowReader reader(host.context().backpressure);
  host.connect(1001);
  note("given", "the room is congested, and for now no client may join");
  reader.have_unsent(host.context().limits.max_backlog / 2);
  host.context().backpressure.charge(static_cast<Share&>(host.endpoint()),
                                     host.context().limits.max_backlog);
  host.send(1001, "Ann\n");
  host.let_pass(milliseconds(30000));
  host.expect_connected(1001);
  note("note", "one timer watches over slow members, one is the join timeout");
  host.expect_timers("2 timers");
  timeouts.expect_number(1);
  host.let_pass(milliseconds(29999));
  timeouts.expect_number(1);
  host.let_pass(milliseconds(1));
  timeouts.expect_number(2);
  host.expect_connected(1001);
  note("given", "the congestion is over");
  reader.have_unsent(0);
  host.let_pass(milliseconds(30000));
  host.expect_connected(1001);
  host.expect_log("Ann at 10.0.0.1:1001 (line) joined");
  host.context().reactor.observe(nullptr);
}

void check_gone() {
  Host host(2);
  note("given", "at most 2 newcomers at a time");
  host.connect(1001);
  host.end(1001);
  host.expect_closed(1001);
  host.expect_timers("0 timers");
  host.connect(1002);
  host.connect(1003);
  host.expect_connected(1002);
  host.expect_connected(1003);
  host.connect(1004);
  host.expect_closed(1002);
  host.expect_timers("2 timers");
}

}  // namespace chatlab::labs
