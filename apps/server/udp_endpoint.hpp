// A UDP endpoint: one port for all clients of a protocol, which are told apart by their source
// addresses.
#pragma once

#include <string>
#include <string_view>

#include "apps/protocols/shared_encoding.hpp"
#include "apps/server/endpoint.hpp"
#include "apps/server/server_context.hpp"
#include "reactor/udp_port.hpp"

namespace chatlab {

class UdpEndpoint : public Endpoint, public UdpPortListener {
 public:
  /// Binds. Throws std::system_error. `server` and `encoding` must outlive the endpoint.
  UdpEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address);

  /// Sends one datagram to `to`. It leaves from `from`, the address of this machine that the client
  /// has sent its own datagrams to. A datagram that the system does not accept now is dropped and
  /// counted: waiting for one receiver would delay the others. No effect once the endpoint is
  /// stopped.
  void send(std::string_view datagram, const Address& to, const Address& from);

  /// Counts a datagram from `from` that is not accepted; logs it if there is a `reason`.
  void drop(const Address& from, const std::string& reason = {});

  std::string place() const override;
  void stop() override { port_.close(); }
  bool is_busy() const override { return false; }

 protected:
  /// A client at `from` has sent `datagram` to `to`, an address of this machine.
  virtual void receive(std::string_view datagram, const Address& from, const Address& to) = 0;

  /// A datagram was not delivered, since no socket listens at its destination any more.
  virtual void on_unreachable(const Address&) {}

  ServerContext& server() { return server_; }
  SharedEncoding& encoding() { return encoding_; }

 private:
  std::string port_purpose() const override { return std::string(encoding_.protocol().name()); }
  void on_datagram(std::string_view datagram, const Address& from, const Address& to) override;
  void on_undelivered(const Address& to, std::error_code error) override;

  ServerContext& server_;
  SharedEncoding& encoding_;
  UdpPort port_;
};

}  // namespace chatlab
