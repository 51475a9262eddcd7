// A member of the room, as the room sees it: it has a name, and events are delivered to it.
//
// The derived class decides how to deliver them (over which protocol and socket).
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
  Member() = default;
  Member(const Member&) = delete;
  Member& operator=(const Member&) = delete;

  /// Asserts that the member has left the room.
  virtual ~Member();

  /// The member has joined; events follow. The first call that the room makes. Must not throw.
  virtual void on_welcome() = 0;

  /// Delivers `event`, which is not about this member. Must not throw.
  virtual void deliver(const Event& event) = 0;

  /// The operator has banned the member, which has left the room. The derived class should tell its
  /// client, then disconnect.
  virtual void on_banned() = 0;

  /// The member's address `IP:PORT` and its protocol, for the log and the operator.
  virtual const std::string& address() const = 0;
  virtual std::string_view protocol_name() const = 0;

  /// Counts so far: messages said, bytes of output not yet sent, seconds since it joined.
  virtual MemberFacts facts() const = 0;

  /// The name; meaningful while the member is in the room.
  const std::string& name() const { return name_; }
  bool is_in_room() const { return in_room_; }

 private:
  friend class Room;
  bool in_room_ = false;
  std::string name_;
  std::string key_;  // name_key(name_)
};

}  // namespace chatlab
