#include "apps/terminal/key_decoder.hpp"

#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "apps/chat/text.hpp"
#include "tests/support/keys.hpp"

namespace chatlab::key_decoder_test {
namespace {

using namespace std::string_view_literals;
using Kind = Key::Kind;

// `word_of(Kind::left)` is `<left>`: keys as a line that can be read.
std::string word_of(Kind kind) {
  constexpr const char* words[] = {
      "<character>",    "<enter>",          "<backspace>",    "<delete>",     "<left>",
      "<right>",        "<word-left>",      "<word-right>",   "<home>",       "<end>",
      "<up>",           "<down>",           "<complete>",     "<erase-word>", "<erase-to-start>",
      "<erase-to-end>", "<clear-screen>",   "<end-of-input>", "<interrupt>",  "<suspend>",
      "<paste>",        "<paste-too-long>", "<ignored>"};
  return words[static_cast<std::size_t>(kind)];
}

std::string in_words(const std::vector<Key>& keys) {
  std::string words;
  for (const Key& key : keys) {
    const bool is_paste = key.kind == Kind::paste;
    const bool is_text = key.kind == Kind::character;
    EXPECT_TRUE(key.text.empty() != is_text || is_paste) << word_of(key.kind);
    words += is_text ? key.text : word_of(key.kind);
    if (is_paste) words += '"' + key.text + '"';
  }
  return words;
}

std::string decoded(std::string_view bytes) {
  return in_words(keys_of(bytes));
}

// Each byte arrives by itself, and all keys are decoded after each byte.
std::string decoded_bytewise(std::string_view bytes) {
  KeyDecoder decoder;
  std::vector<Key> keys;
  for (const char byte : bytes) {
    decoder.feed({&byte, 1});
    for (const Key& key : keys_of(decoder)) keys.push_back(key);
  }
  return in_words(keys);
}

// ------------------------------------------------------------------------------------- characters

TEST(KeyDecoder, MakesAKeyOfEachCharacter) {
  EXPECT_EQ(keys_of("a\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80").size(), 4u);
  EXPECT_EQ(decoded("a\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80"),
            "a\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80");
}

TEST(KeyDecoder, WaitsForTheRestOfACharacter) {
  KeyDecoder decoder;
  decoder.feed("\xE6\xBC");
  EXPECT_EQ(in_words(keys_of(decoder)), "");
  decoder.feed("\xA2");
  EXPECT_EQ(in_words(keys_of(decoder)), "\xE6\xBC\xA2");
}

TEST(KeyDecoder, ReplacesMalformedCharacters) {
  EXPECT_EQ(decoded("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(decoded("\xC3(z"), "\xEF\xBF\xBD(z");
  EXPECT_EQ(decoded("\xE6\xBC\33[D"), "\xEF\xBF\xBD<left>");
  EXPECT_EQ(decoded("\x80"), "\xEF\xBF\xBD") << "need not wait for more";
}

TEST(KeyDecoder, IgnoresControlCharactersThatMeanNothing) {
  EXPECT_EQ(decoded("a\0b\7c\x1C"sv), "a<ignored>b<ignored>c<ignored>");
  EXPECT_EQ(decoded("a\xC2\x9Bz"), "a<ignored>z");
}

// ------------------------------------------------------------------------------------------- keys

TEST(KeyDecoder, KnowsTheControlKeys) {
  EXPECT_EQ(decoded("\x01\x02\x03\x04\x05\x06"),
            "<home><left><interrupt><end-of-input><end><right>");
  EXPECT_EQ(decoded("\x08\x09\x0B\x0C\x0E\x10"),
            "<backspace><complete><erase-to-end><clear-screen><down><up>");
  EXPECT_EQ(decoded("\x15\x17\x1A\x7F"), "<erase-to-start><erase-word><suspend><backspace>");
}

TEST(KeyDecoder, KnowsTheKeysThatSendAControlSequence) {
  EXPECT_EQ(decoded("\33[A\33[B\33[C\33[D\33[H\33[F"), "<up><down><right><left><home><end>");
  EXPECT_EQ(decoded("\33[1~\33[7~\33[4~\33[8~\33[3~"), "<home><home><end><end><delete>");
}

TEST(KeyDecoder, KnowsTheKeysOfApplicationMode) {
  EXPECT_EQ(decoded("\33OA\33OB\33OC\33OD\33OH\33OF"), "<up><down><right><left><home><end>");
}

TEST(KeyDecoder, IgnoresTheModifiersOfAKey) {
  EXPECT_EQ(decoded("\33[1;2C\33[1;2D\33[3;5~\33[1;3H"), "<right><left><delete><home>");
}

TEST(KeyDecoder, KnowsTheKeysThatMoveByWord) {
  EXPECT_EQ(decoded("\33[1;5D\33[1;5C"), "<word-left><word-right>") << "Ctrl and an arrow";
  EXPECT_EQ(decoded("\33[1;3D\33[1;3C"), "<word-left><word-right>") << "Alt and an arrow";
  EXPECT_EQ(decoded(keys::alt_b + keys::alt_f), "<word-left><word-right>");
}

TEST(KeyDecoder, MakesOneEnterOfEveryKindOfLineEnd) {
  EXPECT_EQ(decoded("a\rb\nc\r\nd"), "a<enter>b<enter>c<enter>d");
  EXPECT_EQ(decoded("\r\r\n\n\r\n\n"), "<enter><enter><enter><enter><enter>");
}

TEST(KeyDecoder, MakesOneEnterOfALineEndCutInTwo) {
  KeyDecoder decoder;
  decoder.feed("a\r");
  EXPECT_EQ(in_words(keys_of(decoder)), "a<enter>");
  decoder.feed("\n");
  EXPECT_EQ(in_words(keys_of(decoder)), "");
  decoder.feed("\n");
  EXPECT_EQ(in_words(keys_of(decoder)), "<enter>");
}

// ----------------------------------------------------------------------------------------- pastes

TEST(KeyDecoder, MakesOneKeyOfAPaste) {
  EXPECT_EQ(decoded("a\33[200~one\rtwo\33[201~b"), "a<paste>\"one\ntwo\"b");
  EXPECT_EQ(decoded("\33[200~\33[201~"), "<paste>\"\"");
}

TEST(KeyDecoder, KnowsEveryKindOfLineEndInAPaste) {
  EXPECT_EQ(decoded("\33[200~a\rb\nc\r\nd\r\r\33[201~"), "<paste>\"a\nb\nc\nd\n\n\"");
}

TEST(KeyDecoder, KeepsTabsOfAPasteAndNoOtherControlCharacter) {
  EXPECT_EQ(decoded("\33[200~a\tb\33[31mc\x03\xFF\33[201~"), "<paste>\"a\tb[31mc\xEF\xBF\xBD\"");
}

TEST(KeyDecoder, WaitsForTheEndOfAPaste) {
  KeyDecoder decoder;
  decoder.feed("\33[200~one\33[20");
  EXPECT_EQ(in_words(keys_of(decoder)), "");
  decoder.feed("1~x");
  EXPECT_EQ(in_words(keys_of(decoder)), "<paste>\"one\"x");
}

TEST(KeyDecoder, DiscardsAPasteThatIsTooLong) {
  const std::string most(longest_paste, 'p');
  EXPECT_EQ(keys_of(keys::pasted(most)).front().text, most);
  EXPECT_EQ(decoded(keys::pasted(most + 'p') + "x"), "<paste-too-long>x");
  KeyDecoder decoder;
  decoder.feed("\33[200~");
  for (std::size_t fed = 0; fed < 3 * longest_paste; fed += 4096) {
    decoder.feed(std::string(4096, 'p'));
    ASSERT_EQ(in_words(keys_of(decoder)), "");
  }
  decoder.feed("\33[201~x");
  EXPECT_EQ(in_words(keys_of(decoder)), "<paste-too-long>x");
}

// As above, with cuts around the greatest length that is kept.
TEST(KeyDecoder, FindsTheSamePasteHoweverItIsCut) {
  for (const std::size_t size : {longest_paste, longest_paste + 1, longest_paste + 6}) {
    const std::string bytes = keys::pasted(std::string(size, 'p'));
    const std::string whole = word_of(keys_of(bytes).front().kind);
    for (std::size_t last = 1; last < 16; ++last) {
      KeyDecoder decoder;
      decoder.feed(std::string_view(bytes).substr(0, bytes.size() - last));
      ASSERT_TRUE(keys_of(decoder).empty());
      decoder.feed(std::string_view(bytes).substr(bytes.size() - last));
      const std::vector<Key> keys = keys_of(decoder);
      ASSERT_EQ(keys.size(), 1u);
      ASSERT_EQ(word_of(keys.front().kind), whole) << size << " bytes, the last " << last;
    }
  }
}

// -------------------------------------------------------------------------------------- sequences

TEST(KeyDecoder, IgnoresUnknownSequencesAsAWhole) {
  EXPECT_EQ(decoded("\33[15~a\33[?1;2cb\33[Zc\33[24;80Rd\33OPe\33[ qf"),
            "<ignored>a<ignored>b<ignored>c<ignored>d<ignored>e<ignored>f");
}

TEST(KeyDecoder, IgnoresTheFunctionKeysOfTheLinuxConsole) {
  EXPECT_EQ(decoded("\33[[Ax"), "<ignored>x");
}

TEST(KeyDecoder, IgnoresACharacterTypedWithAlt) {
  EXPECT_EQ(decoded("\33xy"), "<ignored>y");
  EXPECT_EQ(decoded("\33\xC3\xA9y"), "<ignored>y");
}

TEST(KeyDecoder, FindsAControlKeyAfterEscape) {
  EXPECT_EQ(decoded("\33\r\33\x03\33\x7F"),
            "<ignored><enter><ignored><interrupt>"
            "<ignored><backspace>");
}

TEST(KeyDecoder, FindsAnArrowAfterEscape) {
  EXPECT_EQ(decoded("\33\33[Dx"), "<ignored><left>x");
}

TEST(KeyDecoder, BreaksASequenceOffAtAByteThatCannotBelongToIt) {
  EXPECT_EQ(decoded("\33[1;\rx"), "<ignored><enter>x");
  EXPECT_EQ(decoded("\33[1\33[D"), "<ignored><left>");
  EXPECT_EQ(decoded("\33O\xC3\xA9"), "<ignored>\xC3\xA9");
}

TEST(KeyDecoder, DoesNotWaitForEverForTheEndOfASequence) {
  KeyDecoder decoder;
  decoder.feed("\33[" + std::string(1000, '1'));
  EXPECT_FALSE(keys_of(decoder).empty());
  decoder.feed("\r");
  EXPECT_EQ(in_words(keys_of(decoder)), "<enter>");
}

// ----------------------------------------------------------------------------- however it is cut

TEST(KeyDecoder, FindsTheSameKeysHoweverTheBytesAreCut) {
  const std::string_view pieces[] = {"\33",      "[",        "O",        "A",        "~",    "3",
                                     ";",        "\r",       "\n",       "x",        "\xC3", "\xA9",
                                     "\xE6",     "\xBC\xA2", "\33[D",    "\x7F",     "\t",   "?",
                                     "\xF0\x9F", " ",        "\33[200~", "\33[201~", "b"};
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    for (int piece = 0; piece < 12; ++piece) bytes += pieces[random() % std::size(pieces)];
    ASSERT_EQ(decoded_bytewise(bytes), decoded(bytes)) << testing::PrintToString(bytes);
  }
}

TEST(KeyDecoder, EndsAnEndlessSequenceAtTheSameByteHoweverItIsCut) {
  const std::string bytes = "\33[" + std::string(40, ',') + "3~";
  EXPECT_EQ(decoded_bytewise(bytes), decoded(bytes));
}

TEST(KeyDecoder, MakesOnlyPrintableTextOfAnyBytes) {
  std::mt19937 random(2);
  KeyDecoder decoder;
  for (int round = 0; round < 20000; ++round) {
    const char byte = static_cast<char>(random() % 256);
    decoder.feed({&byte, 1});
    for (const Key& key : keys_of(decoder)) ASSERT_EQ(clean_text(key.text), key.text);
  }
}

TEST(KeyDecoder, DecodesALargePasteQuickly) {
  std::string paste;
  for (int line = 0; line < 20000; ++line)
    paste += "a line of fifty characters, more or less, so it is\n";
  EXPECT_EQ(keys_of(paste).size(), paste.size());
}

}  // namespace
}  // namespace chatlab::key_decoder_test
