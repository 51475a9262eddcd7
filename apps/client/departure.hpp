// Decides when leaving is complete. Pure: the caller reports what happens, and at what time.
//
// Neither TCP nor UDP tells when the server's program has read the last message. chat-server closes
// once it has; other servers do not, or go on sending, or can't close. What a client knows is what
// the server's system has acknowledged, and how long nothing was sent or received.
#pragma once

#include "platform/clock.hpp"

namespace chatlab {

class Departure {
 public:
  enum class Wish {
    hear_the_rest,  // a script's input has ended: it wants the replies that are still to come
    leave_now       // a person has typed /quit, and does not want to wait for other members' talk
  };

  enum class Verdict { wait, complete, not_delivered };

  /// `server_closes` is true if the server shows that it has everything by closing the connection.
  Departure(Wish wish, bool server_closes, TimePoint when);

  /// Bytes were sent or received.
  void note_activity(TimePoint when) { last_activity_ = when; }

  /// Leaving is complete at `limit`, whatever is left to do.
  void stop_by(TimePoint limit) { stop_by_ = limit; }

  /// `is_delivered` is true if all messages have reached the server's machine. To be called at
  /// short intervals, since no event reports that.
  Verdict judge(bool is_delivered, TimePoint when);

  Wish wish() const { return wish_; }

 private:
  const Wish wish_;
  const bool server_closes_;
  TimePoint last_activity_;
  TimePoint last_undelivered_;
  TimePoint stop_by_ = TimePoint::max();
};

}  // namespace chatlab
