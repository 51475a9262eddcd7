// A member of the room, as the room sees it: somebody with a name whom events are told to.
//
// How the telling is done (over which protocol, which socket) is the derived class's affair.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "apps/chat/event.hpp"

namespace chatlab {

struct MemberFacts {
  std::uint64_t messages = 0;
  std::size_t unsent_bytes = 0;
  std::uint64_t seconds_here = 0;
};

class Member {
 public:
  virtual ~Member() = default;

  /// It is in the room now; what others say comes next. Called by the room, before anything else.
  virtual void on_welcome() = 0;

  /// Tells it `event`, which is not about itself.
  virtual void deliver(const Event& event) = 0;

  /// The operator does not want it any more, and it is out of the room: tell it and part.
  virtual void on_banned() = 0;

  /// Where it comes from, `IP:PORT` and the protocol it speaks: for those who watch the room.
  virtual const std::string& address() const = 0;
  virtual std::string_view protocol_name() const = 0;

  /// What came of it so far: how many messages it said, how many bytes it was sent and has not
  /// taken, how many seconds it has been here.
  virtual MemberFacts facts() const = 0;

  /// Its name while it is in the room.
  const std::string& name() const { return name_; }
  bool is_in_room() const { return in_room_; }

 private:
  friend class Room;
  std::string name_;
  bool in_room_ = false;
};

}  // namespace chatlab
