#include "apps/protocols/shared_encoding.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "apps/chat/text.hpp"
#include "apps/protocols/anonymous.hpp"
#include "apps/protocols/framed.hpp"
#include "apps/protocols/named.hpp"
#include "tests/support/protocol_testing.hpp"

namespace chatlab::shared_encoding_test {
namespace {

using Pieces = std::vector<std::string>;

// Framed, and counts how often it encodes an event.
class CountingProtocol : public FramedProtocol {
 public:
  std::string encode_event(const Event& event) const override {
    ++encodings;
    return FramedProtocol::encode_event(event);
  }

  mutable int encodings = 0;
};

Event said(std::uint64_t number, std::string text) {
  Event event = event_of(Event::Kind::said, "Ann", std::move(text));
  event.number = number;
  return event;
}

Pieces pieces_in(const Protocol& protocol, const Event& event) {
  return SharedEncoding(protocol).pieces_of(event);
}

TEST(SharedEncoding, EncodesAnEventOnceHoweverManyMembersGetIt) {
  const CountingProtocol protocol;
  SharedEncoding encoding(protocol);
  const Event event = said(1, "hello");
  for (int member = 0; member < 3; ++member) {
    EXPECT_EQ(encoding.pieces_of(event), Pieces{"3         Ann5         hello"});
  }
  EXPECT_EQ(protocol.encodings, 1);
}

TEST(SharedEncoding, EncodesEachEventAnew) {
  const CountingProtocol protocol;
  SharedEncoding encoding(protocol);
  for (const Event& event : {said(1, "one"), said(2, "two"), said(9, "three")}) {
    EXPECT_EQ(encoding.pieces_of(event), Pieces{protocol.FramedProtocol::encode_event(event)});
    EXPECT_EQ(encoding.pieces_of(event), Pieces{protocol.FramedProtocol::encode_event(event)});
  }
  EXPECT_EQ(protocol.encodings, 3);
}

// What the server says to one member alone has no number in the room's order.
TEST(SharedEncoding, EncodesAnEventWithoutANumberAtEachCall) {
  const CountingProtocol protocol;
  SharedEncoding encoding(protocol);
  for (const Event& event :
       {said(0, "one"), said(0, "two"), said(7, "three"), said(0, "four"), said(7, "three")}) {
    EXPECT_EQ(encoding.pieces_of(event), Pieces{protocol.FramedProtocol::encode_event(event)});
  }
}

TEST(SharedEncoding, DoesNotCutALongTextInAProtocolWithBoundaries) {
  const FramedProtocol protocol;
  EXPECT_EQ(pieces_in(protocol, said(1, std::string(5000, 'x'))).size(), 1u);
}

TEST(SharedEncoding, CutsALongTextIntoPiecesOf1024BytesWithTheSenderBeforeEach) {
  const NamedProtocol named;
  const std::string full(1024 - 5, 'x');
  EXPECT_EQ(pieces_in(named, said(1, full)), Pieces{"Ann: " + full});
  EXPECT_EQ(pieces_in(named, said(1, full + "yz")), (Pieces{"Ann: " + full, "Ann: yz"}));
  const AnonymousProtocol anonymous;
  const std::string text(1024 - 6, 'x');
  EXPECT_EQ(pieces_in(anonymous, said(1, text + text + 'y')),
            (Pieces{"[Ann] " + text, "[Ann] " + text, "[Ann] y"}));
}

TEST(SharedEncoding, CutsBetweenCharacters) {
  const NamedProtocol named;
  for (const std::string character : {"x", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x99\x82"}) {
    std::string text = "a";
    while (text.size() < 5000) text += character;
    std::string received;
    for (const std::string& piece : pieces_in(named, said(1, text))) {
      EXPECT_LE(piece.size(), 1024u);
      EXPECT_TRUE(is_valid_utf8(piece)) << piece;
      ASSERT_EQ(piece.substr(0, 5), "Ann: ");
      received += piece.substr(5);
    }
    EXPECT_EQ(received, text);
  }
}

TEST(SharedEncoding, KeepsNoPieceOfAnEarlierEvent) {
  const NamedProtocol named;
  SharedEncoding encoding(named);
  encoding.pieces_of(said(1, std::string(5000, 'x')));
  EXPECT_EQ(encoding.pieces_of(said(2, "hello")), Pieces{"Ann: hello"});
}

}  // namespace
}  // namespace chatlab::shared_encoding_test
