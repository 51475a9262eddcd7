// The acceptor (Schmidt, POSA2): turns a listening socket's readiness into connections.
//
// What to do with a connection is for a derived class to say. Where the system runs out of
// descriptors, the acceptor rests for a second: the waiting connection stays in the backlog and
// keeps the listening socket readable, so that going on would be a busy loop.
#pragma once

#include <system_error>

#include "platform/socket.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class Acceptor : public EventHandler, protected TimerHandler {
 public:
  /// Binds and listens at once (see TcpListener for what is thrown). The reactor must outlive
  /// it.
  Acceptor(Reactor& reactor, const Address& address);
  ~Acceptor() override;

  /// Where it listens; with the port that the system chose where it was asked for port 0.
  Address local_address() const { return socket_.local_address(); }

  Handle handle() const override { return socket_.handle(); }
  void on_readable() override;

 protected:
  virtual void on_accept(TcpSocket socket, const Address& peer) = 0;

  /// Accepting rests because of `error`. Called once, and again only after it worked in between.
  virtual void on_exhausted(std::error_code error) = 0;

  void on_timer(Timer& timer) override;

 private:
  void rest(std::error_code error);

  Reactor& reactor_;
  TcpListener socket_;
  Timer resting_;
  bool exhausted_ = false;
};

}  // namespace chatlab
