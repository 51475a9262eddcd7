// The checks of the lab `timers`: a system's clock that the check sets, timers, and what they fire;
// then a server whose clients say nothing.
#include <chrono>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "apps/protocols/framed.hpp"
#include "apps/protocols/line.hpp"
#include "apps/server/stream_endpoint.hpp"
#include "platform/clock.hpp"
#include "platform/demultiplexer.hpp"
#include "platform/running_time.hpp"
#include "reactor/reactor_observer.hpp"
#include "reactor/timer_queue.hpp"
#include "tests/labs/machinery/played_ports.hpp"
#include "tests/labs/machinery/played_server.hpp"
#include "tests/labs/machinery/transcript.hpp"

namespace chatlab::labs {
namespace {

using std::chrono::microseconds;

std::string shown(microseconds time) {
  const auto whole = time.count() / 1000;
  const auto rest = time.count() % 1000;
  return std::to_string(whole) + (rest == 0 ? "" : '.' + std::to_string(1000 + rest).substr(1)) +
         " ms";
}

// The program waits for so long, as it meant to.
void wait(microseconds time) {
  note("time", "the program waits for " + shown(time));
  pass(time);
}

// An observer to whom only timers matter.
class TimerWatcher : public ReactorObserver {
 public:
  void on_wait(const Wait&) override {}
  void on_ready(const EventHandler&, const Ready&) override {}
  void on_added(const EventHandler&) override {}
  void on_removed(const EventHandler&) override {}
  void on_interest(const EventHandler&, Interest) override {}
  void on_connection(const EventHandler&, ConnectionStep, std::size_t) override {}
  void on_budget_used_up(std::size_t) override {}
  void on_retired(std::size_t) override {}
  void on_turn_end() override {}
};

class Stage : public TimerHandler, public TimerWatcher {
 public:
  void on_timer(const TimerHandler& handler, const Timer& timer) override;
  void on_timer(Timer& timer) override;
  void expect_fired(const std::string& expected, std::size_t most = static_cast<std::size_t>(-1)) {
    expecting(expected);
    timers.fire_due(most);
    const std::string fired = std::exchange(fired_, "");
    came(fired.empty() ? "no timer fires" : fired);
  }
  void expect_running(std::size_t number) {
    expect("running: " + count_of(number, "timer"), "running: " + count_of(timers.size(), "timer"));
  }
  void expect_wait(const std::string& expected) {
    expecting("wait for " + expected);
    const milliseconds time = timers.time_until_next();
    came("wait for " + (time == forever ? "ever" : std::to_string(time.count()) + " ms"));
  }

  TimerQueue timers;

 private:
  void tell(const std::string& what);

  std::string fired_;
};

class NamedTimer : public Timer {
 public:
  NamedTimer(Stage& stage, std::string name) : Timer(stage.timers, stage), name_(std::move(name)) {}
  void run_for(milliseconds delay) {
    note("given", name_ + ".start(" + shown(delay) + ")");
    start(delay);
  }
  void end() {
    note("given", name_ + ".stop()");
    stop();
  }
  const std::string& name() const { return name_; }
  std::function<void()> when_fired;

 private:
  std::string name_;
};

void Stage::tell(const std::string& what) {
  fired_ += (fired_.empty() ? "" : ", ") + what;
  if (fired_.size() > 1000) fail("A fires again and again in one round");
}

void Stage::on_timer(const TimerHandler& handler, const Timer& timer) {
  const bool is_mine = &handler == static_cast<const TimerHandler*>(this);
  tell("the observer is told of " + static_cast<const NamedTimer&>(timer).name() +
       (is_mine ? "" : " and of a wrong handler"));
}

void Stage::on_timer(Timer& timer) {
  auto& named = static_cast<NamedTimer&>(timer);
  const std::string running = timer.is_running() ? " (but is running)" : "";
  tell(named.name() + running + " fires");
  if (const std::function<void()> action = named.when_fired) action();
}

// ------------------------------------------------------------------------------------ the queue

void check_fires() {
  Stage stage;
  NamedTimer a(stage, "A");
  stage.expect_fired("no timer fires");
  a.run_for(milliseconds(10));
  stage.expect_fired("no timer fires");
  wait(microseconds(9999));
  stage.expect_fired("no timer fires");
  wait(microseconds(1));
  stage.expect_fired("A fires");
  wait(milliseconds(100));
  stage.expect_fired("no timer fires");
  a.run_for(milliseconds(0));
  stage.expect_fired("A fires");
}

void check_order() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B"), c(stage, "C"), d(stage, "D");
  d.run_for(milliseconds(30));
  c.run_for(milliseconds(20));
  b.run_for(milliseconds(20));
  a.run_for(milliseconds(10));
  wait(milliseconds(25));
  stage.expect_fired("A fires, C fires, B fires");
  wait(milliseconds(5));
  stage.expect_fired("D fires");
}

void check_how_long() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B");
  stage.expect_wait("ever");
  a.run_for(milliseconds(10));
  stage.expect_wait("10 ms");
  b.run_for(milliseconds(5));
  stage.expect_wait("5 ms");
  wait(microseconds(4400));
  stage.expect_wait("1 ms");
  wait(microseconds(600));
  stage.expect_wait("0 ms");
  wait(milliseconds(100));
  stage.expect_wait("0 ms");
  stage.expect_fired("B fires, A fires");
  stage.expect_wait("ever");
}

