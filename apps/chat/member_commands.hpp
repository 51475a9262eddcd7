// The commands of members: /who, /msg, /help. They are the same over every protocol.
#pragma once

#include <string_view>

#include "apps/chat/room.hpp"

namespace chatlab {

class MemberCommands {
 public:
  explicit MemberCommands(Room& room) : room_(room) {}

  /// Handles `text` from `member`: a command if it begins with a slash, else a message to all. Two
  /// slashes stand for one in a message. Errors are answered to the sender alone.
  void dispatch(Member& member, std::string_view text);

 private:
  void run(Member& member, std::string_view command, std::string_view argument);
  void show_members(Member& member);
  void say_privately(Member& member, std::string_view argument);

  Room& room_;
};

}  // namespace chatlab
