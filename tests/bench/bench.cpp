// The benchmark: chat-server beside its floor, beside itself with other settings, and beside the
// IRC servers that this machine has. Prints tables, writes build/bench/results.csv, and plots.
//
//   make bench           all of it, five minutes on two cores
//   make bench-check     one minute; fails if a message is lost, or by counts that are never noise
//
// README.md in this folder says what each experiment shows.
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "platform/process.hpp"
#include "tests/bench/experiments.hpp"
#include "tests/bench/pass_through.hpp"
#include "tests/bench/report.hpp"
#include "tests/bench/summary.hpp"
#include "tests/support/protocol_lists.hpp"

namespace chatlab::bench {
namespace {

constexpr int rounds = 3;
constexpr std::chrono::seconds time_limit{280};
constexpr const char* per_cpu_second = "deliveries per CPU second";

using Contestants = std::vector<std::unique_ptr<Contestant>>;

class Benchmark {
 public:
  /// The whole, in rounds. There are fewer rounds if the next one might exceed the time limit:
  /// `make bench` ends within five minutes.
  void run() {
    const std::string caption = machine() + ", " + today() + load_of_others();
    std::printf("%s\n", caption.c_str());
    const TimePoint start = system_time();
    while (round_ < rounds && system_time() + longest_round_ < start + time_limit) measure_round();
    print_tables();
    report_.write_csv("build/bench/results.csv");
    report_.plot("members", per_cpu_second, caption, "build/bench/members.svg");
    report_.plot("delay", "p99 in ms", caption, "build/bench/delay.svg");
    write_summary(report_, caption, "build/bench/summary.md");
  }

 private:
  void measure_round() {
    const TimePoint start = system_time();
    measure_members();
    measure_sizes();
    measure_protocols();
    measure_habits();
    measure_waits();
    measure_delays(false);
    measure_delays(true);
    measure_proxy();
    longest_round_ = std::max(longest_round_, system_time() - start);
    ++round_;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(longest_round_);
    std::printf("round %d of %d done; the longest took %d seconds\n", round_, rounds,
                static_cast<int>(seconds.count()));
    std::fflush(stdout);
  }

  void print_tables() const {
    report_.print("members", per_cpu_second, "floor");
    report_.print("members", "share of user time", "");
    report_.print("members", "longest turn in ms", "");
    report_.print("members", "bytes of memory per member", "");
    report_.print("members", "joins per CPU second", "");
    report_.print("sizes", per_cpu_second, "floor");
    report_.print("protocols", per_cpu_second, "chat-server framed");
    report_.print("protocols", "messages lost in percent", "");
    report_.print("habits", per_cpu_second, "floor");
    report_.print("wait", "us per wait", "poll");
    for (const char* experiment : {"delay", "delay beside a flood"}) {
      report_.print(experiment, "median in ms", "floor");
      report_.print(experiment, "p99 in ms", "floor");
    }
    report_.print("proxy", "MB per second", "direct");
    report_.print("proxy", "median delay in us", "direct");
  }

  static std::string today() {
    char text[16];
    const std::time_t time = std::time(nullptr);
    std::strftime(text, sizeof text, "%Y-%m-%d", std::localtime(&time));
    return text;
  }

  // Other programs disturb the measurement: the reader must know.
  static std::string load_of_others() {
    double load = 0;
    if (::getloadavg(&load, 1) != 1 || load < 0.5) return "";
    char text[64];
    std::snprintf(text, sizeof text, ", beside other programs (load average %.1f)", load);
    return text;
  }