void check_stopped() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B");
  a.end();
  a.run_for(milliseconds(10));
  b.run_for(milliseconds(10));
  a.end();
  a.end();
  wait(milliseconds(10));
  stage.expect_fired("B fires");
  note("then", "A is started again before it is due");
  a.run_for(milliseconds(10));
  b.run_for(milliseconds(12));
  wait(milliseconds(5));
  a.run_for(milliseconds(10));
  stage.expect_running(2);
  wait(milliseconds(5));
  stage.expect_fired("no timer fires");
  wait(milliseconds(2));
  stage.expect_fired("B fires");
  wait(milliseconds(3));
  stage.expect_fired("A fires");
  stage.expect_running(0);
  note("then", "three timers are due at the same time, and the second of them is stopped");
  NamedTimer c(stage, "C");
  for (NamedTimer* timer : {&a, &b, &c}) timer->run_for(milliseconds(10));
  b.end();
  stage.expect_running(2);
  wait(milliseconds(10));
  stage.expect_fired("A fires, C fires");
}

void check_restarts() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B"), c(stage, "C");
  note("given", "A starts itself again and C for the first time, both with no delay");
  a.when_fired = [&] {
    a.start(milliseconds(0));
    if (!c.is_running()) c.start(milliseconds(0));
  };
  a.run_for(milliseconds(10));
  b.run_for(milliseconds(10));
  wait(milliseconds(10));
  stage.expect_fired("A fires, B fires");
  stage.expect_wait("0 ms");
  stage.expect_fired("A fires, C fires");
  a.end();
  note("given", "D stops E and starts F with no delay");
  NamedTimer d(stage, "D"), e(stage, "E"), f(stage, "F");
  d.when_fired = [&] {
    e.stop();
    f.start(milliseconds(0));
  };
  d.run_for(milliseconds(10));
  e.run_for(milliseconds(10));
  wait(milliseconds(10));
  stage.expect_fired("D fires");
  stage.expect_fired("F fires");
}

void check_stops_another() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B"), d(stage, "D");
  auto c = std::make_unique<NamedTimer>(stage, "C");
  note("given", "A stops B and destroys C, D restarts A");
  a.when_fired = [&] {
    b.stop();
    c.reset();
  };
  d.when_fired = [&] { a.start(milliseconds(10)); };
  for (NamedTimer* timer : {&a, &b, c.get(), &d}) timer->run_for(milliseconds(10));
  wait(milliseconds(10));
  stage.expect_fired("A fires, D fires");
  stage.expect_wait("10 ms");
}

void check_most() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B"), c(stage, "C");
  for (NamedTimer* timer : {&a, &b, &c}) timer->run_for(milliseconds(1));
  wait(milliseconds(1));
  note("given", "at most 2 per round");
  stage.expect_fired("A fires, B fires", 2);
  stage.expect_wait("0 ms");
  stage.expect_fired("C fires", 2);
}

void check_told() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B"), c(stage, "C");
  note("given", "an observer; A stops B");
  stage.timers.observe(&stage);
  a.when_fired = [&] { b.stop(); };
  for (NamedTimer* timer : {&a, &b, &c}) timer->run_for(milliseconds(10));
  wait(milliseconds(10));
  stage.expect_fired("the observer is told of A, A fires, the observer is told of C, C fires");
}

