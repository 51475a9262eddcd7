// A whole server over real sockets, in the test's own thread: the test turns its reactor, and pumps
// the clients between the turns. No threads and no sleeping; a failing check shows what was
// expected and what was received.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "apps/server/chat_server.hpp"
#include "reactor/reactor.hpp"
#include "tests/support/dialects.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/test_client.hpp"

namespace chatlab {

/// A member of the room: its client, its protocol and its name or ADDRESS.
struct Person {
  const Dialect* dialect;
  TestClient* client;
  std::string name;

  void say(const std::string& text) const { client->send(dialect->say(name, text)); }

  /// Leaves by the protocol's own request, or by closing if it has none.
  void leave() const;

  /// The client, for calls that only a TCP client has.
  StreamClient& stream() const { return dynamic_cast<StreamClient&>(*client); }
};

/// The fixture; at most one object at a time.
class ServerUnderTest {
 public:
  /// `budget` is that of the reactor: see TurnBudget.
  explicit ServerUnderTest(const std::string& demultiplexer = "poll", const Limits& limits = {},
                           std::size_t budget = TurnBudget::ordinary);

  /// Prints the log if the test has failed.
  ~ServerUnderTest();

  // ------------------------------------------------------------------------- endpoints, clients

  /// The address of the endpoint for `protocol`: 127.0.0.1 and a free port. The first call opens
  /// it.
  Address endpoint(const std::string& protocol);

  /// Serves `protocol` at `ip` and `port`, and returns the address. Throws std::runtime_error if
  /// the port is taken.
  Address open(const std::string& protocol, const std::string& ip, std::uint16_t port);

  /// Returns a client of a TCP protocol that has connected and sent nothing.
  StreamClient& connect(const std::string& protocol);

  /// Returns a client of a UDP protocol.
  DatagramClient& bind_client(const std::string& protocol, const std::string& ip = "127.0.0.1");

  /// Returns a client of a TCP or UDP protocol.
  TestClient& client_of(const std::string& protocol);

  /// Returns a new member that has joined the room, and has received the welcome if there is one. A
  /// member without a name is identified by its ADDRESS.
  Person join(const std::string& protocol, const std::string& name);

  /// A member joins, stops reading, and has unsent output, for which a server that stops waits.
  void let_a_reader_fall_behind();

  // ------------------------------------------------------------------------------- what happens

  /// Turns the server and pumps the clients until `condition` holds, which is checked at least
  /// every millisecond; returns false after `limit`.
  bool wait_until(const std::function<bool()>& condition, milliseconds limit = patience);

  /// Pumps the clients, and lets the server take one turn, which waits a millisecond at most.
  void turn();

  /// Turns the server and pumps the clients for `duration`.
  void run_for(milliseconds duration);

  /// Turns the server and pumps the clients until no bytes move any more.
  void settle();

  /// Waits; succeeds if `expected` is what the client receives next, and removes it.
  testing::AssertionResult hears(TestClient& client, std::string_view expected,
                                 milliseconds limit = patience);
  testing::AssertionResult hears(const Person& person, std::string_view expected,
                                 milliseconds limit = patience) {
    return hears(*person.client, expected, limit);
  }

  /// Settles; succeeds if the client has received nothing more.
  testing::AssertionResult hears_nothing_more(TestClient& client);
  testing::AssertionResult hears_nothing_more(const Person& person) {
    return hears_nothing_more(*person.client);
  }

  /// Waits; succeeds if the server ends the client's stream without an error, with nothing left
  /// unread.
  testing::AssertionResult is_parted_with(StreamClient& client, milliseconds limit = patience);

  /// Settles, then discards all that clients have received.
  void forget_all();

  /// True if a member of this name is in the room.
  bool has(const std::string& name) const { return server.room().find(name) != nullptr; }

  // -------------------------------------------------------------------------------- the operator

  void operator_says(const std::string& text);
  void operator_bans(const std::string& name);

  /// The server's log so far.
  const std::string& log();

  Reactor reactor;
  ChatServer server;

 private:
  void pump();
  std::uint64_t activity() const;

  std::map<std::string, Address> places_;  // by protocol
  std::vector<std::unique_ptr<TestClient>> clients_;
  std::string log_;
  std::uint64_t settled_at_ = 0;  // the activity() when last settled
};

/// A message of `framed`: sender and text.
struct Said {
  std::string sender;
  std::string text;
};
std::vector<Said> conversation_in(std::string_view framed_stream);

/// Describes where two long texts begin to differ, for a failure's message; empty if they are
/// equal.
std::string first_difference(std::string_view expected, std::string_view actual);

}  // namespace chatlab
