// The servers that are compared: chat-server, the floor, and IRC servers found on this machine.
//
// Each is started with fair settings: no limit on how fast a client may talk, no look-up of names,
// no encryption. What a client sends to join and to talk differs from one to the other, and so does
// how many bytes a message becomes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/address.hpp"
#include "tests/bench/server_process.hpp"

namespace chatlab::bench {

/// -1 if the server does not tell.
struct Turns {
  long longest = -1;    // in microseconds
  long costliest = -1;  // in deliveries
};

class Contestant {
 public:
  virtual ~Contestant() = default;

  /// As in tables and files.
  virtual std::string name() const = 0;

  /// Starts a server that listens on 127.0.0.1. If `counted` is true, its system calls and
  /// allocations are counted.
  virtual std::unique_ptr<ServerProcess> start(bool counted) = 0;

  /// Where the server that was started last listens.
  const Address& address() const { return address_; }
  virtual bool is_over_udp() const { return false; }

  /// How many clients may connect at once. With more than the server's backlog, the system ignores
  /// some of them until they try again, a second later. listen(2)
  virtual int joins_at_once() const { return 250; }

  /// What client `index` sends to join; empty if connecting is joining.
  virtual std::string join(int index) const = 0;

  /// What the server sends at the end of a successful join; empty if it sends nothing.
  virtual std::string joined() const = 0;

  /// For servers with many rooms: what each client sends then to enter one, and the answer's end.
  virtual std::string enter() const { return {}; }
  virtual std::string entered() const { return {}; }

  /// Whether `count` clients have joined, for a server that tells its log but not the client.
  virtual bool have_joined(ServerProcess&, int count) { return count >= 0; }

  /// What client `index` sends to say `text`.
  virtual std::string say(int index, const std::string& text) const = 0;

  /// What the server tells of the turns of its loop so far.
  virtual Turns turns(ServerProcess&) { return {}; }

 protected:
  Address address_;
};

/// chat-server with one protocol, and `options` as on its command line.
std::unique_ptr<Contestant> make_chat_server(const std::string& protocol,
                                             const std::vector<std::string>& options = {});

/// As make_chat_server(), with a chat-proxy between the server and its clients that only passes on.
std::unique_ptr<Contestant> make_proxied_server(const std::string& protocol);

/// The bare relay of floor.cpp, with its switches.
std::unique_ptr<Contestant> make_floor(const std::vector<std::string>& switches = {});

/// The IRC servers that are installed.
std::vector<std::unique_ptr<Contestant>> find_irc_servers();

/// The name of client `index`: of the same length for each.
std::string name_of(int index);

}  // namespace chatlab::bench
