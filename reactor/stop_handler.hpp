// The stop handler: Ctrl-C as an event like any other, on the reactor's side of the self-pipe
// (platform/stop_signal.hpp).
#pragma once

#include <string>

#include "platform/stop_signal.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor.hpp"

namespace chatlab {

/// An object that stops the program when a signal asks for it.
class StopListener {
 public:
  virtual ~StopListener() = default;
  virtual void on_stop_signal() = 0;
};

class StopHandler : public EventHandler {
 public:
  /// Both must outlive the handler.
  StopHandler(Reactor& reactor, StopListener& listener) : reactor_(reactor), listener_(listener) {
    reactor_.add(*this);
  }
  ~StopHandler() override { reactor_.remove(*this); }

  Handle handle() const override { return signal_.handle(); }

  std::string describe() const override { return "stop signal"; }

  void on_readable() override {
    if (signal_.drain()) listener_.on_stop_signal();
  }

 private:
  Reactor& reactor_;
  StopListener& listener_;
  StopSignal signal_;
};

}  // namespace chatlab
