// What is measured, with which contestants and how often.
#include "tests/bench/benchmark.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <utility>

#include "tests/bench/pass_through.hpp"
#include "tests/bench/processors.hpp"
#include "tests/bench/summary.hpp"
#include "tests/bench/wait_cost.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab::bench {
namespace {

using std::chrono::seconds;

constexpr int rounds = 5;
constexpr const char* per_cpu_second = "deliveries per CPU second";
constexpr const char* per_busiest_second = "MB per CPU second of the busiest program";

const Plot throughput_plot = {"members",
                              per_cpu_second,
                              "Deliveries per second of the server's processor time",
                              "members in the room",
                              "deliveries per CPU second, in millions",
                              1e6};
const Plot delay_plot = {"delay",
                         "p99 in ms",
                         "Delay of the slowest message in a hundred, to the last of 99 receivers",
                         "program, with 100 members in the room",
                         "99th percentile of the delay, in ms",
                         1};

std::string today() {
  char text[16];
  const std::time_t time = std::time(nullptr);
  std::strftime(text, sizeof text, "%Y-%m-%d", std::localtime(&time));
  return text;
}

// Other programs disturb the measurement: the reader must know.
std::string load_of_others() {
  double load = 0;
  if (::getloadavg(&load, 1) != 1 || load < 0.5) return "";
  char text[64];
  std::snprintf(text, sizeof text, ", beside other programs (load average %.1f)", load);
  return text;
}

std::string machine() {
  std::ifstream file("/proc/cpuinfo");
  int cores = 0;
  std::string model;
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("model name", 0) != 0) continue;
    ++cores;
    model = line.substr(line.find(':') + 2);
  }
  return std::to_string(cores) + " cores, " + model;
}

std::vector<std::unique_ptr<Contestant>> floor_and_server() {
  std::vector<std::unique_ptr<Contestant>> both;
  both.push_back(make_floor());
  both.push_back(make_chat_server("framed"));
  return both;
}

std::vector<std::unique_ptr<Contestant>> all_servers() {
  auto all = floor_and_server();
  for (auto& irc : find_irc_servers()) all.push_back(std::move(irc));
  return all;
}

std::vector<std::unique_ptr<TestBed>> set_up(std::vector<std::unique_ptr<Contestant>> contestants,
                                             int members,
                                             TestBed::Counting counting = TestBed::Counting::off) {
  std::vector<std::unique_ptr<TestBed>> beds;
  for (auto& contestant : contestants) {
    beds.push_back(std::make_unique<TestBed>(std::move(contestant), members, counting));
  }
  return beds;
}

// For the share of user time, of which the system takes samples.
Load load_for(milliseconds duration) {
  Load load;
  load.duration = duration;
  return load;
}

}  // namespace

// What the README shows comes first: on a slow machine the later experiments have fewer rounds.
void Benchmark::run() {
  struct Planned {
    void (Benchmark::*measure)();
    seconds last_round_ends;  // after the start of the benchmark
  };
  static constexpr Planned plan[] = {
      {&Benchmark::measure_hundred_members, seconds(35)},
      {&Benchmark::measure_thousand_members, seconds(72)},
      {&Benchmark::measure_joins, seconds(92)},
      {&Benchmark::measure_delays, seconds(148)},
      {&Benchmark::measure_other_members, seconds(166)},
      {&Benchmark::measure_delays_beside_flood, seconds(183)},
      {&Benchmark::measure_sizes, seconds(192)},
      {&Benchmark::measure_protocols, seconds(200)},
      {&Benchmark::measure_habits, seconds(207)},
      {&Benchmark::measure_calls, seconds(212)},
      {&Benchmark::measure_waits, seconds(214)},
      {&Benchmark::measure_proxy, seconds(227)},
  };
  const std::string caption = machine() + ", " + today() + load_of_others();
  std::printf("%s\n", caption.c_str());
  const TimePoint start = system_time();
  divide_processors();
  for (const Planned& experiment : plan) {
    last_round_ends_ = start + experiment.last_round_ends;
    (this->*experiment.measure)();
    const auto passed = std::chrono::duration_cast<seconds>(system_time() - start);
    std::printf("%3d seconds\n", static_cast<int>(passed.count()));
    std::fflush(stdout);
  }
  print_tables();
  report_.write_csv("build/bench/results.csv");
  report_.draw(throughput_plot, caption, "build/bench/members.svg");
  report_.draw(delay_plot, caption, "build/bench/delay.svg");
  write_summary(report_, caption, "build/bench/summary.md");
}

void Benchmark::in_rounds(const std::function<void()>& round) {
  for (round_ = 0; round_ < rounds; ++round_) {
    if (round_ > 0 && system_time() >= last_round_ends_) return;
    round();
  }
}

