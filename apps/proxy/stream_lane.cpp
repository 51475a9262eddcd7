// The queue of a stream: chunks are delayed as they arrive, and shaped as they leave.
#include "apps/proxy/stream_lane.hpp"

#include <algorithm>
#include <utility>

namespace chatlab {
namespace {

using Kind = Fault::Kind;

// A lost segment arrives again after the sender's retransmission time: at least 200 ms on Linux,
// a second by RFC 6298.
constexpr Microseconds retransmission_time{200000};

// Under a rate, bytes leave in pieces of 50 ms each, the depth of the token bucket.
constexpr std::uint64_t steps_per_second = 20;

std::string pieces_text(std::size_t bytes, std::size_t piece) {
  return "into " + std::to_string((bytes + piece - 1) / piece) + " pieces";
}

}  // namespace

// -------------------------------------------------------------------------------------- the faults

void StreamLane::remove_fault(std::uint64_t rule, TimePoint now) {
  schedule_.remove(rule);
  if (schedule_.has(Kind::delay) || schedule_.has(Kind::loss)) return;
  for (Chunk& chunk : queue_) chunk.due = std::min(chunk.due, now);
  last_due_ = std::min(last_due_, now);
  ending_due_ = std::min(ending_due_, now);
}

// ---------------------------------------------------------------------------------------------- in

std::size_t StreamLane::room(TimePoint now) {
  if (schedule_.find(Kind::stall, now, passed_) != nullptr) return 0;
  const std::size_t taken = waiting_bytes_ + queue_.size() * overhead;
  return taken < capacity ? capacity - taken : 0;
}

// Splits the bytes where a fault begins, so that it begins at that byte and not at the next chunk.
void StreamLane::put(std::string_view bytes, TimePoint now) {
  if (state_ != State::open) {
    discarded_ += bytes.size();
    return;
  }
  while (!bytes.empty()) {
    const std::uint64_t until_border = schedule_.next_border(accepted_, true) - accepted_;
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), until_border));
    append(bytes.substr(0, size), now);
    bytes.remove_prefix(size);
  }
}

void StreamLane::append(std::string_view piece, TimePoint now) {
  Chunk chunk{std::string(piece), now, 0};
  for (ScheduledFault& scheduled : schedule_.faults()) {
    const Fault& fault = scheduled.fault();
    if (!kind_of(fault.kind).per_chunk || !scheduled.is_on(now, accepted_)) continue;
    if (!dice_.strikes(fault.share)) continue;
    if (fault.kind == Kind::chop) {
      const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(fault.amount, capacity));
      chunk.piece = chunk.piece == 0 ? length : std::min(chunk.piece, length);
      report(fault, piece.size(), pieces_text(piece.size(), length));
    } else {
      const bool is_lost = fault.kind == Kind::loss;
      const Microseconds time =
          is_lost ? retransmission_time : fault.time + dice_.around_zero(fault.jitter);
      chunk.due += time;
      report(fault, piece.size(), (is_lost ? "sent again after " : "for ") + duration_text(time));
    }
  }
  last_due_ = chunk.due = std::max(chunk.due, last_due_);
  accepted_ += piece.size();
  waiting_bytes_ += piece.size();
  queue_.push_back(std::move(chunk));
}

// A delay also delays the end. A reset may follow an orderly end.
void StreamLane::end(Ending ending, TimePoint now) {
  if (state_ == State::over) return;
  if (state_ == State::ended && ending == Ending::in_order) return;
  ending_ = ending;
  ending_due_ = now;
  for (ScheduledFault& scheduled : schedule_.faults()) {
    const bool is_delay = scheduled.fault().kind == Kind::delay;
    if (is_delay && scheduled.is_on(now, accepted_)) ending_due_ += scheduled.fault().time;
  }
  ending_due_ = std::max(ending_due_, last_due_);
}

// --------------------------------------------------------------------------------------------- out

StreamLane::Output StreamLane::next(TimePoint now, bool ready) {
  wake_.reset();
  if (state_ == State::over) return {};
  while (true) {
    if (const std::optional<Output> action = act(now)) return *action;
    if (!ready) return {};
    if (ScheduledFault* const stall = schedule_.find(Kind::stall, now, passed_)) {
      if (!std::exchange(stall->was_reported, true)) report(stall->fault(), waiting_bytes_, "wait");
      return {};
    }
    if (queue_.empty()) return next_ending(now);
    if (!may_leave(now)) return {};
    std::size_t size = queue_.front().bytes.size() - left_;
    limit_to_piece(size);
    if (!has_tokens(now, size)) return {};
    ScheduledFault* const hole = schedule_.find(Kind::blackhole, now, passed_);
    const Output output = leave(size);
    if (hole == nullptr) return output;
    discarded_ += output.bytes.size();
    report(hole->fault(), output.bytes.size(), "discarded: the stream is torn");
  }
}

// Applies a fault that closes the connection or this direction.
std::optional<StreamLane::Output> StreamLane::act(TimePoint now) {
  for (ScheduledFault& scheduled : schedule_.faults()) {
    const Fault& fault = scheduled.fault();
    if (!kind_of(fault.kind).once || !scheduled.is_on(now, passed_)) continue;
    scheduled.strike_once();
    report(fault, waiting_bytes_, "discarded");
    discard_all();
    Output output;
    const bool is_half = fault.kind == Kind::half_close;
    output.kind = is_half ? Output::Kind::end : Output::Kind::close;
    if (fault.kind == Kind::reset) output.kind = Output::Kind::reset;
    if (is_half && state_ == State::ended) continue;
    state_ = is_half ? State::ended : State::over;
    return output;
  }
  return std::nullopt;
}

