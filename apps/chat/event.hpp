// An event: what happens in the room and is delivered to its members. A member joined, said
// something or left.
//
// The room numbers events in the order in which it delivers them: a total order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace chatlab {

class Member;

struct Event {
  enum class Kind { joined, said, left, left_unexpectedly };

  Kind kind = Kind::said;
  /// The member that the event is about, which does not receive it. nullptr for the operator and
  /// other senders outside the room.
  const Member* subject = nullptr;
  /// The subject's name, or `Server`, or the ADDRESS of a sender without a name.
  std::string name;
  /// The cleaned message if `kind` is said; else empty.
  std::string text;
  /// The only member that receives the event; nullptr for all members.
  Member* recipient = nullptr;
  /// The position in the room's order, from 1.
  std::uint64_t number = 0;
};

/// Roughly how many bytes `event` adds to the output of each member that it is delivered to; or an
/// event with this name and text.
std::size_t delivery_size(const Event& event);
std::size_t delivery_size(std::string_view name, std::string_view text);

/// A message from `Server` to one member.
Event words_to(Member& recipient, std::string_view text);

/// Returns the notice that the member `name` joined or left: `Ann joined the conversation`. Empty
/// for Event::Kind::said.
std::string notice_text(Event::Kind kind, std::string_view name);

}  // namespace chatlab
