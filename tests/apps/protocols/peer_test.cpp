#include "apps/protocols/peer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace chatlab::peer_test {
namespace {

TEST(Peer, ShowsATextAfterThreeTabsAndTwoSpaces) {
  EXPECT_EQ(show_peer_text("hello"), "\t\t\tReceived Message:  hello");
  EXPECT_EQ(show_peer_text(" a: b\t"), "\t\t\tReceived Message:   a: b\t");
}

TEST(Peer, ShowsAnEmptyText) {
  EXPECT_EQ(show_peer_text(""), "\t\t\tReceived Message:  ");
}

TEST(Peer, RemovesNewlinesAndControlCharacters) {
  EXPECT_EQ(show_peer_text("one\ntwo\r\n"), "\t\t\tReceived Message:  onetwo");
  EXPECT_EQ(show_peer_text("\33[2Jboo\x7F"), "\t\t\tReceived Message:  [2Jboo");
}

TEST(Peer, ShowsMalformedTextAsValidUtf8) {
  EXPECT_EQ(show_peer_text("caf\xE9!"), "\t\t\tReceived Message:  caf\xEF\xBF\xBD!");
}

}  // namespace
}  // namespace chatlab::peer_test
