// Parses and runs the commands of members.
#include "apps/chat/member_commands.hpp"

#include <algorithm>
#include <string>

#include "apps/chat/command.hpp"

namespace chatlab {
namespace {

constexpr std::size_t most_names = 100;
constexpr std::size_t longest_name_bytes = 32 * 4;

constexpr std::string_view help =
    "/who lists who is here, /msg NAME TEXT says it to NAME alone, //TEXT says /TEXT";

}  // namespace

void MemberCommands::dispatch(Member& member, std::string_view text) {
  const Command command = parse_command(text);
  if (command.is_message()) return room_.say(member, command.argument);
  run(member, command.word, command.argument);
}

void MemberCommands::run(Member& member, std::string_view command, std::string_view argument) {
  if (command == "/who") return show_members(member);
  if (command == "/msg") return say_privately(member, argument);
  if (command == "/help") return room_.answer(member, help);
  room_.answer(member, "No such command: " + std::string(command) + ", see /help");
}

void MemberCommands::show_members(Member& member) {
  const std::vector<Member*>& all = room_.members();
  std::string names = std::to_string(all.size()) + " here";
  for (std::size_t i = 0; i < all.size() && i < most_names; ++i) {
    names += (i == 0 ? ": " : ", ") + all[i]->name();
  }
  if (all.size() > most_names) names += " and more";
  room_.answer(member, names);
}

// Names may contain spaces: the longest name that matches is the recipient.
void MemberCommands::say_privately(Member& member, std::string_view argument) {
  Member* recipient = nullptr;
  std::string_view text;
  for (std::size_t end = 0; end < argument.size() && end <= longest_name_bytes;) {
    end = std::min(argument.find(' ', end + 1), argument.size());
    Member* found = room_.find(argument.substr(0, end));
    if (found == nullptr) continue;
    recipient = found;
    text = argument.substr(std::min(end + 1, argument.size()));
  }
  if (recipient == nullptr) {
    return room_.answer(member, "No member has this name: /msg NAME TEXT, see /who");
  }
  if (recipient == &member) return room_.answer(member, "That is you");
  if (trimmed(text).empty()) return room_.answer(member, "Say what? /msg NAME TEXT");
  room_.say_privately(member, *recipient, text);
}

}  // namespace chatlab
