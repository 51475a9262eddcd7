#include "apps/protocols/json_object.hpp"

#include <gtest/gtest.h>

#include <string>

namespace chatlab::json_object_test {
namespace {

// The text of the one member `{"a": ...}`, or what is wrong with it.
std::string value_in(const std::string& value) {
  std::string problem;
  const std::optional<JsonObject> object = read_json("{\"a\":" + value + "}", problem);
  return object ? object->at("a") : problem;
}

std::string problem_with(const std::string& text) {
  std::string problem = "none";
  read_json(text, problem);
  return problem;
}

// ------------------------------------------------------------------------------------ writing

TEST(WrittenJson, HasItsMembersInOrderAndNoSpaces) {
  EXPECT_EQ(write_json({}), "{}");
  EXPECT_EQ(write_json({{"type", "say"}, {"text", "hello there"}}),
            R"({"type":"say","text":"hello there"})");
}

TEST(WrittenJson, EscapesWhatMustBeEscapedAndNothingElse) {
  EXPECT_EQ(write_json({{"a", "\"\\/\t\n\x1f\x7f\xc3\xa4\xf0\x9f\x98\x80"}}),
            "{\"a\":\"\\\"\\\\/\\u0009\\u000a\\u001f\x7f\xc3\xa4\xf0\x9f\x98\x80\"}");
  EXPECT_EQ(write_json({{"a\"b", std::string(1, '\0')}}), R"({"a\"b":"\u0000"})");
}

TEST(WrittenJson, IsReadAsTheSameMembers) {
  std::string every_byte_of_ascii;
  for (char byte = 0; byte < 127; ++byte) every_byte_of_ascii += byte;
  std::string problem;
  const auto object = read_json(write_json({{"a", every_byte_of_ascii}, {"", ""}}), problem);
  ASSERT_TRUE(object) << problem;
  EXPECT_EQ(*object, (JsonObject{{"a", every_byte_of_ascii}, {"", ""}}));
}

// ------------------------------------------------------------------------------------ reading

TEST(ReadJson, AllowsWhitespaceBetweenTheParts) {
  std::string problem;
  const auto object = read_json(" \t{ \"a\" : \"b\"\r , \"c\":\"d\" } ", problem);
  ASSERT_TRUE(object) << problem;
  EXPECT_EQ(*object, (JsonObject{{"a", "b"}, {"c", "d"}}));
  EXPECT_EQ(problem_with("{ }"), "none");
}

TEST(ReadJson, UnderstandsEveryEscape) {
  EXPECT_EQ(value_in(R"("\"\\\/\b\f\n\r\t")"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(value_in(R"("\u0041\u00e4\u00E4\u20ac")"), "A\xc3\xa4\xc3\xa4\xe2\x82\xac");
  EXPECT_EQ(value_in(R"("\u0000")"), std::string(1, '\0'));
  EXPECT_EQ(value_in(R"("\uD83D\ude00\udbff\udfff")"), "\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf");
}

TEST(ReadJson, RefusesEverythingElseAfterABackslash) {
  EXPECT_EQ(value_in(R"("\a")"), "an unknown escape, at byte 8");
  EXPECT_EQ(value_in(R"("\U0041")"), "an unknown escape, at byte 8");
  EXPECT_EQ(value_in(R"("\u12G4")"), "four hexadecimal digits were expected, at byte 11");
  EXPECT_EQ(value_in(R"("\u12")"), "four hexadecimal digits were expected, at byte 11");
  EXPECT_EQ(problem_with("{\"a\":\"\\"), "an unknown escape, at byte 8");
  EXPECT_EQ(problem_with("{\"a\":\"\\u00"), "four hexadecimal digits were expected, at byte 11");
}

TEST(ReadJson, RefusesHalfACharacter) {
  EXPECT_EQ(value_in(R"("\ude00")"),
            "the second half of a character without the first, at byte 13");
  EXPECT_EQ(value_in(R"("\ud83d")"), "the second half of a character is missing, at byte 13");
  EXPECT_EQ(value_in(R"("\ud83d\n")"), "the second half of a character is missing, at byte 13");
  EXPECT_EQ(value_in(R"("\ud83d\ud83d")"), "this is no second half of a character, at byte 19");
}

TEST(ReadJson, RefusesControlCharactersAndMalformedUtf8) {
  EXPECT_EQ(value_in("\"a\tb\""), "a control character, at byte 8");
  EXPECT_EQ(value_in("\"\xff\""), "this is not UTF-8, at byte 1");
  EXPECT_EQ(value_in("\"\xed\xa0\x80\""), "this is not UTF-8, at byte 1");  // half of a pair
  EXPECT_EQ(value_in("\"\xc0\xaf\""), "this is not UTF-8, at byte 1");      // overlong
  EXPECT_EQ(problem_with("\xef\xbb\xbf{}"), "{ was expected, at byte 1");   // a byte order mark
}

TEST(ReadJson, RefusesValuesThatAreNoStrings) {
  for (const char* value : {"1", "true", "null", "[]", "{}", "['b']", "'b'", "b", ""}) {
    EXPECT_EQ(value_in(value), "\" was expected, at byte 6") << value;
  }
}

TEST(ReadJson, RefusesTextThatIsNoObject) {
  EXPECT_EQ(problem_with(""), "{ was expected, at byte 1");
  EXPECT_EQ(problem_with("hello"), "{ was expected, at byte 1");
  EXPECT_EQ(problem_with("[{}]"), "{ was expected, at byte 1");
  EXPECT_EQ(problem_with("{"), "\" was expected, at byte 2");
  EXPECT_EQ(problem_with("{\"a\"}"), ": was expected, at byte 5");
  EXPECT_EQ(problem_with("{\"a\":\"b\""), "} was expected, at byte 9");
  EXPECT_EQ(problem_with("{\"a\":\"b"), "the string has no end, at byte 8");
  EXPECT_EQ(problem_with("{\"a\":\"b\",}"), "\" was expected, at byte 10");
  EXPECT_EQ(problem_with("{\"a\":\"b\" \"c\":\"d\"}"), "} was expected, at byte 10");
  EXPECT_EQ(problem_with("{,}"), "\" was expected, at byte 2");
  EXPECT_EQ(problem_with("{} {}"), "the object has ended, at byte 4");
}

TEST(ReadJson, RefusesAMemberThatOccursTwice) {
  EXPECT_EQ(problem_with(R"({"a":"b","\u0061":"c"})"), "this member was there before, at byte 22");
}

}  // namespace
}  // namespace chatlab::json_object_test
