// A member of the room, as the room sees it: somebody with a name whom events are told to.
//
// How the telling is done (over which protocol, which socket) is the derived class's affair.
#pragma once

#include <string>

#include "apps/chat/event.hpp"

namespace chatlab {

class Member {
 public:
  virtual ~Member() = default;

  /// It is in the room now; what others say comes next. Called by the room, before anything else.
  virtual void on_welcome() = 0;

  /// Tells it `event`, which is not about itself.
  virtual void deliver(const Event& event) = 0;

  /// The operator does not want it any more, and it is out of the room: tell it and part.
  virtual void on_banned() = 0;

  /// Its name while it is in the room.
  const std::string& name() const { return name_; }
  bool is_in_room() const { return in_room_; }

 private:
  friend class Room;
  std::string name_;
  bool in_room_ = false;
};

}  // namespace chatlab