void Benchmark::add(const std::string& experiment, const std::string& parameter,
                    const std::string& contestant, const std::string& metric, double value) {
  report_.add({experiment, parameter, contestant, round_, metric, value});
}

// ---------------------------------------------------------------------------------- throughput

void Benchmark::measure_hundred_members() {
  fan_out("members", "100 members", all_servers(), 100, load_for(milliseconds(800)));
}

void Benchmark::measure_thousand_members() {
  fan_out("members", "1000 members", all_servers(), 1000, load_for(milliseconds(1200)));
}

void Benchmark::measure_other_members() {
  fan_out("members", "10 members", floor_and_server(), 10, Load());
  fan_out("members", "5000 members", floor_and_server(), 5000, Load());
}

void Benchmark::measure_sizes() {
  for (const int size : {16, 1024, 16384}) {
    Load load;
    load.text_size = static_cast<std::size_t>(size);
    load.in_flight = size > 1024 ? 16 : 64;
    fan_out("sizes", std::to_string(size) + " bytes", floor_and_server(), 100, load);
  }
}

void Benchmark::measure_protocols() {
  Contestants all;
  for (const char* protocol : {"framed", "line", "named", "anonymous", "datagram"}) {
    all.push_back(make_chat_server(protocol));
  }
  fan_out("protocols", "100 members", std::move(all), 100, Load());
}

// One habit changed at a time.
void Benchmark::measure_habits() {
  Contestants all;
  all.push_back(make_floor());
  all.push_back(make_floor({"--send-per-message"}));
  all.push_back(make_floor({"--select"}));
  all.push_back(make_chat_server("framed"));
  all.push_back(make_chat_server("framed", {"--demultiplexer", "select"}));
  fan_out("habits", "100 members", std::move(all), 100, Load());
}

void Benchmark::fan_out(const std::string& experiment, const std::string& parameter,
                        Contestants contestants, int members, const Load& load) {
  TestBeds beds = set_up(std::move(contestants), members);
  in_rounds([&] {
    for (const auto& bed : beds) add_fan_out(experiment, parameter, *bed, load);
  });
  add_longest_turns(experiment, parameter, beds);
}

void Benchmark::add_fan_out(const std::string& experiment, const std::string& parameter,
                            TestBed& bed, const Load& load) {
  const FanOut result = bed.measure_fan_out(load);
  const auto deliveries = static_cast<double>(result.deliveries);
  const auto lost = static_cast<double>(result.lost);
  add(experiment, parameter, bed.name(), per_cpu_second, deliveries / result.cpu.total);
  add(experiment, parameter, bed.name(), "share of user time", result.cpu.user / result.cpu.total);
  add(experiment, parameter, bed.name(), "messages lost in percent",
      100 * lost / (deliveries + lost));
}

// One figure per run, of all its rounds.
void Benchmark::add_longest_turns(const std::string& experiment, const std::string& parameter,
                                  TestBeds& beds) {
  round_ = 0;
  for (const auto& bed : beds) {
    const long longest = bed->turns().longest;
    if (longest < 0) continue;
    add(experiment, parameter, bed->name(), "longest turn in ms",
        static_cast<double>(longest) / 1000);
  }
}

// ---------------------------------------------------------------------------- joins and memory

// The memory is what is left once the servers have given back what the joins needed for a moment.
void Benchmark::measure_joins() {
  in_rounds([this] {
    constexpr int members = 500;
    constexpr milliseconds time_to_rest{1500};
    const TestBeds beds = set_up(all_servers(), members);
    rest_for(time_to_rest);
    for (const auto& bed : beds) {
      add("joins", "500 members", bed->name(), "joins per CPU second",
          members / bed->cost_of_joins().total);
      add("joins", "500 members", bed->name(), "bytes of memory per member",
          static_cast<double>(bed->memory_per_member()));
    }
  });
}

// ------------------------------------------------------------------------------- system calls

void Benchmark::measure_calls() {
  Contestants all;
  all.push_back(make_floor());
  all.push_back(make_floor({"--send-per-message"}));
  for (const char* protocol : {"framed", "line", "named", "anonymous", "datagram"}) {
    all.push_back(make_chat_server(protocol));
  }
  TestBeds beds = set_up(std::move(all), 100, TestBed::Counting::on);
  Load load;
  load.duration = milliseconds(100);
  in_rounds([&] {
    for (const auto& bed : beds) {
      const FanOut result = bed->measure_fan_out(load);
      add("calls", "100 members", bed->name(), "system calls per delivery",
          static_cast<double>(result.counts.system_calls) / static_cast<double>(result.deliveries));
    }
  });
}

