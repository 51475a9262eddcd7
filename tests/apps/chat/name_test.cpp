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
  expect_allowed("A\xC2\xA0nn");  // the first character after C1
}

TEST(Name, HasNoSpaceAtEitherEnd) {
  expect_not_allowed(" ");
  expect_not_allowed(" Ann");
  expect_not_allowed("Ann ");
  expect_allowed("Ann Lee");
}

TEST(Name, IsValidUtf8) {
  for (const char* name : {"Ann\xFF", "\x80", "Ann\xC3", "\xC0\xAFnn", "\xED\xA0\x80"}) {
    expect_not_allowed(name);
  }
  expect_allowed("\xE6\x9D\x8E\xE6\x98\x8E");
}

TEST(Name, IsNotTheOperatorsInAnyCase) {
  for (const char* name : {"Server", "server", "SERVER", "sErVeR"}) expect_not_allowed(name);
  for (const char* name : {"Servers", "Serve", "The Server", "Server."}) expect_allowed(name);
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

TEST(Name, MayResembleAnAddress) {
  for (const char* name : {"1.2.3.4",
                           "1.2.3.4:",
                           ":80",
                           "80",
                           "1.2.3:80",
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

TEST(Name, IsComparedExactlyInEverythingButAsciiLetters) {
  EXPECT_EQ(name_key("@[`{09_-"), "@[`{09_-") << "the neighbours of A, Z, a and z";
  EXPECT_NE(name_key("\xC3\x84nn"), name_key("\xC3\xA4nn")) << "A and a with diaeresis";
  EXPECT_EQ(name_key("\xC3\x84"), "\xC3\x84");
  EXPECT_NE(name_key("A b"), name_key("Ab"));
}

}  // namespace
}  // namespace chatlab::name_test
