// A UDP endpoint: one port for all clients of a protocol, which are told apart by their source
// addresses.
#pragma once

#include <string>
#include <string_view>

#include "apps/protocols/shared_encoding.hpp"
#include "apps/server/datagram_queue.hpp"
#include "apps/server/endpoint.hpp"
#include "apps/server/server_context.hpp"
#include "reactor/udp_port.hpp"

namespace chatlab {

class UdpEndpoint : public Endpoint, public UdpPortListener, private FlushHandler {
 public:
  /// Binds. Throws std::system_error. `server` and `encoding` must outlive the endpoint.
  UdpEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address);
  ~UdpEndpoint() override;

  /// Sends `datagram` at the end of the turn, or in one of the next turns, behind those that wait
  /// already. A datagram that the system does not accept then is dropped and counted: waiting for
  /// one receiver would delay the others. No effect once the endpoint is stopped.
  void send(Datagram datagram);

  /// Counts a datagram from `from` that is not accepted; logs it if there is a `reason`.
  void drop(const Address& from, const std::string& reason = {});

  std::string place() const override;

  /// Receives no more, and closes the port once all datagrams are sent.
  void stop() override;
  bool is_busy() const override { return !waiting_.is_empty(); }

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
  void on_flush() override;
  void send_first();

  ServerContext& server_;
  SharedEncoding& encoding_;
  UdpPort port_;
  DatagramQueue waiting_;
  bool stopping_ = false;  // true: the port is closed, or will be once no datagram waits
};

}  // namespace chatlab
