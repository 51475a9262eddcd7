// Sends with time between them, for protocols where nothing else keeps two messages apart.
//
// With a pacing of zero everything goes straight through.
#pragma once

#include <cstddef>
#include <deque>
#include <string>

#include "apps/protocols/protocol.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

/// Where what is due goes to.
class OutboxListener {
 public:
  virtual ~OutboxListener() = default;
  virtual void on_due(const std::string& bytes) = 0;
};

class PacedOutbox : private TimerHandler {
 public:
  PacedOutbox(TimerQueue& timers, Pacing pacing, OutboxListener& listener);

  /// Sends `bytes` as soon as may be. The next will wait for as long as the pacing says.
  void put_join(std::string bytes);
  void put_message(std::string bytes);

  /// Drops what waits.
  void clear();

  /// What waits, in bytes.
  std::size_t waiting() const { return waiting_bytes_; }

 private:
  struct Piece {
    std::string bytes;
    milliseconds pause_after;
  };

  void put(Piece piece);
  void send_due();
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer&) const override { return "pause between two sends"; }

  Pacing pacing_;
  OutboxListener& listener_;
  Timer pause_;
  std::deque<Piece> waiting_;
  std::size_t waiting_bytes_ = 0;
};

}  // namespace chatlab
