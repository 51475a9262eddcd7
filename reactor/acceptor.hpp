// The acceptor (Schmidt, POSA2): turns a listening socket's readiness into connections.
//
// A derived class decides what to do with a connection. If the system runs out of descriptors, the
// acceptor pauses for a tenth of a second: the waiting connection stays in the backlog and keeps
// the listening socket readable, so retrying at once would be a busy loop.
#pragma once

#include <string>
#include <system_error>

#include "platform/socket.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class Acceptor : public EventHandler {
 public:
  /// Binds and listens; throws as TcpListener and Reactor::add() do. The reactor must outlive the
  /// acceptor.
  Acceptor(Reactor& reactor, const Address& address);
  ~Acceptor() override;

  /// The listening address; for port 0, with the port that the system chose.
  Address local_address() const { return socket_.bound_to(); }

  /// If `held` is true, stops accepting: connections wait in the system's backlog. Else resumes.
  void hold(bool held);

  Handle handle() const override { return socket_.handle(); }
  void on_readable() override;
  std::string describe() const override {
    return "listener " + local_address().to_string() + "/tcp";
  }

 protected:
  /// A connection was accepted; the derived class owns it.
  virtual void on_accept(TcpSocket socket, const Address& peer) = 0;

  /// Accepting pauses because of `error`. Called once per series of pauses for the same reason; a
  /// series has ended when no pause has begun for a second.
  virtual void on_exhausted(std::error_code error) = 0;

  /// No descriptor is left for the next connection. Closes one that can be spared, and returns
  /// true; or returns false, and accepting pauses.
  virtual bool free_descriptor() { return false; }

  /// Accepts no connection for a tenth of a second, because of `error`.
  void rest(std::error_code error);

 private:
  // A timer that is its own handler, so that a derived class may handle timers of its own.
  class RestTimer : private TimerHandler, public Timer {
   public:
    explicit RestTimer(Acceptor& owner) : Timer(owner.reactor_.timers(), *this), owner_(owner) {}

   private:
    void on_timer(Timer&) override { owner_.update_interest(); }
    std::string describe_timer(const Timer&) const override {
      return "pause of " + owner_.describe();
    }
    Acceptor& owner_;
  };

  void update_interest();

  Reactor& reactor_;
  TcpListener socket_;
  RestTimer resting_;
  bool held_ = false;
  std::error_code last_error_;  // the reason for the last pause; none if there was no pause yet
  TimePoint last_rest_ = {};    // when it began
};

}  // namespace chatlab
