#include "apps/chat/name.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace chatlab::name_test {
namespace {

using namespace std::string_view_literals;

std::string repeated(std::string_view character, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += character;
  return text;
}

void expect_allowed(std::string_view name) {
  EXPECT_TRUE(is_allowed_name(name)) << "should be allowed: '" << name << "'";
}

void expect_not_allowed(std::string_view name) {
  EXPECT_FALSE(is_allowed_name(name)) << "should not be allowed: '" << name << "'";
}

TEST(Name, HasOneToThirtyTwoCharacters) {
  expect_not_allowed("");
  expect_allowed("A");
  expect_allowed(repeated("a", 32));
  expect_not_allowed(repeated("a", 33));
}

TEST(Name, IsMeasuredInCharactersAndNotInBytes) {
  for (const char* character : {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x99\x82"}) {
    expect_allowed(character);
    expect_allowed(repeated(character, 32));
    expect_not_allowed(repeated(character, 33));
  }
}

TEST(Name, HasNoControlCharacter) {
  for (const std::string_view name : {"a\0b"sv, "\tAnn"sv, "An\tn"sv, "Ann\n"sv, "\33[31mAnn"sv,
                                      "Ann\x7F"sv, "A\xC2\x80nn"sv, "A\xC2\x9Fnn"sv}) {
    expect_not_allowed(name);
  }
  expect_allowed("A\xC2\xA1nn");  // the first allowed character after C1
}

TEST(Name, HasNoSpaceAtEitherEnd) {
  expect_not_allowed(" ");
  expect_not_allowed(" Ann");
  expect_not_allowed("Ann ");
  expect_allowed("Ann Lee");
}

TEST(Name, HasNoSpaceBeyondAscii) {
  for (const char* space : {u8"\u00A0", u8"\u1680", u8"\u2000", u8"\u200A", u8"\u2028", u8"\u2029",
                            u8"\u202F", u8"\u205F", u8"\u2800", u8"\u3000"}) {
    expect_not_allowed(std::string("Ann") + space + "Lee");
    expect_not_allowed(space);
  }
}

TEST(Name, HasNoCharacterThatIsInvisibleOrChangesTheDirection) {
  for (const char* invisible :
       {u8"\u00AD", u8"\u034F",     u8"\u061C",     u8"\u115F",    u8"\u17B4", u8"\u180B",
        u8"\u200B", u8"\u200D",     u8"\u200F",     u8"\u202A",    u8"\u202E", u8"\u2060",
        u8"\u2066", u8"\u2069",     u8"\u3164",     u8"\uFE0F",    u8"\uFEFF", u8"\uFFA0",
        u8"\uFFF9", u8"\U0001D173", u8"\U000E0020", u8"\U000E01EF"}) {
    expect_not_allowed(std::string("A") + invisible + "nn");
    expect_not_allowed(std::string("Ann") + invisible);
    expect_not_allowed(invisible);
  }
}

TEST(Name, MayBeOfAnyScript) {
  for (const char* name : {u8"Zo\u00EB", u8"\u0418\u0432\u0430\u043D", u8"\u05D3\u05D5\u05D3",
                           u8"\u0639\u0644\u064A", u8"\u6F22\u5B57", u8"\U0001F642", u8"A\u030A",
                           u8"\uD55C\uAE00", u8"Ti\u1EBFng Vi\u1EC7t"}) {
    expect_allowed(name);
  }
}

TEST(Name, IsValidUtf8) {
  for (const char* name : {"Ann\xFF", "\x80", "Ann\xC3", "\xC0\xAFnn", "\xED\xA0\x80"}) {
    expect_not_allowed(name);
  }
  expect_allowed("\xE6\x9D\x8E\xE6\x98\x8E");
}

TEST(Name, IsNotTheOperatorsInAnyCase) {
  for (const char* name : {"Server", "server", "SERVER", "sErVeR"}) expect_not_allowed(name);
  for (const char* name : {"Servers", "Serve", "The Server", "Server 2"}) expect_allowed(name);
}

TEST(Name, DoesNotLookLikeTheOperators) {
  for (const char* name :
       {u8"\u0405erver", u8"S\u0435rv\u0435r", u8"SER\u2164ER",
        u8"\uFF33\uFF45\uFF52\uFF56\uFF45\uFF52",
        u8"\U0001D412\U0001D41E\U0001D42B\U0001D42F\U0001D41E\U0001D42B", u8"Serve\u0433",
        u8"\u13DA\u13AC\u13D2\u13D9\u13AC\u13A1", u8"Se\u200Brver", u8"Server\u200D"}) {
    expect_not_allowed(name);
  }
  for (const char* name : {u8"Serveurs", u8"Sevrer", "5erver", u8"\u0405erver 2", "A Server"}) {
    expect_allowed(name);
  }
}

TEST(Name, DoesNotLookLikeTheOperatorsWithMarksOrPunctuation) {
  for (const char* name :
       {"Server.", "Server:", "Server]", "[Server]", "Ser-ver", "Server >", "Ser ver",
        u8"Server\u0301", u8"S\u00E9rver", u8"Se\u0301rver", u8"Server\u2026", u8"Server\uFF1A",
        u8"Server\uA789", u8"Server\u0589", u8"\u00ABServer\u00BB", u8"Server\u02D0"}) {
    expect_not_allowed(name);
  }
}

TEST(Name, BeginsWithNoCombiningMark) {
  for (const char* name : {u8"\u0301Ann", u8"\u0338", u8"\u20E3Ann", u8"\uFE20Ann"}) {
    expect_not_allowed(name);
  }
}

TEST(Name, HasNoCharacterThatShowsNothing) {
  for (const char* blank : {u8"\u1160", u8"\u2D7F", u8"\uFFFC", u8"\U0001107F", u8"\U00013441",
                            u8"\U00016FE4", u8"\U0001BC9D", u8"\U0001D159"}) {
    expect_not_allowed(std::string("Ann") + blank);
  }
}

TEST(Name, IsTheSameComposedAndDecomposed) {
  EXPECT_EQ(name_key(u8"Zo\u00EB"), name_key(u8"Zoe\u0308"));
  EXPECT_NE(name_key(u8"Zo\u00EB"), name_key("Zoe"));
  EXPECT_EQ(name_key(u8"\u1EC7"), name_key(u8"e\u0302\u0323")) << "two marks";
  EXPECT_EQ(name_key(u8"\u1EC7"), name_key(u8"e\u0323\u0302")) << "in any order";
  EXPECT_EQ(name_key(u8"\u0439"), name_key(u8"\u0438\u0306")) << "Cyrillic";
  EXPECT_EQ(name_key(u8"\u03AC"), name_key(u8"\u1F71")) << "Greek, by its second number";
  EXPECT_EQ(name_key(u8"\uAC00"), name_key(u8"\u1100\u1161")) << "Hangul";
  EXPECT_EQ(name_key(u8"\uD55C"), name_key(u8"\u1112\u1161\u11AB")) << "Hangul of three";
  EXPECT_EQ(name_key(u8"\u304C"), name_key(u8"\u304B\u3099")) << "kana";
  EXPECT_EQ(name_key(u8"\u212B"), name_key(u8"A\u030A")) << "the sign for angstrom";
}

TEST(Name, IsTheSameInFullwidthForms) {
  EXPECT_EQ(name_key(u8"\uFF21nn\uFF11\uFF1A"), name_key("ann1:"));
  expect_not_allowed(u8"\uFF11\uFF12\uFF17.0.0.1:80");
}

TEST(Name, DoesNotReadAsAnIpv4Address) {
  for (const char* name : {"127.0.0.1:3000", "0.0.0.0:0", "255.255.255.255:65535",
                           "999.999.999.999:1", "1.2.3.4:99999", "001.02.3.4:00080"}) {
    expect_not_allowed(name);
    EXPECT_TRUE(reads_as_address(name)) << name;
  }
}

TEST(Name, DoesNotReadAsAnIpv6Address) {
  for (const char* name : {"[::1]:3000", "[::]:0", "[2001:db8::1]:65535", "[FE80::ABCD]:80",
                           "[fe80::1%eth0]:80", "[::ffff:192.0.2.1]:80", "[1:2:3:4:5:6:7:8]:9"}) {
    expect_not_allowed(name);
    EXPECT_TRUE(reads_as_address(name)) << name;
  }
}

// `named` writes an ADDRESS like this.
TEST(Name, DoesNotReadAsAnAddressWithDotsForColons) {
  for (const char* name : {"127.0.0.1.3000", "[..1].3000", "[2001.db8..1].5555", "1.2.3]4:5",
                           "[fe80..1%eth0].80", "[..ffff.192.0.2.1].80"}) {
    expect_not_allowed(name);
  }
}

TEST(Name, MayResembleAnAddress) {
  for (const char* name : {"1.2.3.4",
                           "1.2.3.4:",
                           ":80",
                           "80",
                           "1.2.3:80",
                           "1.2.3.4.x",
                           "1.2.3.4.123456",
                           "[..].80x",
                           "[.].80",
                           "1.2.3.4.5:80",
                           "1.2.3.4:123456",
                           "1234.1.1.1:80",
                           "1..2.3:80",
                           "1.2.3.4:80a",
                           "1.2.3.4: 80",
                           "v1.2.3.4:80",
                           "1.2.3.x:80",
                           "::1",
                           "[::1]",
                           "[::1]:",
                           "[::1]:x",
                           "[]:80",
                           "[:]:80",
                           "[g::1]:80",
                           "[::1:80",
                           "::1]:80",
                           "Ann:3000",
                           "localhost:3000",
                           "10:30",
                           "[Ann]:1"}) {
    expect_allowed(name);
    EXPECT_FALSE(reads_as_address(name)) << name;
  }
}

TEST(Name, IsComparedWithoutRegardToAsciiCase) {
  EXPECT_EQ(name_key("ANN"), name_key("ann"));
  EXPECT_EQ(name_key("aBcXyZ"), "abcxyz");
  EXPECT_NE(name_key("Ann"), name_key("Anne"));
}

TEST(Name, IsComparedWithoutInvisibleCharacters) {
  EXPECT_EQ(name_key(u8"A\u200Bn\u202En\uFE0F"), "ann");
  EXPECT_EQ(name_key("Ann  Lee"), name_key("Ann Lee"));
}

TEST(Name, IsComparedAsProtocolsWriteIt) {
  EXPECT_EQ(name_key("a:b]c"), name_key("a.b.c"));
}

TEST(Name, HasAKeyEvenIfItIsNotValidUtf8) {
  EXPECT_EQ(name_key("A\xFF\xC3"), "a\xFF\xC3");
  EXPECT_NE(name_key("A\xFF"), name_key("A\xFE"));
}

TEST(Name, IsItsOwnKeyIfItIsTooLong) {
  const std::string text(129, 'A');
  EXPECT_EQ(name_key(text), text) << "a long message may be looked up as a name";
  EXPECT_EQ(name_key(repeated("A", 128)), repeated("a", 128));
}

TEST(Name, HasADotForTheDelimiterThatFollowsIt) {
  EXPECT_EQ(name_before(':', "a:b]c:"), "a.b]c.");
  EXPECT_EQ(name_before(']', "a:b]c:"), "a:b.c:");
}

TEST(Name, KeepsADelimiterThatIsPartOfAnAddress) {
  EXPECT_EQ(name_before(':', "192.0.2.7:5555"), "192.0.2.7:5555");
  EXPECT_EQ(name_before(']', "[::1]:5555"), "[::1]:5555");
}

TEST(Name, IsComparedExactlyInEverythingButAsciiLetters) {
  EXPECT_EQ(name_key("@[`{09_-"), "@[`{09_-") << "the neighbours of A, Z, a and z";
  EXPECT_NE(name_key(u8"\u00C4nn"), name_key(u8"\u00E4nn")) << "A and a with diaeresis";
  EXPECT_EQ(name_key(u8"\u00C4nn"), name_key(u8"A\u0308nn")) << "however it is written";
  EXPECT_EQ(name_key(u8"\u00C4nn"), name_key(u8"\u00C4NN"));
  EXPECT_NE(name_key(u8"\u00C6nn"), name_key(u8"\u00E6nn")) << "the letter AE";
  EXPECT_EQ(name_key(u8"\u00C6"), u8"\u00C6");
  EXPECT_EQ(name_key(u8"\u6F22\U0001F642"), u8"\u6F22\U0001F642");
  EXPECT_NE(name_key("A b"), name_key("Ab"));
}

}  // namespace
}  // namespace chatlab::name_test
