// Starts programs and clients, pumps them, and describes failures.
#include "tests/support/program_testing.hpp"

#include <algorithm>
#include <sstream>
#include <system_error>
#include <utility>

namespace chatlab {
namespace {

// `IP:PORT` or `[IP]:PORT`.
Address parse_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  std::string ip = text.substr(0, colon);
  if (ip.front() == '[') ip = ip.substr(1, ip.size() - 2);
  const auto port = static_cast<std::uint16_t>(std::stoi(text.substr(colon + 1)));
  return Address::parse(ip, port).value_or(Address());
}

std::string all_of(const std::vector<Arrival>& arrivals) {
  std::string all;
  for (const Arrival& arrival : arrivals) all += "\n  " + escaped(arrival.bytes);
  return all;
}

}  // namespace

// ----------------------------------------------------------------------------------- participants

ChildProcess& ProgramTest::start(const std::string& program, const Arguments& arguments,
                                 const ChildProcess::Setting& setting) {
  return add(programs_, program, arguments, setting);
}

ChildProcess& ProgramTest::start_server(const std::vector<std::string>& protocols,
                                        const Arguments& more,
                                        const ChildProcess::Setting& setting) {
  Arguments arguments;
  for (const std::string& protocol : protocols) {
    arguments.insert(arguments.end(), {"--listen", protocol + ":0"});
  }
  arguments.insert(arguments.end(), more.begin(), more.end());
  ChildProcess& server = start("chat-server", arguments, setting);
  const bool is_ready =
      wait_until([&] { return places_in(server.output()).size() == protocols.size(); });
  EXPECT_TRUE(is_ready) << server.describe();
  use_server(server.output());
  return server;
}

ChildProcess& ProgramTest::start_client(const std::string& protocol, const Address& server,
                                        const Arguments& more,
                                        const ChildProcess::Setting& setting) {
  Arguments arguments = {"--protocol", protocol};
  arguments.insert(arguments.end(), more.begin(), more.end());
  arguments.insert(arguments.end(), {server.ip(), std::to_string(server.port())});
  return start("chat-client", arguments, setting);
}

Person ProgramTest::join(const std::string& protocol, const std::string& name) {
  const Dialect& dialect = dialect_of(protocol);
  TestClient* client = nullptr;
  if (dialect.is_over_udp()) {
    client = &bind_client(place(protocol));
  } else {
    client = &connect(place(protocol));
  }
  Person person{&dialect, client, name};
  const std::string request = dialect.join(name);
  if (request.empty()) person.name = client->address().to_string();
  if (!request.empty()) client->send(request);
  EXPECT_TRUE(hears(person, dialect.welcome()));
  return person;
}

StreamClient& ProgramTest::connect(const Address& server) {
  auto client = std::make_unique<StreamClient>(server);
  StreamClient& connected = *client;
  clients_.push_back(std::move(client));
  return connected;
}

DatagramClient& ProgramTest::bind_client(const Address& server, const std::string& ip) {
  auto client = std::make_unique<DatagramClient>(server, ip);
  DatagramClient& bound = *client;
  clients_.push_back(std::move(client));
  return bound;
}

StreamStandIn& ProgramTest::stand_in_over_tcp(const std::string& ip) {
  return add(stream_stand_ins_, ip);
}

DatagramStandIn& ProgramTest::stand_in_over_udp(const std::string& ip) {
  return add(datagram_stand_ins_, ip);
}

// ------------------------------------------------------------------------------------ what happens

void ProgramTest::pump() {
  for (const auto& program : programs_) program->pump();
  for (const auto& client : clients_) client->pump();
  for (const auto& server : stream_stand_ins_) server->pump();
  for (const auto& server : datagram_stand_ins_) server->pump();
}

bool ProgramTest::wait_until(const std::function<bool()>& condition, milliseconds limit) {
  const TimePoint end = now() + limit;
  for (;;) {
    pump();
    if (condition()) return true;
    if (now() >= end) return false;
    rest_for(milliseconds(1));
  }
}

void ProgramTest::let_pass(milliseconds duration) {
  wait_until([] { return false; }, duration);
}

bool ProgramTest::is_stuck(const std::function<std::size_t()>& left) {
  return wait_until([&] {
    const std::size_t before = left();
    let_pass(milliseconds(200));
    return before > 0 && left() == before;
  });
}

