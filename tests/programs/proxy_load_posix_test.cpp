// chat-proxy with many connections at once, and how much it receives at a time. POSIX only, where a
// process may have a thousand sockets, and a send may accept more than 64 KiB.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tests/programs/proxy_testing.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab::proxy_load_posix_test {
namespace {

constexpr std::size_t connections = 1000;

class ProxyLoad : public ProxyProgram {
 protected:
  void accept_all() {
    for (Accepted next = listener.accept(); next.result.status == IoStatus::done;
         next = listener.accept()) {
      accepted.push_back(std::move(next.socket));
    }
  }

  /// Reads what has arrived. Returns the number of bytes.
  std::size_t drain_all() {
    std::vector<char> buffer(64 * 1024);
    std::size_t count = 0;
    for (TcpSocket& socket : accepted) {
      const IoResult result = socket.receive(buffer.data(), buffer.size());
      if (result.status == IoStatus::done) count += result.bytes;
    }
    return count;
  }

  /// Accepts what has connected, and answers each connection with what it has said.
  void serve() {
    accept_all();
    char buffer[64];
    for (TcpSocket& socket : accepted) {
      const IoResult result = socket.receive(buffer, sizeof buffer);
      if (result.status == IoStatus::done) socket.send(buffer, result.bytes);
    }
  }

  TcpListener listener{loopback()};
  std::vector<TcpSocket> accepted;
};

TEST_F(ProxyLoad, HoldsAThousandConnectionsAndMixesNoneUp) {
  ChildProcess& proxy =
      start_proxy(listener.local_address(), {"--both", "delay 20ms jitter 20ms chop 3"});
  std::vector<StreamClient*> clients;
  for (std::size_t i = 0; i < connections; ++i) {
    clients.push_back(&connect(proxy_place));
    clients.back()->send("I am number " + std::to_string(i));
  }
  std::size_t answered = 0;
  EXPECT_TRUE(wait_until(
      [&] {
        serve();
        while (answered < connections &&
               clients[answered]->heard == "I am number " + std::to_string(answered)) {
          ++answered;
        }
        return answered == connections;
      },
      3 * patience))
      << answered << " were answered";
  EXPECT_EQ(accepted.size(), connections);
  proxy.interrupt();
  clients.clear();
  EXPECT_TRUE(ends(proxy, 0));
}

// Starts a proxy with `count` clients, each of which sends a long message to the server.
class ProxyOfLongMessages : public ProxyLoad {
 protected:
  ChildProcess& pass_long_messages(std::size_t count) {
    constexpr std::size_t size = 100000;
    ChildProcess& proxy = start_proxy(listener.local_address(), {"--trace"});
    std::vector<StreamClient*> clients;
    for (std::size_t i = 0; i < count; ++i) clients.push_back(&connect(proxy_place));
    EXPECT_TRUE(wait_until([&] {
      accept_all();
      return accepted.size() == count;
    }));
    for (StreamClient* const client : clients) client->send(std::string(size, 'x'));
    std::size_t received = 0;
    EXPECT_TRUE(wait_until([&] {
      received += drain_all();
      return received == count * size;
    }));
    return proxy;
  }
};

TEST_F(ProxyOfLongMessages, ReceivesMuchAtATimeFromFewConnections) {
  ChildProcess& proxy = pass_long_messages(3);
  EXPECT_TRUE(complains(proxy, " of 262144  "));
}

TEST_F(ProxyOfLongMessages, ReceivesLessAtATimeFromEachOfMany) {
  ChildProcess& proxy = pass_long_messages(30);
  EXPECT_TRUE(complains(proxy, " of 65536  "));
  EXPECT_EQ(proxy.errors().find(" of 262144  "), std::string::npos);
}

class ProxyChunks : public TcpProxyProgram {};

TEST_F(ProxyChunks, ReceivesMoreAtATimeThanUnderAFault) {
  StreamClient& client = connect_through({"--trace"});
  client.send("1");
  EXPECT_TRUE(complains(*proxy, "client of connection 1: recv = 1 of 262144  \"1\""));
  let_obey(*proxy, "c2s delay 1ms");
  client.send("2");
  EXPECT_TRUE(complains(*proxy, "client of connection 1: recv = 1 of 65536  \"2\""));
  server.send("3");
  EXPECT_TRUE(complains(*proxy, "server of connection 1: recv = 1 of 262144  \"3\""));
  ASSERT_TRUE(was_sent(server, "12"));
  let_obey(*proxy, "clear");
  client.send("4");
  EXPECT_TRUE(complains(*proxy, "client of connection 1: recv = 1 of 262144  \"4\""));
}

// Two seconds are the limit, for connections that neither side closes and for a log that is not
// read.
TEST_F(ProxyLoad, StopsInTimeWithManyConnectionsAndALogThatIsNotRead) {
  ChildProcess& proxy = start_proxy(listener.local_address(), {"--hex"});
  proxy.reads_output = false;
  constexpr std::size_t count = 400;
  std::vector<StreamClient*> clients;
  for (std::size_t i = 0; i < count; ++i) {
    clients.push_back(&connect(proxy_place));
    clients.back()->send(std::string(50, 'x'));
  }
  ASSERT_TRUE(wait_until([&] {
    serve();
    const auto is_answered = [](const StreamClient* client) { return client->heard.size() == 50; };
    return std::all_of(clients.begin(), clients.end(), is_answered);
  }));
  proxy.interrupt();
  const TimePoint interrupted = now();
  proxy.reads_output = false;
  EXPECT_TRUE(wait_until([&] { return proxy.exit_status() >= 0; }));
  EXPECT_LT(now() - interrupted, milliseconds(3500));
}

}  // namespace
}  // namespace chatlab::proxy_load_posix_test
