// A queue that leaves time between two sends, for protocols without framing: only time keeps their
// messages apart.
//
// If the protocol's pacing is zero, everything is sent at once.
#pragma once

#include <cstddef>
#include <deque>
#include <string>

#include "apps/protocols/protocol.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

/// Sends bytes when their time has come.
class OutboxListener {
 public:
  virtual ~OutboxListener() = default;
  virtual void on_due(const std::string& bytes) = 0;
};

class PacedOutbox : private TimerHandler {
 public:
  PacedOutbox(TimerQueue& timers, Pacing pacing, OutboxListener& listener);

  /// Queues `bytes`, which are sent at once if the queue is empty and no pause is running. A pause
  /// follows, as long as the pacing requires after a request to join or after a message.
  void put_join(std::string bytes);
  void put_message(std::string bytes);

  /// Discards the queued bytes.
  void clear();

  /// The number of queued bytes.
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
