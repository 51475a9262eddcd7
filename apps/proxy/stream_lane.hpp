// A lane for a stream: one direction of one TCP connection, with its faults. Bytes and a time in,
// bytes and times out.
//
// A lane is a queue of chunks, each with the time at which it may leave. Faults of chunks (delay,
// loss, chop) are decided when a chunk arrives, faults of the direction (stall, glue, rate) when it
// leaves; the order in which the faults are written does not matter. As in TCP, bytes are never
// reordered, and only blackhole, half-close, close, reset and limit discard any. Pure: no socket
// and no clock; the same seed, chunks and times give the same output.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "apps/proxy/lane.hpp"

namespace chatlab {

class StreamLane : public Lane {
 public:
  /// How a stream ends: with FIN, or with RST.
  enum class Ending { in_order, by_reset };

  /// What leaves the lane.
  struct Output {
    enum class Kind {
      nothing,  // nothing leaves now: see next_time()
      bytes,
      end,    // the stream ends, after all its bytes
      close,  // both directions must be closed
      reset,  // both directions must be reset
    };
    Kind kind = Kind::nothing;
    std::string_view bytes;  // valid until the lane is called again
    bool apart = false;      // true: the bytes must be sent by a call of their own
  };

  explicit StreamLane(std::uint64_t seed) : Lane(seed) {}

  /// Removes the faults of a rule. If no fault is left that delays chunks, delayed chunks may leave
  /// at once.
  void remove_fault(std::uint64_t rule, TimePoint now);

  /// How many bytes the lane accepts now; 0 while it is stalled.
  std::size_t room(TimePoint now);

  /// `bytes`, at most 64 KiB, have arrived as one chunk. They are discarded if the stream has
  /// ended.
  void put(std::string_view bytes, TimePoint now);

  /// The stream has ended after the bytes put in so far.
  void end(Ending ending, TimePoint now);

  /// Returns what leaves now. If `ready` is false, the receiver accepts no bytes now.
  Output next(TimePoint now, bool ready);

  /// The time at which next() or room() may have another result without a further put();
  /// std::nullopt if time changes nothing.
  std::optional<TimePoint> next_time(TimePoint now) const;

  /// True if bytes may bypass the lane: no faults are set and no bytes wait.
  bool is_transparent() const;

  /// Counts bytes that have bypassed the lane.
  void note_passed_by(std::size_t bytes);

  /// True if nothing will leave the lane any more unless the faults change: its end has left, or a
  /// blackhole discards it.
  bool is_over(TimePoint now);

 private:
  enum class State {
    open,
    ended,  // the receiver's stream has ended: further bytes are discarded
    over,   // reset or closed
  };

  struct Chunk {
    std::string bytes;
    TimePoint due;
    std::size_t piece;           // the length of the pieces to chop it into; 0 for none
    bool was_glued = false;      // true: was collected by glue and may leave
    bool rate_was_told = false;  // true: reported that it waits for the rate
  };

  void append(std::string_view piece, TimePoint now);
  std::optional<Output> act(TimePoint now);
  Output next_ending(TimePoint now);
  bool may_leave(TimePoint now);
  bool has_collected(TimePoint now);
  void glue_due(TimePoint deadline);
  void limit_to_piece(std::size_t& size) const;
  bool has_tokens(TimePoint now, std::size_t& size);
  Output leave(std::size_t size);
  void discard_all();

  std::deque<Chunk> queue_;
  std::size_t left_ = 0;  // how many bytes of the first chunk have left
  std::string leaving_;   // the bytes that next() returned
  State state_ = State::open;
  std::optional<Ending> ending_;  // how the stream ends after the queue
  TimePoint ending_due_ = {};
  std::optional<TimePoint> glue_until_;  // when the chunks collected so far leave
};

}  // namespace chatlab
