// The interface of an endpoint: one address where the server speaks one protocol.
#pragma once

#include <string>

namespace chatlab {

class Endpoint {
 public:
  virtual ~Endpoint() = default;

  /// `IP:PORT/tcp (PROTOCOL)`, or `/udp`.
  virtual std::string place() const = 0;

  /// Accepts no more clients, and dismisses the members.
  virtual void stop() = 0;

  /// True if output for a member has not been delivered yet.
  virtual bool is_busy() const = 0;
};

}  // namespace chatlab
