// A UDP endpoint: one port for all clients of a protocol, who are told apart by their source
// address.
#pragma once

#include <string>
#include <string_view>

#include "apps/protocols/shared_encoding.hpp"
#include "apps/server/endpoint.hpp"
#include "apps/server/server_context.hpp"
#include "reactor/udp_port.hpp"

namespace chatlab {

class UdpEndpoint : public Endpoint, private UdpPortListener {
 public:
  /// Binds at once; throws std::system_error. `encoding` must outlive it.
  UdpEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address);

  /// Sends one datagram from the address of this machine that `from` names, as a member's own
  /// datagrams have asked for it. A datagram that the system does not take now is dropped and
  /// counted: that is UDP, and to wait for one receiver would delay the others. No effect once the
  /// endpoint is stopped.
  void send(std::string_view datagram, const Address& to, const Address& from);

  /// Counts a datagram from `from` that is not accepted; logs it if there is a `reason`.
  void drop(const Address& from, const std::string& reason = {});

  std::string place() const override;
  void stop() override { port_.close(); }
  bool is_busy() const override { return false; }

 protected:
  /// A client at `from` sent `datagram` to `to`, an address of this machine.
  virtual void receive(std::string_view datagram, const Address& from, const Address& to) = 0;

  /// No socket listens at `to` any more, where something was sent.
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
