// Turns the server, pumps its clients, and compares what they receive.
#include "tests/support/server_under_test.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "apps/protocols/registry.hpp"
#include "tests/support/reactor_testing.hpp"

namespace chatlab {
namespace {

constexpr milliseconds quiet{10};
constexpr int quiet_rounds = 5;  // more than one, since this process may not have run for a while

ServerOptions options_with(const Limits& limits) {
  ServerOptions options;
  options.limits = limits;
  return options;
}

// The address in `127.0.0.1:3000/tcp (framed)`.
Address address_in(const std::string& description) {
  const std::size_t slash = description.find('/');
  const std::size_t colon = description.rfind(':', slash);
  const int port = std::stoi(description.substr(colon + 1, slash - colon - 1));
  return *Address::parse(description.substr(0, colon), static_cast<std::uint16_t>(port));
}

}  // namespace

void Person::leave() const {
  const std::string word = dialect->leave(name);
  word.empty() ? stream().half_close() : client->send(word);
}

// The log goes to standard output, which GoogleTest can capture on all systems.
ServerUnderTest::ServerUnderTest(const std::string& demultiplexer, const Limits& limits,
                                 std::size_t budget)
    : reactor(make_demultiplexer(demultiplexer), budget), server(reactor, options_with(limits)) {
  testing::internal::CaptureStdout();
}

ServerUnderTest::~ServerUnderTest() {
  log_ += testing::internal::GetCapturedStdout();
  if (testing::Test::HasFailure()) std::fwrite(log_.data(), 1, log_.size(), stdout);
}

const std::string& ServerUnderTest::log() {
  log_ += testing::internal::GetCapturedStdout();
  testing::internal::CaptureStdout();
  return log_;
}

// ------------------------------------------------------------------------------ endpoints, clients

Address ServerUnderTest::endpoint(const std::string& protocol) {
  const auto known = places_.find(protocol);
  return known != places_.end() ? known->second : open(protocol, "127.0.0.1", 0);
}

Address ServerUnderTest::open(const std::string& protocol, const std::string& ip,
                              std::uint16_t port) {
  server.open({find_protocol(protocol), ip, port});
  return places_[protocol] = address_in(server.endpoints().back()->place());
}

StreamClient& ServerUnderTest::connect(const std::string& protocol) {
  auto client = std::make_unique<StreamClient>(endpoint(protocol));
  StreamClient& connected = *client;
  clients_.push_back(std::move(client));
  return connected;
}

DatagramClient& ServerUnderTest::bind_client(const std::string& protocol, const std::string& ip) {
  auto client = std::make_unique<DatagramClient>(endpoint(protocol), ip);
  DatagramClient& bound = *client;
  clients_.push_back(std::move(client));
  return bound;
}

TestClient& ServerUnderTest::client_of(const std::string& protocol) {
  if (dialect_of(protocol).is_over_udp()) return bind_client(protocol);
  return connect(protocol);
}

Person ServerUnderTest::join(const std::string& protocol, const std::string& name) {
  TestClient& client = client_of(protocol);
  Person person{&dialect_of(protocol), &client, name};
  const std::string request = person.dialect->join(name);
  if (request.empty()) {
    person.name = client.address().to_string();
  } else {
    client.send(request);
  }
  EXPECT_TRUE(wait_until([&] { return has(person.name); })) << person.name << " can't join";
  EXPECT_TRUE(hears(client, person.dialect->welcome()));
  return person;
}

// ------------------------------------------------------------------------------------ what happens

void ServerUnderTest::pump() {
  for (const auto& client : clients_) client->pump();
}

bool ServerUnderTest::wait_until(const std::function<bool()>& condition, milliseconds limit) {
  const auto pump_and_ask = [&] {
    pump();
    return condition();
  };
  return turn_until(reactor, pump_and_ask, limit);
}

void ServerUnderTest::turn() {
  int asked = 0;
  wait_until([&asked] { return ++asked == 2; });
}

void ServerUnderTest::run_for(milliseconds duration) {
  wait_until([] { return false; }, duration);
}

std::uint64_t ServerUnderTest::activity() const {
  std::uint64_t sum = reactor.statistics().wake_ups;
  for (const auto& client : clients_) sum += client->moved();
  return sum;
}

// If nothing has happened since the last call, two turns are enough.
void ServerUnderTest::settle() {
  turn();
  turn();
  if (reactor.is_idle() && activity() == settled_at_) return;
  settled_at_ = activity();
  TimePoint since = now();
  int rounds = 0;
  const auto is_quiet = [&] {
    if (!reactor.is_idle() || activity() != settled_at_) {
      settled_at_ = activity();
      since = now();
      rounds = 0;
    }
    return ++rounds > quiet_rounds && now() - since >= quiet;
  };
  EXPECT_TRUE(wait_until(is_quiet)) << "there is no end of it";
}

testing::AssertionResult ServerUnderTest::hears(TestClient& client, std::string_view expected,
                                                milliseconds limit) {
  if (expected.empty()) return testing::AssertionSuccess();
  std::string heard;
  wait_until(
      [&] {
        heard = client.heard_first(expected.size());
        const bool may_become_it = expected.substr(0, heard.size()) == heard;
        return heard == expected || !may_become_it || client.is_over();
      },
      limit);
  if (heard != expected) {
    return testing::AssertionFailure()
           << "expected: " << escaped(expected)
           << "\n   heard: " << escaped(client.heard_first(expected.size() + 200))
           << (client.is_over() ? ", and the end" : "");
  }
  client.forget_first(expected.size());
  return testing::AssertionSuccess();
}

testing::AssertionResult ServerUnderTest::hears_nothing_more(TestClient& client) {
  settle();
  if (!client.has_heard_anything()) return testing::AssertionSuccess();
  return testing::AssertionFailure()
         << "expected nothing, heard: " << escaped(client.heard_first(1000));
}

testing::AssertionResult ServerUnderTest::is_parted_with(StreamClient& client, milliseconds limit) {
  wait_until([&] { return client.is_over(); }, limit);
  if (!client.is_over()) return testing::AssertionFailure() << "its stream has not ended";
  if (client.error) return testing::AssertionFailure() << "it broke: " << client.error.message();
  if (client.heard.empty()) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "expected the end, heard: " << escaped(client.heard);
}

void ServerUnderTest::forget_all() {
  settle();
  for (const auto& client : clients_) client->forget_all();
}

// ------------------------------------------------------------------------------------ the operator

// A portable test has no standard input for the operator, so it calls the room as the operator's
// console does.
void ServerUnderTest::let_a_reader_fall_behind() {
  const Person slow = join("framed", "Slow");
  slow.stream().reads = false;
  ASSERT_TRUE(wait_until([&] {
    operator_says(std::string(20000, '.'));
    return server.room().find("Slow")->facts().unsent_bytes > 50000;
  }));
}

void ServerUnderTest::operator_says(const std::string& text) {
  const_cast<Room&>(server.room()).say_from_outside("Server", text);
}

void ServerUnderTest::operator_bans(const std::string& name) {
  const_cast<Room&>(server.room()).ban(name);
}

std::vector<Said> conversation_in(std::string_view framed_stream) {
  std::vector<Said> all;
  const auto take_frame = [&framed_stream] {
    const std::size_t size = std::stoul(std::string(framed_stream.substr(0, 10)));
    const std::string payload(framed_stream.substr(10, size));
    framed_stream.remove_prefix(10 + payload.size());
    return payload;
  };
  while (!framed_stream.empty()) {
    std::string sender = take_frame();
    all.push_back({std::move(sender), take_frame()});
  }
  return all;
}

std::string first_difference(std::string_view expected, std::string_view actual) {
  if (expected == actual) return {};
  const std::size_t shorter = std::min(expected.size(), actual.size());
  std::size_t at = 0;
  while (at < shorter && expected[at] == actual[at]) ++at;
  const std::size_t from = at < 60 ? 0 : at - 60;
  return "from byte " + std::to_string(at) + " of " + std::to_string(expected.size()) + " and " +
         std::to_string(actual.size()) + " on;\nexpected: ..." +
         escaped(expected.substr(from, 160)) + "\n   heard: ..." +
         escaped(actual.substr(from, 160));
}

}  // namespace chatlab
