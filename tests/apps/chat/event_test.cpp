#include "apps/chat/event.hpp"

#include <gtest/gtest.h>

namespace chatlab::event_test {
namespace {

std::string notice(Event::Kind kind) {
  return notice_text(kind, "Ann");
}

TEST(Event, IsANoticeIfAMemberJoinsOrLeaves) {
  EXPECT_EQ(notice(Event::Kind::joined), "Ann joined the conversation");
  EXPECT_EQ(notice(Event::Kind::left), "Ann left the conversation");
  EXPECT_EQ(notice(Event::Kind::left_unexpectedly), "Ann left the conversation unexpectedly");
}

TEST(Event, IsNotANoticeIfAMemberSaysSomething) {
  EXPECT_EQ(notice(Event::Kind::said), "");
}

}  // namespace
}  // namespace chatlab::event_test
