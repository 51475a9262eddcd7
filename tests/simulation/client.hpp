// What all simulated clients have in common, whatever they speak and however they behave.
//
// A client is part of the world: it acts when its moment on the agenda comes, and sees the network,
// not the server. What it was promised it checks itself, against the ledger.
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

/// What clients know about the run they are in.
struct Setting {
  Ledger& ledger;
  std::size_t max_message;
  bool scarce;         // newcomers may be left waiting: descriptors are few
  bool stopped_early;  // the server was stopped with everybody still there
};

class Client {
 public:
  Client(Setting& setting, const Protocol& protocol, std::string address, std::string name);
  virtual ~Client() = default;
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  const std::string& name() const { return name_; }
  const std::string& address() const { return address_; }

  /// Comes to life in so long.
  virtual void start(microseconds delay) = 0;

  /// Leaves as it is meant to.
  virtual void leave() = 0;

  /// The end of the run: whoever is still there is so no longer.
  virtual void vanish() = 0;

  /// The room took something that is about this client.
  virtual void on_entry(const Entry& entry) = 0;

  /// Whether what was promised so far was kept. Once a turn.
  virtual void check() = 0;

  /// Whether all was kept, after the end.
  virtual void check_at_end() = 0;

 protected:
  const Setting& setting() const { return setting_; }
  const Protocol& protocol() const { return protocol_; }

  /// The rules of the protocol, as the tests have them.
  const Dialect& dialect() const { return dialect_; }

  /// A text that nobody else says and that is said once; `plain` for ASCII alone.
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
