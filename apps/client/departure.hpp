// Decides when leaving is complete. Pure: the caller reports what happens, and at what time.
//
// Neither TCP nor UDP tells when the server's program has read the last message. chat-server closes
// the connection once it has read everything; other servers do not, or go on sending, or (over UDP)
// can't close. A client knows only what the server's system has acknowledged, and for how long
// nothing was sent or received.
#pragma once

#include "platform/clock.hpp"

namespace chatlab {

class Departure {
 public:
  enum class Wish {
    hear_the_rest,  // a script's input has ended: it wants the replies that are still to come
    leave_now       // a user has typed /quit, and does not want to wait for other members' messages
  };

  enum class Verdict { wait, complete, not_delivered };

  /// `server_closes` is true if the server closes the connection once it has received everything.
  Departure(Wish wish, bool server_closes, TimePoint when);

  /// Call this when bytes were sent or received.
  void note_activity(TimePoint when) { last_activity_ = when; }

  /// From `limit` on, leaving counts as complete in any case.
  void stop_by(TimePoint limit) { stop_by_ = limit; }

  /// Decides whether leaving is complete at `when`. `is_delivered` is true if all messages have
  /// reached the server's machine. Must be called at short intervals, since no event reports that.
  Verdict judge(bool is_delivered, TimePoint when);

  /// How long what was received may still be shown if leaving is complete at `when`: five seconds
  /// after the wish to leave was made it must end, but half a second is always left.
  milliseconds time_to_show(TimePoint when) const;

  Wish wish() const { return wish_; }

 private:
  const Wish wish_;
  const bool server_closes_;
  const TimePoint begin_;
  TimePoint last_activity_;
  TimePoint last_undelivered_;
  TimePoint stop_by_ = TimePoint::max();
};

}  // namespace chatlab
