// The room: its members, who may join, and the total order of all events.
//
// It delivers one event to every member before the next. If delivering an event causes another (a
// member is too slow and leaves), the new event is queued: so all members receive the same events
// in the same order.
#pragma once

#include <cstddef>
#include <cstdint>
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

/// Observes all events; implemented by the server's log. Must not throw.
class RoomObserver {
 public:
  virtual ~RoomObserver() = default;
  virtual void on_event(const Event& event) = 0;
};

/// Why a member may not join.
enum class Refusal { name_taken, name_not_allowed, banned, room_full };

/// The reason as text, the same in every protocol: `Username already taken!`
std::string_view refusal_text(Refusal refusal);

enum class Departure {
  by_own_word,   // it left in the way that its protocol provides
  unexpectedly,  // it vanished, broke a rule, was too slow or was banned
};

class Room {
 public:
  explicit Room(std::size_t max_members) : max_members_(max_members) {}

  /// All members must have left.
  ~Room();

  /// Sets the observer, which receives each event addressed to all, before the members do; nullptr
  /// for none.
  void observe(RoomObserver* observer) { observer_ = observer; }

  /// `member` joins as `name`: it is welcomed, and all others are notified. Returns the reason if
  /// refused. The member must leave before it is destroyed. Must not be called while an event is
  /// delivered.
  std::optional<Refusal> join(Member& member, std::string_view name);

  /// As join(), for a member without a name, which is identified by its ADDRESS.
  std::optional<Refusal> join_as_address(Member& member, std::string_view address);

  /// `member` says `text` to all others. No effect if the text is empty after cleaning.
  void say(const Member& member, std::string_view text);

  /// `sender` says `text` to `recipient` alone.
  void say_privately(const Member& sender, Member& recipient, std::string_view text);

  /// `Server` says `text` to `recipient` alone.
  void answer(Member& recipient, std::string_view text);

  /// A sender outside the room says `text` to all: the operator as `Server`, or an ADDRESS.
  void say_from_outside(std::string_view name, std::string_view text);

  /// `member` leaves, and all others are notified. From now on nothing is delivered to it; its name
  /// is free once the event is delivered. No effect if it is not in the room.
  void leave(Member& member, Departure departure);

  /// From now on no event is delivered or observed. Members still leave, but their departures are
  /// not announced.
  void close() { is_closed_ = true; }

  /// Bans `name` until unban(), and removes the member with this name. Returns false if no member
  /// has the name; it is banned in any case.
  bool ban(std::string_view name);

  /// Returns false if the name was not banned.
  bool unban(std::string_view name);

  bool is_banned(std::string_view name) const;

  /// Returns nullptr if no member has this name.
  Member* find(std::string_view name) const;

  /// The sum of delivery_size() over all events so far, private ones included. Its growth while a
  /// request is handled is what the request has cost each member.
  std::uint64_t volume() const { return volume_; }

  /// How many members an event addressed to all is delivered to: not to its subject.
  std::size_t audience(const Event& event) const;

  /// The members, in the order in which they joined.
  const std::vector<Member*>& members() const { return members_; }

 private:
  std::optional<Refusal> admit(Member& member, std::string_view name);
  void accept(Event event);
  void deliver_waiting();
  void deliver(Event& event);
  void enter(Member& member, std::string_view name);
  void remove(const Member& member);

  std::size_t max_members_;
  RoomObserver* observer_ = nullptr;
  std::vector<Member*> members_;
  std::unordered_map<std::string, Member*> by_name_;  // by name_key
  std::unordered_set<std::string> banned_;            // by name_key
  std::deque<Event> waiting_;
  std::uint64_t last_number_ = 0;
  std::uint64_t volume_ = 0;
  bool delivering_ = false;  // true: an event is being delivered, new ones are queued
  bool is_closed_ = false;
};

}  // namespace chatlab
