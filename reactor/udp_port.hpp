// A UDP port on the reactor: a socket whose datagrams are handed to a listener one by one.
//
// It is to datagrams what Connection is to streams, and simpler: there is no unsent output to keep,
// since a datagram that the system does not take at once is lost like one that the network loses.
#pragma once

#include <string_view>
#include <system_error>

#include "platform/udp_socket.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor.hpp"

namespace chatlab {

/// Receives what a UdpPort receives. May close the port, or retire it, in any call.
class UdpPortListener {
 public:
  virtual ~UdpPortListener() = default;

  /// `from` has sent `datagram` to `to`, an address of this machine: an answer should leave from
  /// there. The bytes are valid until the call returns.
  virtual void on_datagram(std::string_view datagram, const Address& from, const Address& to) = 0;

  /// An earlier datagram to `to` was not delivered; connection_refused means that no socket listens
  /// there. `to` is 0.0.0.0:0 if the system does not tell the destination. Few systems report
  /// anything, and none reports every lost datagram.
  virtual void on_undelivered(const Address& to, std::error_code error) = 0;
};

class UdpPort : public EventHandler {
 public:
  /// Binds at once; throws std::system_error. The reactor and the listener must outlive the port.
  UdpPort(Reactor& reactor, const Address& address, UdpPortListener& listener);
  ~UdpPort() override;

  /// Sends one datagram now. If the port is bound to all addresses, the datagram leaves from `from`
  /// unless that is unspecified.
  IoResult send(std::string_view datagram, const Address& to, const Address& from = Address());

  /// With `held` true, stops receiving: what arrives waits in the system's buffer and is dropped by
  /// the system once that is full. With false, receives again.
  void hold(bool held);

  /// Closes the socket: the listener is not called any more. No effect if the port is closed.
  void close();
  bool is_open() const { return socket_.is_open(); }

  Address local_address() const { return socket_.local_address(); }

  Handle handle() const override { return socket_.handle(); }
  void on_readable() override;

 private:
  Reactor& reactor_;
  UdpPortListener& listener_;
  UdpSocket socket_;
};

}  // namespace chatlab
