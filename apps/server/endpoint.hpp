// An endpoint: one address where the server speaks one protocol.
#pragma once

#include <string>

namespace chatlab {

class Endpoint {
 public:
  virtual ~Endpoint() = default;

  /// `IP:PORT/tcp (PROTOCOL)`, or `/udp`.
  virtual std::string place() const = 0;

  /// Nobody new comes in; who is here is dismissed.
  virtual void stop() = 0;

  /// Whether output for somebody is still on its way.
  virtual bool is_busy() const = 0;
};

}  // namespace chatlab