void Benchmark::measure_waits() {
  for (const int idle : {10, 100, 1000, 10000}) {
    IdleHandles selected("select", idle);  // first: its descriptors must be below 1,024
    IdleHandles polled("poll", idle);
    const std::string parameter = std::to_string(idle) + " idle";
    in_rounds([&] {
      add("wait", parameter, "poll", "us per wait", polled.measure_wait());
      if (!selected.are_held()) return;
      add("wait", parameter, "select", "us per wait", selected.measure_wait());
    });
  }
}

// ---------------------------------------------------------------------------------------- delay

void Benchmark::measure_delays() {
  Contestants all = all_servers();
  all.insert(all.begin() + 1, make_floor({"--nagle"}));
  delays("delay", std::move(all), false);
}

void Benchmark::measure_delays_beside_flood() {
  delays("delay beside a flood", all_servers(), true);
}

// Within a round, the contestants take turns every half second, so that whatever else the machine
// does meets all of them.
void Benchmark::delays(const std::string& experiment, Contestants contestants, bool flood) {
  constexpr int turns = 4;
  constexpr int messages = 50;
  TestBeds beds = set_up(std::move(contestants), 100);
  in_rounds([&] {
    std::vector<std::vector<double>> all(beds.size());
    for (int turn = 0; turn < turns; ++turn) {
      for (std::size_t i = 0; i < beds.size(); ++i) {
        for (double delay : beds[i]->measure_delays(messages, flood)) all[i].push_back(delay);
      }
    }
    for (std::size_t i = 0; i < beds.size(); ++i) {
      std::sort(all[i].begin(), all[i].end());
      add(experiment, "100 members", beds[i]->name(), "median in ms", all[i][all[i].size() / 2]);
      add(experiment, "100 members", beds[i]->name(), "p99 in ms",
          all[i][all[i].size() * 99 / 100]);
    }
  });
  add_longest_turns(experiment, "100 members", beds);
}

// ---------------------------------------------------------------------------------- chat-proxy

// A server, a proxy and clients: three processes that may all be busy.
void Benchmark::measure_proxy() {
  share_processors();
  constexpr std::pair<Route, const char*> routes[] = {{Route::direct, "direct"},
                                                      {Route::bare_relay, "bare relay"},
                                                      {Route::chat_proxy, "through chat-proxy"}};
  Contestants both;
  both.push_back(make_chat_server("framed"));
  both.push_back(make_proxied_server("framed"));
  TestBeds beds = set_up(std::move(both), 10);
  in_rounds([&] {
    for (const auto& [route, name] : routes) {
      PassThrough stream(route);
      add("proxy", "one stream", name, "median delay in us", stream.measure_delay());
      const Throughput throughput = stream.measure_throughput();
      add("proxy", "one stream", name, "MB per second", throughput.per_second);
      add("proxy", "one stream", name, per_busiest_second, throughput.per_busiest_second);
    }
    for (const auto& bed : beds) add_conversation(*bed);
  });
}

// What users do, through the proxy: ten members talk.
void Benchmark::add_conversation(TestBed& bed) {
  const FanOut talk = bed.measure_fan_out(Load());
  add("proxied chat", "10 members", bed.name(), "messages per second",
      static_cast<double>(talk.messages) / talk.seconds);
  std::vector<double> delays = bed.measure_delays(50, false);
  std::sort(delays.begin(), delays.end());
  add("proxied chat", "10 members", bed.name(), "median in ms", delays[delays.size() / 2]);
}

// --------------------------------------------------------------------------------------- tables

void Benchmark::print_tables() const {
  report_.print("members", per_cpu_second, "floor");
  report_.print("members", "share of user time", "");
  report_.print("joins", "joins per CPU second", "floor");
  report_.print("joins", "bytes of memory per member", "");
  report_.print("sizes", per_cpu_second, "floor");
  report_.print("protocols", per_cpu_second, "chat-server framed");
  report_.print("protocols", "messages lost in percent", "");
  report_.print("habits", per_cpu_second, "floor");
  report_.print("calls", "system calls per delivery", "floor");
  report_.print("wait", "us per wait", "poll");
  for (const char* experiment : {"delay", "delay beside a flood"}) {
    report_.print(experiment, "median in ms", "floor");
    report_.print(experiment, "p99 in ms", "floor");
  }
  for (const char* reference : {"direct", "bare relay"}) {
    report_.print("proxy", per_busiest_second, reference);
    report_.print("proxy", "MB per second", reference);
    report_.print("proxy", "median delay in us", reference);
  }
  report_.print("proxied chat", "messages per second", "chat-server framed");
  report_.print("proxied chat", "median in ms", "chat-server framed");
  for (const char* experiment :
       {"members", "sizes", "protocols", "habits", "delay", "delay beside a flood"}) {
    report_.print(experiment, "longest turn in ms", "");
  }
}

}  // namespace chatlab::bench
