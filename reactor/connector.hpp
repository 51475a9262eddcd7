// The connector (Schmidt, POSA2), the acceptor's counterpart: connects without blocking to the
// first of several addresses that answers.
//
// A name such as `localhost` stands for ::1 and 127.0.0.1, and the server may listen on either. The
// addresses are tried one by one; each gets a fair share of the remaining time.
#pragma once

#include <string>
#include <vector>

#include "platform/socket.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class Connector : public EventHandler, private TimerHandler {
 public:
  /// `limit` is the time for all addresses together. The reactor must outlive the connector.
  Connector(Reactor& reactor, std::vector<Address> addresses, milliseconds limit);
  ~Connector() override;

  /// Starts connecting. Ends with one call of on_connected() or on_connect_failed(), perhaps before
  /// start() returns.
  void start();

  Handle handle() const override { return socket_.handle(); }
  void on_readable() override {}
  void on_writable() override;
  std::string describe() const override;

 protected:
  /// Connected to `peer`; no other function is called any more.
  virtual void on_connected(TcpSocket socket, const Address& peer) = 0;

  /// No address answered; no other function is called any more. `reasons` is one line with each
  /// address and its error: `connect 127.0.0.1:3000: Connection refused`.
  virtual void on_connect_failed(const std::string& reasons) = 0;

 private:
  void try_next_address();
  void await();
  void note_failure(const std::string& reason);
  void succeed();
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer&) const override;

  Reactor& reactor_;
  std::vector<Address> addresses_;
  std::size_t current_ = 0;
  TimePoint deadline_;
  TcpSocket socket_;
  Timer patience_;
  std::string reasons_;
};

}  // namespace chatlab
