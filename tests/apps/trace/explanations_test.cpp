// The table of explanations: each is complete, and the function that it names exists.
#include "apps/trace/explanations.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/support/documents.hpp"

namespace chatlab::explanations_test {
namespace {

class EveryExplanation : public testing::TestWithParam<int> {
 protected:
  const Phenomenon phenomenon = static_cast<Phenomenon>(GetParam());
  const Explanation& explanation = explanation_of(phenomenon);
};

INSTANTIATE_TEST_SUITE_P(Table, EveryExplanation,
                         testing::Range(0, static_cast<int>(last_phenomenon) + 1));

TEST_P(EveryExplanation, StandsInThePlaceOfItsPhenomenon) {
  EXPECT_EQ(explanation.phenomenon, phenomenon);
}

// Sentences end with a full stop before a space or the end; there is none within a sentence.
TEST_P(EveryExplanation, HasTwoToFourSentencesAndASource) {
  const std::string text = explanation.text;
  std::size_t sentences = text.back() == '.' ? 1 : 0;
  for (std::size_t dot = text.find(". "); dot != std::string::npos;
       dot = text.find(". ", dot + 1)) {
    ++sentences;
  }
  EXPECT_GE(sentences, 2u) << text;
  EXPECT_LE(sentences, 4u) << text;
  EXPECT_NE(std::string(explanation.source), "");
  EXPECT_NE(std::string(explanation.title).back(), '.');
}

// `Connection::finish` must be defined in reactor/connection.cpp.
TEST_P(EveryExplanation, NamesAFunctionThatTheFileDefines) {
  const std::string file = read_document(explanation.file);
  EXPECT_NE(file.find(' ' + std::string(explanation.function) + '('), std::string::npos)
      << explanation.file << " does not define " << explanation.function;
}

}  // namespace
}  // namespace chatlab::explanations_test
