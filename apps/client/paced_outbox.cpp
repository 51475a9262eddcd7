// Sends from the front of the queue, and pauses by a timer after each send.
#include "apps/client/paced_outbox.hpp"

#include <utility>

namespace chatlab {

PacedOutbox::PacedOutbox(TimerQueue& timers, Pacing pacing, OutboxListener& listener)
    : pacing_(pacing), listener_(listener), pause_(timers, *this) {}

void PacedOutbox::put_join(std::string bytes) {
  put({std::move(bytes), milliseconds(pacing_.after_join)});
}

void PacedOutbox::put_message(std::string bytes) {
  put({std::move(bytes), milliseconds(pacing_.after_message)});
}

void PacedOutbox::put(Piece piece) {
  waiting_bytes_ += piece.bytes.size();
  waiting_.push_back(std::move(piece));
  if (!pause_.is_running()) send_due();
}

void PacedOutbox::clear() {
  waiting_.clear();
  waiting_bytes_ = 0;
}

void PacedOutbox::send_due() {
  while (!waiting_.empty() && !pause_.is_running()) {
    const Piece piece = std::move(waiting_.front());
    waiting_.pop_front();
    waiting_bytes_ -= piece.bytes.size();
    if (piece.pause_after > milliseconds(0)) pause_.start(piece.pause_after);
    listener_.on_due(piece.bytes);
  }
}

void PacedOutbox::on_timer(Timer&) {
  send_due();
}

}  // namespace chatlab