// ------------------------------------------------------------------------------------ the clock

// A program's own clock, beginning at 0, and the system's.
class Clock {
 public:
  void pass(milliseconds time) { system_ += time; }
  void run(milliseconds time) {
    note("time", "the program works for " + shown(time));
    pass(time);
  }
  void stop(milliseconds time) {
    note("time", "the program is stopped for " + shown(time));
    pass(time);
  }
  void begin_wait_for(milliseconds time) {
    note("time", time < time.zero() ? "begin_wait(forever)" : "begin_wait(" + shown(time) + ")");
    running_.begin_wait(time);
  }
  void end_wait_after(milliseconds time) {
    note("time", "end_wait() after " + shown(time));
    pass(time);
    running_.end_wait(system_);
  }
  void expect_time(milliseconds expected) {
    expecting("its clock shows " + shown(expected));
    const auto time = std::chrono::duration_cast<microseconds>(running_.at(system_) - begin_);
    came("its clock shows " + shown(time));
  }

 private:
  TimePoint begin_{std::chrono::hours(5)};
  TimePoint system_ = begin_;
  RunningTime running_{begin_};
};

void check_clock_runs() {
  Clock clock;
  clock.expect_time(milliseconds(0));
  clock.run(milliseconds(900));
  clock.expect_time(milliseconds(900));
  clock.begin_wait_for(milliseconds(5000));
  clock.end_wait_after(milliseconds(5100));
  clock.expect_time(milliseconds(6000));
  clock.begin_wait_for(milliseconds(5000));
  clock.end_wait_after(milliseconds(1000));
  clock.expect_time(milliseconds(7000));
  clock.begin_wait_for(forever);
  clock.end_wait_after(milliseconds(3600000));
  clock.expect_time(milliseconds(3607000));
}

void check_breakpoint() {
  Clock clock;
  clock.run(milliseconds(500));
  clock.expect_time(milliseconds(500));
  clock.stop(milliseconds(60000));
  clock.expect_time(milliseconds(500));
  clock.run(milliseconds(100));
  clock.expect_time(milliseconds(600));
  clock.begin_wait_for(milliseconds(30000));
  clock.end_wait_after(milliseconds(100));
  clock.stop(milliseconds(20000));
  clock.expect_time(milliseconds(700));
  clock.begin_wait_for(forever);
  clock.end_wait_after(milliseconds(300));
  clock.stop(milliseconds(20000));
  clock.expect_time(milliseconds(1000));
}

void check_suspended() {
  Clock clock;
  clock.run(milliseconds(500));
  clock.expect_time(milliseconds(500));
  clock.begin_wait_for(milliseconds(2000));
  clock.end_wait_after(milliseconds(3600000));
  clock.expect_time(milliseconds(500));
  clock.begin_wait_for(milliseconds(2000));
  clock.end_wait_after(milliseconds(2000));
  clock.expect_time(milliseconds(2500));
}

// ------------------------------------------------------------------------------ the join timeout

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
    came(client(port).to_string() +
         (stream_from(client(port)).closed ? " was closed" : " is connected"));
  }
  void expect_closed(std::uint16_t port) {
    expecting(client(port).to_string() + " was closed");
    came(client(port).to_string() +
         (stream_from(client(port)).closed ? " was closed" : " is connected"));
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

  PlayedServer server_;
  SharedEncoding encoding_;
  StreamEndpoint endpoint_;
};

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

constexpr Check checks[] = {
    {"fires", check_fires},
    {"order", check_order},
    {"how-long", check_how_long},
    {"stopped", check_stopped},
    {"restarts", check_restarts},
    {"stops-another", check_stops_another},
    {"most", check_most},
    {"told", check_told},
    {"clock-runs", check_clock_runs},
    {"breakpoint", check_breakpoint},
    {"suspended", check_suspended},
    {"join-timeout", check_join_timeout},
    {"byte-by-byte", check_byte_by_byte},
    {"joined", check_joined},
    {"kept-waiting", check_kept_waiting},
    {"gone", check_gone},
};

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  return chatlab::labs::run_checks(argc, argv, chatlab::labs::checks,
                                   std::size(chatlab::labs::checks));
}
