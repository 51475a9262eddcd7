// A UDP port on the reactor: a socket whose datagrams are handed to a listener one by one.
//
// The counterpart of Connection for datagrams, and simpler: it keeps no unsent output, since a
// datagram that the system does not accept at once is lost, like one lost in the network.
//
// Receiving is limited by the budget for deliveries, since each datagram may cause many. Sending is
// charged to the budget for system calls.
#pragma once

#include <string>
#include <string_view>
#include <system_error>

#include "platform/udp_socket.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor.hpp"

namespace chatlab {

/// Called by a UdpPort. May close or retire the port in any call.
class UdpPortListener {
 public:
  virtual ~UdpPortListener() = default;

  /// `from` has sent `datagram` to `to`, an address of this machine: answers must be sent from
  /// `to`. The bytes are valid until the call returns.
  virtual void on_datagram(std::string_view datagram, const Address& from, const Address& to) = 0;

  /// An earlier datagram to `to` was not delivered; connection_refused means that no socket listens
  /// there. `to` is 0.0.0.0:0 if the system does not report the destination. Few systems report
  /// anything, and none reports every lost datagram.
  virtual void on_undelivered(const Address& to, std::error_code error) = 0;

  /// A description for traces: the name of the protocol, or empty.
  virtual std::string port_purpose() const { return {}; }
};

class UdpPort : public EventHandler, private WorkHandler {
 public:
  /// Binds; throws std::system_error. The reactor and the listener must outlive the port.
  UdpPort(Reactor& reactor, const Address& address, UdpPortListener& listener);
  ~UdpPort() override;

  /// Sends one datagram now. If the port is bound to all addresses, the datagram leaves from `from`
  /// unless that is unspecified.
  IoResult send(std::string_view datagram, const Address& to, const Address& from = Address());

  /// If `held` is true, stops receiving: datagrams wait in the system's buffer, and are dropped
  /// once it is full. Else resumes receiving.
  void hold(bool held);

  /// Closes the socket: the listener is not called any more. No effect if the port is closed.
  void close();
  bool is_open() const { return socket_.is_open(); }

  Address local_address() const { return socket_.bound_to(); }

  Handle handle() const override { return socket_.handle(); }
  void on_readable() override;

  /// `port 127.0.0.1:3000/udp (datagram)`
  std::string describe() const override;

 private:
  void on_work() override;
  void stand_in_line();
  void receive_some();

  Reactor& reactor_;
  UdpPortListener& listener_;
  UdpSocket socket_;
};

}  // namespace chatlab
