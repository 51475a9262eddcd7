#include "apps/terminal/completion.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace chatlab::completion_test {
namespace {

const std::vector<std::string> words = {"Ann",   "Anton", "Mary Ann",   "Bob",
                                        "/quit", "/who",  "\xC3\x89ric"};

// The line as it becomes, and the choices: `An [Ann Anton]`.
std::string completed(const std::string& line) {
  const Completion completion = complete(line, words);
  std::string shown = line.substr(0, completion.start) + completion.text;
  for (const std::string& choice : completion.choices) shown += '|' + choice;
  return shown;
}

TEST(Completion, CompletesANameAnywhereInTheLine) {
  EXPECT_EQ(completed("Bo"), "Bob ");
  EXPECT_EQ(completed("hello Bo"), "hello Bob ");
  EXPECT_EQ(completed("/msg Bo"), "/msg Bob ");
}

TEST(Completion, CompletesACommandAtTheBeginningOnly) {
  EXPECT_EQ(completed("/w"), "/who ");
  EXPECT_EQ(completed("say /w"), "say /w");
}

TEST(Completion, IgnoresTheCaseOfLetters) {
  EXPECT_EQ(completed("bO"), "Bob ");
  EXPECT_EQ(completed("/QU"), "/quit ");
}

TEST(Completion, GoesAsFarAsTheWordsAreAlike) {
  EXPECT_EQ(completed("a"), "An|Ann|Anton");
  EXPECT_EQ(completed("ant"), "Anton ");
  EXPECT_EQ(completed("/"), "/|/quit|/who");
}

TEST(Completion, CompletesANameWithSpaces) {
  EXPECT_EQ(completed("Mary"), "Mary Ann ");
  EXPECT_EQ(completed("hello mary a"), "hello Mary Ann ") << "and not `mary Ann`";
}

TEST(Completion, LeavesTheLineIfNoWordFits) {
  EXPECT_EQ(completed("xyz"), "xyz");
  EXPECT_EQ(completed(""), "");
  EXPECT_EQ(completed("Bob "), "Bob ");
  EXPECT_EQ(completed("Bobb"), "Bobb");
}

TEST(Completion, CountsAWordGivenTwiceOnce) {
  const Completion completion = complete("b", {"Bob", "Bob"});
  EXPECT_EQ(completion.text, "Bob ");
  EXPECT_TRUE(completion.choices.empty());
}

TEST(Completion, CutsNoCharacterInTwo) {
  const Completion completion = complete("x", {"x\xC3\xA9", "x\xC3\xA8"});
  EXPECT_EQ(completion.text, "x");
  EXPECT_EQ(completed("\xC3\x89"), "\xC3\x89ric ");
}

TEST(Completion, LooksAtTheEndOfALongLineOnly) {
  const std::string start(100000, 'x');
  EXPECT_EQ(completed(start + " Bo"), start + " Bob ");
  EXPECT_EQ(completed(start), start);
}

}  // namespace
}  // namespace chatlab::completion_test