StreamLane::Output StreamLane::next_ending(TimePoint now) {
  Output output;
  if (!ending_ || schedule_.find(Kind::blackhole, now, passed_) != nullptr) return output;
  if (ending_due_ > now) {
    wake_ = ending_due_;
    return output;
  }
  const bool is_reset = *ending_ == Ending::by_reset;
  output.kind = is_reset ? Output::Kind::reset : Output::Kind::end;
  state_ = is_reset ? State::over : State::ended;
  ending_.reset();
  return output;
}

bool StreamLane::may_leave(TimePoint now) {
  if (queue_.front().due > now) {
    wake_ = queue_.front().due;
    return false;
  }
  return has_collected(now);
}

// Glue: collects chunks for a time, from when the first of them may leave.
bool StreamLane::has_collected(TimePoint now) {
  ScheduledFault* const glue = schedule_.find(Kind::glue, now, passed_);
  if (glue == nullptr || queue_.front().was_glued) return true;
  if (!glue_until_) glue_until_ = queue_.front().due + glue->fault().time;
  if (now < *glue_until_) {
    wake_ = glue_until_;
    return false;
  }
  const std::size_t before = queue_.size();
  glue_due(*glue_until_);
  glue_until_.reset();
  report(glue->fault(), queue_.front().bytes.size(),
         "from " + std::to_string(before - queue_.size() + 1) + " chunks");
  return true;
}

// Joins all chunks that may leave by the deadline.
void StreamLane::glue_due(TimePoint deadline) {
  Chunk glued = std::move(queue_.front());
  queue_.pop_front();
  while (!queue_.empty() && queue_.front().due <= deadline) {
    const Chunk& next = queue_.front();
    glued.bytes += next.bytes;
    if (next.piece > 0)
      glued.piece = glued.piece > 0 ? std::min(glued.piece, next.piece) : next.piece;
    queue_.pop_front();
  }
  glued.was_glued = true;
  queue_.push_front(std::move(glued));
}

// Lowers `size` to what may leave in one piece, up to the byte at which the next fault begins.
void StreamLane::limit_to_piece(std::size_t& size) const {
  const Chunk& chunk = queue_.front();
  if (chunk.piece > 0) size = std::min(size, chunk.piece);
  const std::uint64_t until_border = schedule_.next_border(passed_, false) - passed_;
  size = static_cast<std::size_t>(std::min<std::uint64_t>(size, until_border));
}

// The rate: a token bucket, stored as the time at which the next byte may leave. Lowers `size` to
// what may leave now. Returns false if nothing may leave now.
bool StreamLane::has_tokens(TimePoint now, std::size_t& size) {
  ScheduledFault* const rate = schedule_.find(Kind::rate, now, passed_);
  if (rate == nullptr) return true;
  Chunk& chunk = queue_.front();
  const std::uint64_t per_second = rate->fault().amount;
  const TimePoint free = std::max({rate_free_, chunk.due, now - rate_step});
  if (free <= now) {
    const std::uint64_t step = std::max<std::uint64_t>(1, per_second / steps_per_second);
    if (chunk.piece == 0) size = static_cast<std::size_t>(std::min<std::uint64_t>(size, step));
    rate_free_ = free + time_for(size, per_second);
    return true;
  }
  wake_ = free;
  if (!std::exchange(chunk.rate_was_told, true)) {
    report(rate->fault(), chunk.bytes.size() - left_, "wait");
  }
  return false;
}

StreamLane::Output StreamLane::leave(std::size_t size) {
  Chunk& chunk = queue_.front();
  const bool is_whole = size == chunk.bytes.size();
  const bool is_last = left_ + size == chunk.bytes.size();
  Output output;
  output.kind = Output::Kind::bytes;
  output.apart = chunk.piece > 0 || chunk.was_glued;
  if (is_whole) {
    leaving_ = std::move(chunk.bytes);
  } else {
    leaving_.assign(chunk.bytes, left_, size);
  }
  output.bytes = leaving_;
  left_ = is_last ? 0 : left_ + size;
  waiting_bytes_ -= size;
  passed_ += size;
  if (is_last) queue_.pop_front();
  return output;
}

void StreamLane::discard_all() {
  discarded_ += waiting_bytes_;
  queue_.clear();
  waiting_bytes_ = 0;
  left_ = 0;
  glue_until_.reset();
}

std::optional<TimePoint> StreamLane::next_time(TimePoint now) const {
  if (state_ == State::over) return std::nullopt;
  return earlier(wake_, schedule_.next_change(now));
}

bool StreamLane::is_transparent() const {
  return state_ == State::open && schedule_.is_empty() && queue_.empty() && !ending_;
}

void StreamLane::note_passed_by(std::size_t bytes) {
  accepted_ += bytes;
  passed_ += bytes;
}

bool StreamLane::is_over(TimePoint now) {
  if (state_ != State::open && !ending_) return true;
  if (!ending_ || !queue_.empty()) return false;
  return schedule_.find(Kind::blackhole, now, passed_) != nullptr;
}

}  // namespace chatlab
