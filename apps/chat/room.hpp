// The room: who is in it, who may come in, and the one order of everything that is said.
//
// It takes one event at a time and delivers it to every member before it takes the next. Where
// delivering an event causes another (a member is found to be too slow and leaves), that one waits:
// so all members are told the same things in the same order.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "apps/chat/event.hpp"
#include "apps/chat/member.hpp"

namespace chatlab {

/// Watches everything that happens: the server's log.
class RoomObserver {
 public:
  virtual ~RoomObserver() = default;
  virtual void on_event(const Event& event) = 0;
};

/// Why somebody may not join.
enum class Refusal { name_taken, name_not_allowed, banned, room_full };

/// The reason as every protocol gives it: `Username already taken!`
std::string_view refusal_text(Refusal refusal);

enum class Departure {
  by_own_word,   // it said so, as its protocol provides
  unexpectedly,  // it vanished, broke a rule, was too slow or was banned
};

class Room {
 public:
  explicit Room(std::size_t max_members) : max_members_(max_members) {}

  /// May be nullptr. Told of each event that is for all, before the members are.
  void observe(RoomObserver* observer) { observer_ = observer; }

  /// `member` comes in as `name`, is welcomed, and all others are told; or the reason why not. The
  /// member must leave before it is destroyed. Not to be called while an event is delivered.
  std::optional<Refusal> join(Member& member, std::string_view name);

  /// The same for one who has no name of its own and goes by its ADDRESS.
  std::optional<Refusal> join_as_address(Member& member, std::string_view address);

  /// `member` says `text` to all others. Empty text, once cleaned, is nothing.
  void say(const Member& member, std::string_view text);

  /// `sender` says `text` to `recipient` alone.
  void say_privately(const Member& sender, Member& recipient, std::string_view text);

  /// `Server` says `text` to `recipient` alone.
  void answer(Member& recipient, std::string_view text);

  /// Somebody who is not in the room says it to all: the operator as `Server`, or an ADDRESS.
  void say_from_outside(std::string_view name, std::string_view text);

  /// `member` leaves, and all others are told. It is told nothing more, from now on; its name is
  /// free once the event is taken. Nothing where it is not in the room.
  void leave(Member& member, Departure departure);

  /// Keeps `name` out until it is unbanned, and throws out the member that has it. False where
  /// nobody here has it: it is kept out all the same.
  bool ban(std::string_view name);

  /// False where the name was not banned.
  bool unban(std::string_view name);

  bool is_banned(std::string_view name) const;

  /// nullptr where nobody here is called so.
  Member* find(std::string_view name) const;

  /// In the order in which they joined.
  const std::vector<Member*>& members() const { return members_; }

 private:
  std::optional<Refusal> admit(Member& member, std::string_view name);
  void take(Event event);
  void deliver_waiting();
  void deliver(const Event& event);
  void remove(const Event& event);

  std::size_t max_members_;
  RoomObserver* observer_ = nullptr;
  std::vector<Member*> members_;
  std::unordered_map<std::string, Member*> by_name_;  // by name_key
  std::unordered_set<std::string> banned_;            // by name_key
  std::deque<Event> waiting_;
  std::uint64_t last_number_ = 0;
  bool delivering_ = false;
};

}  // namespace chatlab
