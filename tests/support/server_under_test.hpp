// A whole server over real sockets, in the test's own thread: the test turns its reactor, and pumps
// the clients in between. No threads and no sleeping; a failing check says what was expected and
// what was heard.
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

/// Somebody in the room: a client, the protocol it speaks, and what it goes by.
struct Person {
  const Dialect* dialect;
  TestClient* client;
  std::string name;

  void say(const std::string& text) const { client->send(dialect->say(name, text)); }

  /// By the protocol's own word, or by closing where it has none.
  void leave() const;

  /// For what only a TCP client can do.
  StreamClient& stream() const { return dynamic_cast<StreamClient&>(*client); }
};

/// One at a time.
class ServerUnderTest {
 public:
  explicit ServerUnderTest(const std::string& demultiplexer = "poll", const Limits& limits = {});

  /// Shows the log where the test has failed.
  ~ServerUnderTest();

  // ----------------------------------------------------------------------------------- who comes

  /// Where `protocol` is served: on 127.0.0.1 and a free port, opened when it is first asked for.
  Address endpoint(const std::string& protocol);

  /// Serves `protocol` there; throws std::runtime_error where the port is taken. Returns where.
  Address open(const std::string& protocol, const std::string& ip, std::uint16_t port);

  /// A client of a TCP protocol that has connected and said nothing.
  StreamClient& connect(const std::string& protocol);

  /// A client of a UDP protocol.
  DatagramClient& bind_client(const std::string& protocol, const std::string& ip = "127.0.0.1");

  /// Either, as the protocol has it.
  TestClient& client_of(const std::string& protocol);

  /// Somebody new who is in the room when this returns, and has heard the welcome where there is
  /// one. Whoever has no name of its own goes by its ADDRESS.
  Person join(const std::string& protocol, const std::string& name);

  // ------------------------------------------------------------------------------- what happens

  /// Turns the server and pumps the clients until `condition` holds; false where it does not before
  /// `limit` has passed. It is asked at least every millisecond.
  bool wait_until(const std::function<bool()>& condition, milliseconds limit = patience);

  /// Pumps the clients, and lets the server take one turn, which waits a millisecond at most.
  void turn();

  /// Goes on turning for a while.
  void run_for(milliseconds duration);

  /// Until nothing happens any more.
  void settle();

  /// Whether that is what the client hears next; it is forgotten then. Waits for it.
  testing::AssertionResult hears(TestClient& client, std::string_view expected,
                                 milliseconds limit = patience);
  testing::AssertionResult hears(const Person& person, std::string_view expected,
                                 milliseconds limit = patience) {
    return hears(*person.client, expected, limit);
  }

  /// Whether all has been heard, once everything is settled.
  testing::AssertionResult hears_nothing_more(TestClient& client);
  testing::AssertionResult hears_nothing_more(const Person& person) {
    return hears_nothing_more(*person.client);
  }

  /// Whether the server ends the client's stream, in good order and with nothing left unheard.
  testing::AssertionResult is_parted_with(StreamClient& client, milliseconds limit = patience);

  /// All that was heard so far is of no interest, once everything is settled.
  void forget_all();

  /// Whether somebody called so is in the room.
  bool has(const std::string& name) const { return server.room().find(name) != nullptr; }

  // -------------------------------------------------------------------------------- the operator

  void operator_says(const std::string& text);
  void operator_bans(const std::string& name);

  /// What the server has logged so far.
  const std::string& log();

  Reactor reactor;
  ChatServer server;

 private:
  void pump();
  std::uint64_t activity() const;

  std::map<std::string, Address> places_;  // by protocol
  std::vector<std::unique_ptr<TestClient>> clients_;
  std::string log_;
  std::uint64_t settled_at_ = 0;  // the activity() so far when all was last settled
};

/// Of `framed`: who said what, in a stream that has only messages in it.
struct Said {
  std::string sender;
  std::string text;
};
std::vector<Said> conversation_in(std::string_view framed_stream);

/// Where two long texts begin to differ, for a failure's message; empty where they don't.
std::string first_difference(std::string_view expected, std::string_view actual);

}  // namespace chatlab