  static std::string machine() {
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

  void measure_members() {
    for (const int members : {10, 100, 1000, 5000}) {
      Contestants all;
      all.push_back(make_floor());
      all.push_back(make_chat_server("framed"));
      if (members == 100 || members == 1000) {
        for (auto& irc : find_irc_servers()) all.push_back(std::move(irc));
      }
      Load load;
      load.members = members;
      for (const auto& one : all) {
        fan_out("members", std::to_string(members) + " members", *one, load);
      }
    }
  }

  void measure_sizes() {
    for (const int size : {16, 1024, 16384}) {
      Load load;
      load.text_size = static_cast<std::size_t>(size);
      load.in_flight = size > 1024 ? 16 : 64;
      for (const auto& one : floor_and_server({})) {
        fan_out("sizes", std::to_string(size) + " bytes", *one, load);
      }
    }
  }

  void measure_protocols() {
    for (const char* protocol : {"framed", "line", "named", "anonymous", "datagram"}) {
      fan_out("protocols", "100 members", *make_chat_server(protocol), Load());
    }
  }

  // One habit changed at a time.
  void measure_habits() {
    Contestants all;
    all.push_back(make_floor());
    all.push_back(make_floor({"--send-per-message"}));
    all.push_back(make_floor({"--select"}));
    all.push_back(make_chat_server("framed"));
    all.push_back(make_chat_server("framed", {"--demultiplexer", "select"}));
    for (const auto& one : all) fan_out("habits", "100 members", *one, Load());
  }

  void measure_waits() {
    for (const int idle : {10, 100, 1000, 10000}) {
      for (const char* call : {"poll", "select"}) {
        const double cost = measure_wait(call, idle);
        if (cost < 0) continue;
        report_.add({"wait", std::to_string(idle) + " idle", call, round_, "us per wait", cost});
      }
    }
  }

  void measure_delays(bool flood) {
    const char* experiment = flood ? "delay beside a flood" : "delay";
    Contestants all;
    all.push_back(make_floor());
    if (!flood) all.push_back(make_floor({"--nagle"}));
    all.push_back(make_chat_server("framed"));
    for (auto& irc : find_irc_servers()) all.push_back(std::move(irc));
    for (const auto& one : all) delay(experiment, *one, flood);
  }

  void measure_proxy() {
    for (const bool through_proxy : {false, true}) {
      const char* const name = through_proxy ? "through chat-proxy" : "direct";
      PassThrough stream(through_proxy);
      const double delay = stream.measure_delay();
      report_.add({"proxy", "one stream", name, round_, "median delay in us", delay});
      const double throughput = stream.measure_throughput();
      report_.add({"proxy", "one stream", name, round_, "MB per second", throughput});
    }
  }

  static Contestants floor_and_server(const std::vector<std::string>& options) {
    Contestants both;
    both.push_back(make_floor());
    both.push_back(make_chat_server("framed", options));
    return both;
  }

  void fan_out(const std::string& experiment, const std::string& parameter, Contestant& contestant,
               const Load& load) {
    const FanOut result = measure_fan_out(contestant, load);
    const auto add = [&](const char* metric, double value) {
      report_.add({experiment, parameter, contestant.name(), round_, metric, value});
    };
    const auto deliveries = static_cast<double>(result.deliveries);
    add(per_cpu_second, deliveries / result.cpu.total());
    add("share of user time", result.cpu.user / result.cpu.total());
    add("messages lost in percent",
        100 * static_cast<double>(result.lost) / (deliveries + static_cast<double>(result.lost)));
    add("bytes of memory per member", static_cast<double>(result.memory));
    if (result.join_cpu > 0) add("joins per CPU second", load.members / result.join_cpu);
    if (result.turns.longest >= 0) {
      add("longest turn in ms", static_cast<double>(result.turns.longest) / 1000);
    }
  }

  void delay(const std::string& experiment, Contestant& contestant, bool flood) {
    const Delay result = measure_delay(contestant, 120, flood);
    report_.add(
        {experiment, "100 members", contestant.name(), round_, "median in ms", result.median});
    report_.add({experiment, "100 members", contestant.name(), round_, "p99 in ms", result.p99});
  }

  Report report_;
  int round_ = 0;
  std::chrono::steady_clock::duration longest_round_{0};
};

// ------------------------------------------------------------------- what a check can rely on

// Bounds that noise does not break: they are counts.
constexpr double most_calls_per_delivery = 0.5;        // several messages leave in one send
constexpr double most_calls_per_delivery_apart = 1.1;  // each message leaves in a send of its own
constexpr double most_allocations_per_message = 16;
constexpr double most_allocations_per_delivery = 0.1;
constexpr double most_deliveries_per_turn = 150000;  // the budget, and the request that exceeds it

// Each protocol, with few and with many members. What grows with the members is the price of a
// delivery; the rest is the price of a message.
class Check {
 public:
  bool run() {
    for (const std::string& protocol : stream_protocols()) {
      const FanOut few = measure(protocol, 100);
      const FanOut many = measure(protocol, 1000);
      expect("allocations per message", allocations(few), most_allocations_per_message);
      expect("allocations per delivery", (allocations(many) - allocations(few)) / 900,
             most_allocations_per_delivery);
    }
    return good_;
  }

 private:
  static double allocations(const FanOut& result) {
    return static_cast<double>(result.counts.allocations) / static_cast<double>(result.messages);
  }

  FanOut measure(const std::string& protocol, int members) {
    Load load;
    load.members = members;
    load.counted = true;
    const FanOut result = measure_fan_out(*make_chat_server(protocol), load);
    const auto deliveries = static_cast<double>(result.deliveries);
    std::printf("%s, %d members, %.0f deliveries\n", protocol.c_str(), members, deliveries);
    const ProtocolNames apart = stream_protocols_without_boundaries();
    const bool is_apart = std::find(apart.begin(), apart.end(), protocol) != apart.end();
    expect("deliveries lost", static_cast<double>(result.lost), 0);
    expect("system calls per delivery",
           static_cast<double>(result.counts.system_calls) / deliveries,
           is_apart ? most_calls_per_delivery_apart : most_calls_per_delivery);
    expect("deliveries in a turn", static_cast<double>(result.turns.costliest),
           most_deliveries_per_turn);
    return result;
  }

  void expect(const char* what, double value, double most) {
    const bool holds = value <= most;  // false for what is not a number: nothing was delivered
    std::printf("  %s  %s: %.4g, at most %g\n", holds ? "ok  " : "FAIL", what, value, most);
    std::fflush(stdout);
    good_ = good_ && holds;
  }

  bool good_ = true;
};

}  // namespace
}  // namespace chatlab::bench

int main(int argc, char** argv) {
  const chatlab::Process process(argc, argv);
  ::mkdir("build/bench", 0777);
  try {
    if (process.arguments() == std::vector<std::string>{"--check"}) {
      return chatlab::bench::Check().run() ? 0 : 1;
    }
    chatlab::bench::Benchmark().run();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench: %s\n", error.what());
    return 1;
  }
}
