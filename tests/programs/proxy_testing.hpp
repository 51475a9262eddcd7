// The fixture for tests of chat-proxy from outside: between test clients and stand-ins for servers.
#pragma once

#include <string>
#include <vector>

#include "tests/support/program_testing.hpp"

namespace chatlab {

class ProxyProgram : public ProgramTest {
 public:
  /// The address in `listening on IP:PORT/tcp, ...`.
  static Address place_in(const std::string& log) {
    const std::string start = "listening on ";
    const std::size_t from = log.find(start) + start.size();
    const std::string place = log.substr(from, log.find('/', from) - from);
    const std::size_t colon = place.rfind(':');
    return *Address::parse(without_brackets(place.substr(0, colon)),
                           static_cast<std::uint16_t>(std::stoi(place.substr(colon + 1))));
  }

 protected:
  /// Starts a proxy in front of `server`, and waits until it listens. place() then returns its
  /// address.
  ChildProcess& start_proxy(const Address& server, const Arguments& more = {},
                            const std::string& listen = "127.0.0.1:0") {
    return start_proxy_to(server.to_string(), more, listen);
  }

  ChildProcess& start_proxy_to(const std::string& server, const Arguments& more,
                               const std::string& listen = "127.0.0.1:0") {
    Arguments arguments = {"--listen", listen, "--to", server};
    arguments.insert(arguments.end(), more.begin(), more.end());
    ChildProcess& proxy = start("chat-proxy", arguments);
    EXPECT_TRUE(shows(proxy, "\nseed "));
    proxy_place = place_in(proxy.output());
    return proxy;
  }

  /// Types `command` at the proxy's console, and waits until it is obeyed: what is sent later meets
  /// the changed faults.
  void let_obey(ChildProcess& proxy, const std::string& command) {
    const std::size_t before = proxy.output().size();
    proxy.write(command + "\nshow\n");
    const auto is_shown = [&] {
      return proxy.output().find("connections", before) != std::string::npos;
    };
    ASSERT_TRUE(wait_until(is_shown)) << proxy.output();
  }

  static std::string without_brackets(const std::string& host) {
    return host.front() == '[' ? host.substr(1, host.size() - 2) : host;
  }

  Address proxy_place;
};

/// The same with a server over TCP that the proxy connects to.
class TcpProxyProgram : public ProxyProgram {
 protected:
  /// Starts the proxy in front of the server. Returns a client that has connected to it.
  StreamClient& connect_through(const Arguments& more = {}) {
    proxy = &start_proxy(server.address(), more);
    return connect(proxy_place);
  }

  StreamStandIn& server = stand_in_over_tcp();
  ChildProcess* proxy = nullptr;
};

}  // namespace chatlab