// Ten times per second the server tries to send more to the slow member, and for a while it may
// succeed, since the system's buffers grow. So the flood counts as held only after 150 ms without
// change.
void ProgramTest::flood_until_held(const Person& flooder, const Person& slow) {
  slow.stream().reads = false;
  std::size_t before = 0;
  ASSERT_TRUE(wait_until([&] {
    before = flooder.stream().unsent();
    if (before == 0) {
      for (int i = 0; i < 200; ++i) flooder.say(std::string(1000, '.'));
    }
    let_pass(milliseconds(before == 0 ? 0 : 150));
    return before > 0 && flooder.stream().unsent() == before;
  }));
}

testing::AssertionResult ProgramTest::shows(ChildProcess& program, std::string_view text,
                                            milliseconds limit) {
  const auto is_there = [&] { return program.output().find(text) != std::string::npos; };
  wait_until([&] { return is_there() || program.has_ended(); }, limit);
  if (is_there()) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "expected on standard output: " << escaped(text) << '\n'
                                     << program.describe();
}

testing::AssertionResult ProgramTest::complains(ChildProcess& program, std::string_view text,
                                                milliseconds limit) {
  const auto is_there = [&] { return program.errors().find(text) != std::string::npos; };
  wait_until([&] { return is_there() || program.has_ended(); }, limit);
  if (is_there()) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "expected on standard error: " << escaped(text) << '\n'
                                     << program.describe();
}

testing::AssertionResult ProgramTest::ends(ChildProcess& program, int status, milliseconds limit) {
  wait_until([&] { return program.has_ended(); }, limit);
  if (program.has_ended() && program.exit_status() == status) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "expected to end with " << status << '\n'
                                     << program.describe();
}

testing::AssertionResult ProgramTest::hears(TestClient& client, std::string_view expected,
                                            milliseconds limit) {
  if (expected.empty()) return testing::AssertionSuccess();
  std::string heard;
  const auto has_been_decided = [&] {
    heard = client.heard_first(expected.size());
    const bool may_become_it = expected.substr(0, heard.size()) == heard;
    return heard == expected || !may_become_it || client.is_over();
  };
  wait_until(has_been_decided, limit);
  if (heard != expected) {
    return testing::AssertionFailure()
           << "expected: " << escaped(expected)
           << "\n   heard: " << escaped(client.heard_first(expected.size() + 200))
           << (client.is_over() ? ", and the end" : "");
  }
  client.forget_first(expected.size());
  return testing::AssertionSuccess();
}

testing::AssertionResult ProgramTest::was_sent(StreamStandIn& server, std::string_view expected,
                                               milliseconds limit) {
  wait_until([&] { return server.heard().size() >= expected.size() || server.heard_end(); }, limit);
  if (server.heard() == expected) return testing::AssertionSuccess();
  return testing::AssertionFailure() << first_difference(expected, server.heard());
}

testing::AssertionResult ProgramTest::was_sent(DatagramStandIn& server,
                                               const std::vector<std::string>& expected,
                                               milliseconds limit) {
  wait_until([&] { return server.heard().size() >= expected.size(); }, limit);
  const bool is_it = std::equal(
      expected.begin(), expected.end(), server.heard().begin(), server.heard().end(),
      [](const std::string& bytes, const Arrival& arrival) { return bytes == arrival.bytes; });
  if (is_it) return testing::AssertionSuccess();
  auto failure = testing::AssertionFailure() << "expected:";
  for (const std::string& datagram : expected) failure << "\n  " << escaped(datagram);
  return failure << "\nheard:" << all_of(server.heard());
}

Places places_in(const std::string& log) {
  const std::string beginning = "listening on ";
  Places places;
  for (const std::string& line : lines_of(log)) {
    if (line.compare(0, beginning.size(), beginning) != 0) continue;
    const std::size_t slash = line.find('/');
    const std::size_t open = line.find(" (");
    if (open == std::string::npos || line.back() != ')') continue;
    places[line.substr(open + 2, line.size() - open - 3)] =
        parse_address(line.substr(beginning.size(), slash - beginning.size()));
  }
  return places;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool has_ipv6() {
  try {
    const TcpListener socket(*Address::parse("::1", 0));
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

}  // namespace chatlab
