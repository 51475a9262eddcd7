// Leaving: when is it complete? Pure: it is told what happens, and at what time.
//
// Neither TCP nor UDP tells when the server's program has read the last message. A server of
// chatlab closes once it has; others forget to, talk on, or have no way to close. What is known is
// what their system has acknowledged, and how long nothing has moved.
#pragma once

#include "platform/clock.hpp"

namespace chatlab {

class Departure {
 public:
  enum class Wish {
    hear_the_rest,  // a script's input has ended: what is still to come is wanted
    leave_now       // a person has said /quit: others' talk is not waited for long
  };

  enum class Verdict { wait, complete, not_delivered };

  /// `server_closes` is true if the server can tell that it has everything, by closing.
  Departure(Wish wish, bool server_closes, TimePoint when);

  /// Bytes moved, in or out.
  void note_activity(TimePoint when) { last_activity_ = when; }

  /// After `limit` nothing is waited for.
  void stop_by(TimePoint limit) { stop_by_ = limit; }

  /// `is_delivered` is true if all that was said has reached the server's machine. Call it often:
  /// no event tells when that comes to be.
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
