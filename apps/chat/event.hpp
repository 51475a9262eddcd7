// What happens in the room, and is told to its members: somebody joined, said something, left.
//
// The room takes one event at a time and numbers them: that order is the room's one order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chatlab {

class Member;

struct Event {
  enum class Kind { joined, said, left, left_unexpectedly };

  Kind kind = Kind::said;
  /// Whom it is about; not told to that one. nullptr for the operator and others outside the room.
  const Member* subject = nullptr;
  /// The subject's name, or `Server`, or the ADDRESS of somebody who has no name.
  std::string name;
  /// What was said, cleaned; empty otherwise.
  std::string text;
  /// The only member it is told to; nullptr for all.
  Member* recipient = nullptr;
  /// Its place in the room's order, from 1.
  std::uint64_t number = 0;
};

/// What `Server` says to one member alone.
Event words_to(Member& recipient, std::string_view text);

/// What `Server` tells about a member that joined or left: `Ann joined the conversation`.
std::string notice_text(const Event& event);

}  // namespace chatlab
