// What members may do besides talking: /who, /msg, /help. The same over every protocol.
#pragma once

#include <string_view>

#include "apps/chat/room.hpp"

namespace chatlab {

class MemberCommands {
 public:
  explicit MemberCommands(Room& room) : room_(room) {}

  /// `member` sent `text`: a message to all, or where it begins with one slash a command. Two
  /// slashes say one. What is wrong with a command is answered to its sender alone.
  void take(Member& member, std::string_view text);

 private:
  void run(Member& member, std::string_view command, std::string_view argument);
  void show_members(Member& member);
  void say_privately(Member& member, std::string_view argument);

  Room& room_;
};

}  // namespace chatlab
