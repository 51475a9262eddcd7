// The fixture for tests of the built programs. It pumps programs, test clients and stand-ins for
// servers in the test's own thread while it waits. No threads and no sleeping; a failing wait shows
// what was received.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/server_under_test.hpp"
#include "tests/support/stand_in.hpp"
#include "tests/support/test_client.hpp"

namespace chatlab {

/// Addresses by protocol, parsed from the lines `listening on IP:PORT/tcp (PROTOCOL)` that a server
/// writes when it is ready.
using Places = std::map<std::string, Address>;
Places places_in(const std::string& log);

class ProgramTest : public testing::Test {
 protected:
  using Arguments = std::vector<std::string>;
  using Input = ChildProcess::Input;

  // -------------------------------------------------------------------------------- participants

  /// Starts a program. It is killed at the end of the test if it still runs.
  ChildProcess& start(const std::string& program, const Arguments& arguments,
                      const ChildProcess::Setting& setting = {});

  /// Starts a chat-server that listens to `protocols` on free ports, and waits until it does.
  ChildProcess& start_server(const std::vector<std::string>& protocols, const Arguments& more = {},
                             const ChildProcess::Setting& setting = {});

  /// Reads the addresses of a server that was started in another way from its `log`.
  void use_server(const std::string& log) { places_ = places_in(log); }

  /// The address at which the last server started serves the protocol.
  const Address& place(const std::string& protocol) const { return places_.at(protocol); }

  /// Starts a chat-client that speaks `protocol` to `server`. `more` may have options, such as its
  /// name.
  ChildProcess& start_client(const std::string& protocol, const Address& server,
                             const Arguments& more, const ChildProcess::Setting& setting = {});

  /// Returns a test client that has joined the room of the last server started, and has received
  /// the welcome if there is one.
  Person join(const std::string& protocol, const std::string& name);

  StreamClient& connect(const Address& server);
  DatagramClient& bind_client(const Address& server, const std::string& ip = "127.0.0.1");

  /// Makes a stand-in for a server, at `ip` and a free port.
  StreamStandIn& stand_in_over_tcp(const std::string& ip = "127.0.0.1");
  DatagramStandIn& stand_in_over_udp(const std::string& ip = "127.0.0.1");

  // ---------------------------------------------------------------------------------- what happens

  /// Pumps all programs, clients and stand-ins once.
  virtual void pump();

  /// Pumps until `condition` holds, which is checked about every millisecond. Returns false after
  /// `limit`.
  bool wait_until(const std::function<bool()>& condition, milliseconds limit = patience);

  /// Pumps for `duration`, in which something must not happen.
  void let_pass(milliseconds duration);

  /// Waits until `left`, such as what a program has not accepted yet, is not 0 and stays the same.
  /// Returns false after the usual limit.
  bool is_stuck(const std::function<std::size_t()>& left);

  /// `slow` reads no more, and `flooder` talks until the server does not read from it either: bytes
  /// of the flooder are unsent, and stay so. Both are members over TCP. Fails after the usual
  /// limit.
  void flood_until_held(const Person& flooder, const Person& slow);

  /// Waits until `text` is on the program's standard output, or standard error.
  testing::AssertionResult shows(ChildProcess& program, std::string_view text,
                                 milliseconds limit = patience);
  testing::AssertionResult complains(ChildProcess& program, std::string_view text,
                                     milliseconds limit = patience);

  /// Waits until the program ends; succeeds if its status is `status`.
  testing::AssertionResult ends(ChildProcess& program, int status, milliseconds limit = patience);

  /// Waits; succeeds if `expected` is what the client receives next, and removes it.
  testing::AssertionResult hears(TestClient& client, std::string_view expected,
                                 milliseconds limit = patience);
  testing::AssertionResult hears(const Person& person, std::string_view expected,
                                 milliseconds limit = patience) {
    return hears(*person.client, expected, limit);
  }

  /// Succeeds if the stand-in has received exactly `expected` since its start.
  testing::AssertionResult was_sent(StreamStandIn& server, std::string_view expected,
                                    milliseconds limit = patience);
  testing::AssertionResult was_sent(DatagramStandIn& server,
                                    const std::vector<std::string>& expected,
                                    milliseconds limit = patience);

 private:
  template <typename Part, typename... Values>
  Part& add(std::vector<std::unique_ptr<Part>>& parts, Values&&... values) {
    parts.push_back(std::make_unique<Part>(std::forward<Values>(values)...));
    return *parts.back();
  }

  Places places_;
  std::vector<std::unique_ptr<ChildProcess>> programs_;
  std::vector<std::unique_ptr<TestClient>> clients_;
  std::vector<std::unique_ptr<StreamStandIn>> stream_stand_ins_;
  std::vector<std::unique_ptr<DatagramStandIn>> datagram_stand_ins_;
};

/// The lines of a text, without their ends.
std::vector<std::string> lines_of(const std::string& text);

/// True if the system has an IPv6 loopback interface.
bool has_ipv6();

}  // namespace chatlab
