// A room with a member that floods, and two that listen.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "tests/support/server_under_test.hpp"

namespace chatlab {

class FloodedRoom : public testing::Test {
 protected:
  static constexpr std::size_t small_backlog = 64 * 1024;
  static constexpr std::size_t text_size = 1000;

  explicit FloodedRoom(std::size_t backlog = small_backlog) : room("poll", with(backlog)) {}

  static Limits with(std::size_t backlog) {
    Limits limits;
    limits.max_backlog = backlog;
    return limits;
  }

  // Numbered, so that a test detects lost, repeated and swapped messages.
  static std::string numbered_text(std::size_t number) {
    std::string text = std::to_string(number);
    text.resize(text_size, '.');
    return text;
  }

  // The flooder floods until a member is so far behind that the room is congested.
  void flood_until_congested() {
    ASSERT_TRUE(room.wait_until([this] {
      if (is_congested()) return true;
      if (flooder.stream().unsent() < 100 * text_size) flood_more(1000);
      return false;
    }));
  }

  // The next `count` messages of numbered_text().
  void flood_more(std::size_t count) {
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i) bytes += frame(numbered_text(flooded + i));
    flooder.client->send(bytes);
    flooded += count;
  }

  bool is_congested() const { return room.server.backpressure().is_congested(); }

  // Fails unless `listener` has received all messages of the flooder, once and in order.
  void expect_whole_flood(const Person& listener) {
    std::size_t next = 0;
    const auto all = conversation_in(listener.stream().heard);
    for (const Said& one : all) {
      if (one.sender != "Flooder") continue;
      ASSERT_EQ(one.text, numbered_text(next)) << listener.name;
      ++next;
    }
    EXPECT_EQ(next, flooded) << listener.name;
  }

  static bool has_heard(const Person& listener, const std::string& words) {
    return listener.stream().heard.find(words) != std::string::npos;
  }

  ServerUnderTest room;
  Person flooder = room.join("framed", "Flooder");
  Person ann = room.join("framed", "Ann");
  Person bob = room.join("framed", "Bob");
  std::size_t flooded = 0;  // messages so far
};

class FloodedRoomOfOrdinarySize : public FloodedRoom {
 protected:
  FloodedRoomOfOrdinarySize() : FloodedRoom(Limits().max_backlog) {}
};

}  // namespace chatlab
