// A queue of events gives the room its total order: see Room::deliver_waiting().
#include "apps/chat/room.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "apps/chat/name.hpp"
#include "apps/chat/text.hpp"

namespace chatlab {

std::string_view refusal_text(Refusal refusal) {
  switch (refusal) {
    case Refusal::name_taken:
      return "Username already taken!";
    case Refusal::name_not_allowed:
      return "Username not allowed";
    case Refusal::banned:
      return "You are banned from this chat";
    case Refusal::room_full:
      break;
  }
  return "The server is full";
}

Room::~Room() {
  assert(members_.empty());
}

std::optional<Refusal> Room::join(Member& member, std::string_view name) {
  if (!is_allowed_name(name)) return Refusal::name_not_allowed;
  return admit(member, name);
}

std::optional<Refusal> Room::join_as_address(Member& member, std::string_view address) {
  assert(reads_as_address(address));
  return admit(member, address);
}

std::optional<Refusal> Room::admit(Member& member, std::string_view name) {
  assert(!delivering_ && !member.in_room_);
  if (is_banned(name)) return Refusal::banned;
  if (by_name_.count(name_key(name)) > 0) return Refusal::name_taken;
  if (members_.size() >= max_members_) return Refusal::room_full;
  Event joined = {Event::Kind::joined, &member, std::string(name), {}, nullptr, 0};
  enter(member, name);
  delivering_ = true;  // events caused by the welcome are queued behind the joining
  member.on_welcome();
  deliver(joined);
  deliver_waiting();
  return std::nullopt;
}

// Allocates before it changes anything: std::bad_alloc leaves the room as it was.
void Room::enter(Member& member, std::string_view name) {
  member.name_ = name;
  member.key_ = name_key(name);
  if (members_.size() == members_.capacity()) members_.reserve(2 * members_.size() + 16);
  by_name_[member.key_] = &member;
  members_.push_back(&member);
  member.in_room_ = true;
}

void Room::say(const Member& member, std::string_view text) {
  std::string cleaned = clean_text(text);
  if (!member.in_room_ || cleaned.empty()) return;
  accept({Event::Kind::said, &member, member.name_, std::move(cleaned), nullptr, 0});
}

void Room::say_privately(const Member& sender, Member& recipient, std::string_view text) {
  std::string cleaned = clean_text(text);
  if (!sender.in_room_ || !recipient.in_room_ || cleaned.empty()) return;
  accept({Event::Kind::said, &sender, sender.name_, "(private) " + cleaned, &recipient, 0});
}

void Room::answer(Member& recipient, std::string_view text) {
  accept(words_to(recipient, clean_text(text)));
}

void Room::say_from_outside(std::string_view name, std::string_view text) {
  std::string cleaned = clean_text(text);
  if (cleaned.empty()) return;
  accept({Event::Kind::said, nullptr, std::string(name), std::move(cleaned), nullptr, 0});
}

void Room::leave(Member& member, Departure departure) {
  if (!member.in_room_) return;
  const bool announced = departure == Departure::by_own_word;
  const Event::Kind kind = announced ? Event::Kind::left : Event::Kind::left_unexpectedly;
  waiting_.push_back({kind, &member, member.name_, {}, nullptr, 0});
  member.in_room_ = false;
  if (!delivering_) deliver_waiting();
}

bool Room::ban(std::string_view name) {
  banned_.insert(name_key(name));
  Member* member = find(name);
  if (member == nullptr) return false;
  leave(*member, Departure::unexpectedly);
  member->on_banned();
  return true;
}

bool Room::unban(std::string_view name) {
  return banned_.erase(name_key(name)) > 0;
}

bool Room::is_banned(std::string_view name) const {
  return banned_.count(name_key(name)) > 0;
}

Member* Room::find(std::string_view name) const {
  const auto found = by_name_.find(name_key(name));
  return found == by_name_.end() || !found->second->in_room_ ? nullptr : found->second;
}

std::size_t Room::audience(const Event& event) const {
  return static_cast<std::size_t>(std::count_if(
      members_.begin(), members_.end(),
      [&event](const Member* member) { return member != event.subject && member->in_room_; }));
}

// One event at a time: events caused meanwhile are queued.
void Room::accept(Event event) {
  waiting_.push_back(std::move(event));
  if (!delivering_) deliver_waiting();
}

void Room::deliver_waiting() {
  delivering_ = true;
  while (!waiting_.empty()) {
    Event next = std::move(waiting_.front());
    waiting_.pop_front();
    deliver(next);
  }
  delivering_ = false;
}

void Room::deliver(Event& event) {
  event.number = ++last_number_;
  if (event.kind == Event::Kind::left || event.kind == Event::Kind::left_unexpectedly)
    remove(*event.subject);
  if (is_closed_) return;
  volume_ += delivery_size(event);
  if (event.recipient != nullptr) {
    if (event.recipient->in_room_) event.recipient->deliver(event);
    return;
  }
  if (observer_ != nullptr) observer_->on_event(event);
  for (Member* member : members_) {
    if (member != event.subject && member->in_room_) member->deliver(event);
  }
}

void Room::remove(const Member& member) {
  members_.erase(std::find(members_.begin(), members_.end(), &member));
  by_name_.erase(member.key_);
}

}  // namespace chatlab
