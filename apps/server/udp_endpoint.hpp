// A UDP endpoint: one socket for all who send to it; who they are is told by their address.
#pragma once

#include <string>
#include <string_view>

#include "apps/protocols/protocol.hpp"
#include "apps/server/endpoint.hpp"
#include "apps/server/server_context.hpp"
#include "platform/udp_socket.hpp"
#include "reactor/event_handler.hpp"

namespace chatlab {

class UdpEndpoint : public EventHandler, public Endpoint {
 public:
  /// Binds at once; throws std::system_error. `encoding` must outlive it.
  UdpEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address);
  ~UdpEndpoint() override;

  /// One datagram. What the system can't send now is dropped and counted: that is UDP, and waiting
  /// for one receiver would delay the others.
  void send(std::string_view datagram, const Address& to);

  std::string describe() const override;
  void stop() override;
  bool is_busy() const override { return false; }

  Handle handle() const override { return socket_.handle(); }
  void on_readable() override;

 protected:
  virtual void on_datagram(std::string_view datagram, const Address& from) = 0;

  /// Counts a datagram that is not listened to; with a `reason`, logs it.
  void drop(const Address& from, const std::string& reason = {});

  ServerContext& server() { return server_; }
  SharedEncoding& encoding() { return encoding_; }

 private:
  ServerContext& server_;
  SharedEncoding& encoding_;
  UdpSocket socket_;
};

}  // namespace chatlab
