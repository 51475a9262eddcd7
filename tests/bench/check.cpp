// Loads the server under each protocol, with few and with many members. What grows with the members
// is the price of a delivery; the rest is the price of a message.
#include "tests/bench/check.hpp"

#include <algorithm>
#include <cstdio>

#include "tests/support/protocol_lists.hpp"

namespace chatlab::bench {
namespace {

constexpr int few_members = 50;
constexpr int many_members = 400;
constexpr double most_calls_per_delivery = 0.5;        // several messages leave in one send
constexpr double most_calls_per_delivery_apart = 1.1;  // each message leaves in a send of its own
constexpr double most_allocations_per_message = 16;
constexpr double most_allocations_per_delivery = 0.1;
constexpr double most_deliveries_per_turn = 150000;  // the budget, and the request that exceeds it

double allocations(const FanOut& result) {
  return static_cast<double>(result.counts.allocations) / static_cast<double>(result.messages);
}

double most_calls(const std::string& protocol) {
  const ProtocolNames apart = stream_protocols_without_boundaries();
  const bool is_apart = std::find(apart.begin(), apart.end(), protocol) != apart.end();
  return is_apart ? most_calls_per_delivery_apart : most_calls_per_delivery;
}

}  // namespace

bool Check::run() {
  constexpr int in_flight = 64;
  for (const std::string& protocol : stream_protocols()) {
    const FanOut few = measure(protocol, few_members, in_flight);
    const FanOut many = measure(protocol, many_members, in_flight);
    expect_few_allocations(few, many, many_members - few_members);
  }
  // More at a time than a turn has room for.
  measure("framed", 1000, 1000);
  return good_;
}

FanOut Check::measure(const std::string& protocol, int members, int in_flight) {
  TestBed bed(make_chat_server(protocol), members, TestBed::Counting::on);
  Load load;
  load.in_flight = in_flight;
  load.duration = milliseconds(300);
  const FanOut result = bed.measure_fan_out(load);
  const auto deliveries = static_cast<double>(result.deliveries);
  std::printf("%s, %d members, %.0f deliveries\n", protocol.c_str(), members, deliveries);
  expect("deliveries lost", static_cast<double>(result.lost), 0);
  expect("system calls per delivery", static_cast<double>(result.counts.system_calls) / deliveries,
         most_calls(protocol));
  expect("deliveries in a turn", static_cast<double>(bed.turns().costliest),
         most_deliveries_per_turn);
  return result;
}

void Check::expect_few_allocations(const FanOut& few, const FanOut& many, int more_members) {
  expect("allocations per message", allocations(few), most_allocations_per_message);
  expect("allocations per delivery", (allocations(many) - allocations(few)) / more_members,
         most_allocations_per_delivery);
}

void Check::expect(const char* what, double value, double most) {
  const bool holds = value <= most;  // false for what is not a number: nothing was delivered
  std::printf("  %s  %s: %.4g, at most %g\n", holds ? "ok  " : "FAIL", what, value, most);
  std::fflush(stdout);
  good_ = good_ && holds;
}

}  // namespace chatlab::bench
