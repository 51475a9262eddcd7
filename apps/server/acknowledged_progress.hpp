// Acknowledged progress: that a peer reads, though no more output is accepted for it.
//
// A system that is short of memory for TCP shrinks a socket's buffer to half of what it holds, and
// accepts nothing until the rest was acknowledged, which may take a slow reader seconds
// (sk_stream_moderate_sndbuf() in Linux). What the peer's system acknowledges meanwhile shows that
// the peer reads. Pure: the caller asks the system and tells the time.
#pragma once

#include <algorithm>
#include <cstddef>

#include "platform/clock.hpp"

namespace chatlab {

class AcknowledgedProgress {
 public:
  explicit AcknowledgedProgress(TimePoint start) : last_(start) {}

  /// The time of the last progress; at first, the start.
  TimePoint last() const { return last_; }

  /// True if the system should be asked at `now` how many bytes are in transit: there was neither
  /// progress, of which `last_progress` was the last, nor a question for a tenth of a second.
  bool is_question_due(TimePoint now, TimePoint last_progress) const {
    return now - std::max(last_progress, last_question_) >= interval_of_questions;
  }

  /// The system's answer at `now`: `in_transit` bytes are sent and not acknowledged yet.
  void note(std::size_t in_transit, TimePoint now) {
    last_question_ = now;
    const bool is_progress = in_transit + least_progress <= most_in_transit_;
    if (is_progress) last_ = now;
    if (is_progress || in_transit > most_in_transit_) most_in_transit_ = in_transit;
  }

 private:
  static constexpr milliseconds interval_of_questions{100};

  // Fewer acknowledged bytes are no progress: a reader could hold up the room with a few at a time.
  static constexpr std::size_t least_progress = 16 * 1024;

  std::size_t most_in_transit_ = 0;  // since the last progress
  TimePoint last_question_ = {};
  TimePoint last_;
};

}  // namespace chatlab
