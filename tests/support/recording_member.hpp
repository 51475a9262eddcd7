// Members and observers of a room that record what they receive, one line per event.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/chat/room.hpp"

namespace chatlab {

using Lines = std::vector<std::string>;

/// `Ann > hello`, `Ann joined`, `Ann left`, `Ann left unexpectedly`.
inline std::string line_of(const Event& event) {
  switch (event.kind) {
    case Event::Kind::joined:
      return event.name + " joined";
    case Event::Kind::left:
      return event.name + " left";
    case Event::Kind::left_unexpectedly:
      return event.name + " left unexpectedly";
    case Event::Kind::said:
      break;
  }
  return event.name + " > " + event.text;
}

/// A member that records what it receives: `welcome`, the events, `banned`.
class RecordingMember : public Member {
 public:
  void on_welcome() override {
    heard.push_back("welcome");
    if (when_welcomed) when_welcomed();
  }
  void deliver(const Event& event) override {
    heard.push_back(line_of(event));
    numbers.push_back(event.number);
    if (when_told) when_told(event);
  }
  void on_banned() override { heard.push_back(is_in_room() ? "banned too early" : "banned"); }
  const std::string& address() const override { return address_; }
  std::string_view protocol_name() const override { return "none"; }
  MemberFacts facts() const override { return {}; }

  /// What it received since the last call.
  Lines news() { return std::exchange(heard, {}); }

  Lines heard;
  std::vector<std::uint64_t> numbers;
  std::function<void()> when_welcomed;
  std::function<void(const Event&)> when_told;

 private:
  std::string address_ = "192.0.2.1:1234";
};

/// Closes the room, and all members leave, as they must before they are destroyed.
inline void empty(Room& room) {
  room.close();
  while (!room.members().empty()) room.leave(*room.members().front(), Departure::unexpectedly);
}

class RecordingObserver : public RoomObserver {
 public:
  void on_event(const Event& event) override {
    seen.push_back(line_of(event));
    numbers.push_back(event.number);
    if (when_told) when_told(event);
  }

  Lines seen;
  std::vector<std::uint64_t> numbers;
  std::function<void(const Event&)> when_told;
};

}  // namespace chatlab
