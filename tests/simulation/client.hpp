// A simulated client: what clients of all protocols and behaviours have in common.
//
// A client is part of the world: it acts when its time on the agenda comes, and sees the network,
// not the server. It checks the invariants that concern it against the ledger.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "apps/protocols/protocol.hpp"
#include "tests/simulation/delivery.hpp"
#include "tests/simulation/ledger.hpp"
#include "tests/simulation/network.hpp"

namespace chatlab::simulation {

/// The way from a client to the server.
enum class Path {
  direct,
  bad,     // through a proxy that makes the network bad: over TCP, it discards nothing
  broken,  // through a proxy that breaks the connection
};

/// The settings of a run that clients know.
struct Setting {
  Ledger& ledger;
  std::size_t max_message;
  bool scarce;         // true: newcomers may have to wait, since descriptors are few
  bool stopped_early;  // true: the server is stopped while clients are connected
  bool tight;          // true: the backlog's limit is so small that all wait for a stalled member
};

class Client {
 public:
  Client(Setting& setting, const Protocol& protocol, std::string address, std::string name);
  virtual ~Client() = default;
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  const std::string& name() const { return name_; }
  const std::string& address() const { return address_; }

  /// Starts acting after `delay`.
  virtual void start(microseconds delay) = 0;

  /// Leaves in the way that its plan says.
  virtual void leave() = 0;

  /// Called at the end of the run: a client that has not left disappears.
  virtual void vanish() = 0;

  /// The room accepted an event about this client.
  virtual void on_entry(const Entry& entry) = 0;

  /// Checks the invariants so far. Called once per turn.
  virtual void check() = 0;

  /// Checks all invariants after the end.
  virtual void check_at_end() = 0;

 protected:
  const Setting& setting() const { return setting_; }
  const Protocol& protocol() const { return protocol_; }

  /// The rules of the protocol, as the tests know them.
  const Dialect& dialect() const { return dialect_; }

  /// A text that is unique in the run; ASCII only if `plain` is true.
  std::string make_text(std::size_t longest, bool plain = false);

  void fail(const std::string& what) const;
  void trace(const std::string& what) const;
  std::string label() const {
    return name_ + " at " + address_ + " (" + std::string(protocol_.name()) + ")";
  }

 private:
  Setting& setting_;
  const Protocol& protocol_;
  const Dialect& dialect_;
  std::string address_;
  std::string name_;
  std::size_t texts_ = 0;
};

}  // namespace chatlab::simulation
