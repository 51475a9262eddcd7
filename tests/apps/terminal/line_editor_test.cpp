// The line editor, used as a user does: the keys are those that a terminal sends, and the result is
// what the screen shows.
#include "apps/terminal/line_editor.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "apps/chat/text.hpp"
#include "apps/terminal/character_width.hpp"
#include "apps/terminal/key_decoder.hpp"
#include "tests/support/keys.hpp"
#include "tests/support/screen.hpp"

namespace chatlab::line_editor_test {
namespace {

using Outcome = LineEditor::Outcome;

const std::string han = "\xE6\xBC\xA2";   // a wide character
const std::string e_acute = "e\xCC\x81";  // a letter and a combining mark
const std::string acute = "\xCC\x81";     // the mark
const std::string family =
    "\xF0\x9F\x91\xA9"  // a woman, a joiner and a girl
    "\xE2\x80\x8D\xF0\x9F\x91\xA7";

// A row of a screen with `|` at the cursor.
std::string row_with_cursor(const Screen& screen) {
  std::string before;
  std::string after;
  for (std::size_t column = 0; column < screen.columns(); ++column) {
    (column < screen.cursor_column() ? before : after) += screen.cell(screen.cursor_row(), column);
  }
  after.erase(after.find_last_not_of(' ') + 1);
  return before + "|" + after;
}

class LineEditorTest : public testing::Test {
 protected:
  // The outcome of the last key.
  Outcome type(std::string_view bytes) {
    Outcome outcome = Outcome::nothing;
    for (const Key& key : keys_of(bytes)) outcome = editor.press(key);
    return outcome;
  }

  std::string enter(const std::string& line) {
    EXPECT_EQ(type(line + keys::enter), Outcome::entered);
    return editor.finish_line();
  }

  // The row, drawn over its old contents, with `|` at the cursor.
  std::string row(std::size_t columns) {
    Screen screen(3, columns);
    screen.feed("\33[2H" + std::string(columns, '#') + "\33[2;4H" + editor.draw(columns));
    EXPECT_EQ(screen.misunderstood(), "");
    EXPECT_EQ(screen.cursor_row(), 1u);
    EXPECT_EQ(screen.row(0) + screen.row(2), "");
    return row_with_cursor(screen);
  }

  std::string row() { return row(40); }

  LineEditor editor{"> "};
};

// ------------------------------------------------------------------------------------------ typing

TEST_F(LineEditorTest, ShowsThePromptAndWhatIsTyped) {
  EXPECT_EQ(row(), "> |");
  EXPECT_EQ(type("hello"), Outcome::edited);
  EXPECT_EQ(row(), "> hello|");
  EXPECT_EQ(editor.text(), "hello");
}

TEST_F(LineEditorTest, ShowsAnotherPromptWhenItIsSet) {
  type("Ann");
  editor.set_prompt("UserName : ");
  EXPECT_EQ(row(), "UserName : Ann|");
}

TEST_F(LineEditorTest, InsertsAtTheCursor) {
  type("hlo" + keys::left + keys::left + "el");
  EXPECT_EQ(row(), "> hel|lo");
}

TEST_F(LineEditorTest, DeliversTheLineAndStartsANewOne) {
  EXPECT_EQ(enter("hello"), "hello");
  EXPECT_EQ(editor.text(), "");
  EXPECT_EQ(row(), "> |");
}

TEST_F(LineEditorTest, DeliversTheWholeLineWhereverTheCursorIs) {
  EXPECT_EQ(enter("hello" + keys::home), "hello");
}

TEST_F(LineEditorTest, DeliversEmptyLinesToo) {
  EXPECT_EQ(enter(""), "");
}

TEST_F(LineEditorTest, ShowsATabAsASpaceAndKeepsIt) {
  editor.press({Key::Kind::character, "a\tb"});
  EXPECT_EQ(row(), "> a b|");
  EXPECT_EQ(editor.text(), "a\tb");
}

TEST_F(LineEditorTest, ShowsALineSeparatorAsASpaceAndKeepsIt) {
  type(
      "a\xE2\x80\xA8"
      "b");
  EXPECT_EQ(row(), "> a b|");
  EXPECT_EQ(editor.text(),
            "a\xE2\x80\xA8"
            "b");
}

TEST_F(LineEditorTest, InsertsNoControlCharacter) {
  editor.press({Key::Kind::character, "a\33[2Jb"});
  EXPECT_EQ(editor.text(), "a[2Jb");
  editor.set_prompt("\33[31m> ");
  EXPECT_EQ(row(), "[31m> a[2Jb|");
}

TEST_F(LineEditorTest, EntersNoLineThatIsTooLongAndKeepsIt) {
  editor.set_max_bytes(5);
  EXPECT_EQ(type("abcdef" + keys::enter), Outcome::too_long);
  EXPECT_EQ(row(), "> abcdef|");
  EXPECT_EQ(type(keys::backspace + keys::enter), Outcome::entered);
  EXPECT_EQ(editor.finish_line(), "abcde");
}

TEST_F(LineEditorTest, KeepsNoMoreThanFourMegabytes) {
  const Key much{Key::Kind::character, std::string(3 * 1024 * 1024, 'x')};
  EXPECT_EQ(editor.press(much), Outcome::edited);
  EXPECT_EQ(editor.press(much), Outcome::nothing);
  EXPECT_EQ(editor.text().size(), much.text.size());
}

// ------------------------------------------------------------------------------------- completion

TEST_F(LineEditorTest, ATabAfterAWordAsksForCompletion) {
  EXPECT_EQ(type("hello An" + keys::tab), Outcome::complete);
  EXPECT_EQ(editor.text(), "hello An");
  EXPECT_EQ(editor.complete({"Ann"}), std::vector<std::string>());
  EXPECT_EQ(row(), "> hello Ann |");
}

TEST_F(LineEditorTest, CompletesBeforeTheCursorAndKeepsTheRest) {
  type("An, hello" + keys::home + keys::right + keys::right);
  editor.complete({"Ann"});
  EXPECT_EQ(row(), "> Ann |, hello");
}

TEST_F(LineEditorTest, ReturnsTheChoicesIfTheWordsHaveNothingMoreInCommon) {
  type("a");
  EXPECT_EQ(editor.complete({"Anna", "Anton"}), std::vector<std::string>());
  EXPECT_EQ(row(), "> An|");
  EXPECT_EQ(editor.complete({"Anna", "Anton"}), (std::vector<std::string>{"Anna", "Anton"}));
  EXPECT_EQ(row(), "> An|");
}

TEST_F(LineEditorTest, LeavesAWordThatNothingCompletes) {
  type("xyz");
  EXPECT_EQ(editor.complete({"Anna"}), std::vector<std::string>());
  EXPECT_EQ(row(), "> xyz|");
}

TEST_F(LineEditorTest, ATabWithNothingBeforeItIsATab) {
  EXPECT_EQ(type(keys::tab + "a " + keys::tab), Outcome::edited);
  EXPECT_EQ(editor.text(), "\ta \t");
}

// ------------------------------------------------------------------------------ moving and erasing

TEST_F(LineEditorTest, MovesByCharacter) {
  type("abc" + keys::left);
  EXPECT_EQ(row(), "> ab|c");
  type(keys::right);
  EXPECT_EQ(row(), "> abc|");
}

TEST_F(LineEditorTest, MovesToTheStartAndTheEnd) {
  type("abc" + keys::home);
  EXPECT_EQ(row(), "> |abc");
  type(keys::end);
  EXPECT_EQ(row(), "> abc|");
}

TEST_F(LineEditorTest, SaysThatNothingHappenedAtTheEdges) {
  for (const std::string_view key :
       {keys::left, keys::right, keys::home, keys::end, keys::backspace, keys::del, keys::up,
        keys::down, keys::ctrl_w, keys::ctrl_u, keys::ctrl_k, keys::word_left, keys::word_right}) {
    EXPECT_EQ(type(key), Outcome::nothing) << testing::PrintToString(key);
  }
}

TEST_F(LineEditorTest, DeletesBeforeAndAtTheCursor) {
  type("abcd" + keys::left + keys::left + keys::backspace);
  EXPECT_EQ(row(), "> a|cd");
  type(keys::del);
  EXPECT_EQ(row(), "> a|d");
}

TEST_F(LineEditorTest, ErasesToTheStart) {
  type("abcd" + keys::left + keys::ctrl_u);
  EXPECT_EQ(row(), "> |d");
}

TEST_F(LineEditorTest, ErasesToTheEnd) {
  type("abcd" + keys::left + keys::ctrl_k);
  EXPECT_EQ(row(), "> abc|");
}

TEST_F(LineEditorTest, ErasesTheWordBeforeTheCursor) {
  type("one two " + keys::tab + "three  " + keys::ctrl_w);
  EXPECT_EQ(row(), "> one two  |");
  type(keys::ctrl_w);
  EXPECT_EQ(row(), "> one |");
  type(keys::ctrl_w + keys::ctrl_w);
  EXPECT_EQ(row(), "> |");
}

TEST_F(LineEditorTest, ErasesTheWordOnlyUpToTheCursor) {
  type("one twofold" + keys::left + keys::left + keys::left + keys::left + keys::ctrl_w);
  EXPECT_EQ(row(), "> one |fold");
}

TEST_F(LineEditorTest, MovesByWord) {
  type("one  two three");
  type(keys::word_left);
  EXPECT_EQ(row(), "> one  two |three");
  type(keys::alt_b);
  EXPECT_EQ(row(), "> one  |two three");
  type(keys::word_left + keys::alt_f);
  EXPECT_EQ(row(), "> one|  two three");
  type(keys::word_right);
  EXPECT_EQ(row(), "> one  two| three");
  type(keys::word_right);
  EXPECT_EQ(type(keys::word_right), Outcome::nothing);
  EXPECT_EQ(row(), "> one  two three|");
}

// ------------------------------------------------------------------------------- whole characters

TEST_F(LineEditorTest, MovesOverAWideCharacterInOneStep) {
  type("a" + han + "b" + keys::left + keys::left);
  EXPECT_EQ(row(), "> a|" + han + "b");
}

TEST_F(LineEditorTest, MovesOverACharacterWithItsMarksInOneStep) {
  type("a" + e_acute + acute + "b" + keys::left + keys::left);
  EXPECT_EQ(row(), "> a|" + e_acute + acute + "b");
}

TEST_F(LineEditorTest, DeletesACharacterWithItsMarks) {
  type("a" + e_acute + "b" + keys::left + keys::backspace);
  EXPECT_EQ(editor.text(), "ab");
  type(e_acute + keys::left + keys::del);
  EXPECT_EQ(editor.text(), "ab");
}

TEST_F(LineEditorTest, PutsAMarkOnTheCharacterBeforeTheCursor) {
  type("ex" + keys::left + acute);
  EXPECT_EQ(editor.text(), e_acute + "x");
  EXPECT_EQ(row(), "> " + e_acute + "|x");
}

TEST_F(LineEditorTest, ShowsAMarkWithNothingBeforeItOnASpace) {
  type(acute + "b");
  EXPECT_EQ(row(), "> " + (" " + acute) + "b|");
  EXPECT_EQ(editor.text(), acute + "b");
}

TEST_F(LineEditorTest, PutsAMarkAtTheStartOntoTextTypedBeforeIt) {
  type(acute + keys::home + "e");
  EXPECT_EQ(row(), "> " + e_acute + "|");
}

TEST_F(LineEditorTest, CountsAJoinerToTheCharacterBeforeIt) {
  type(family + keys::backspace + keys::backspace);
  EXPECT_EQ(editor.text(), "");
}

// ----------------------------------------------------------------------------------------- history

TEST_F(LineEditorTest, GoesBackAndForthThroughTheHistory) {
  enter("one");
  enter("two");
  type(keys::up);
  EXPECT_EQ(row(), "> two|");
  type(keys::up);
  EXPECT_EQ(row(), "> one|");
  EXPECT_EQ(type(keys::up), Outcome::nothing);
  type(keys::down);
  EXPECT_EQ(row(), "> two|");
  type(keys::down);
  EXPECT_EQ(row(), "> |");
  EXPECT_EQ(type(keys::down), Outcome::nothing);
}

TEST_F(LineEditorTest, KeepsTheUnfinishedLineWhileOthersAreShown) {
  enter("one");
  type("half a" + keys::up + "!" + keys::down);
  EXPECT_EQ(row(), "> half a|");
}

TEST_F(LineEditorTest, EntersALineOfTheHistoryAgain) {
  enter("one");
  enter("two");
  EXPECT_EQ(enter(keys::up + keys::up + "!"), "one!");
  type(keys::up);
  EXPECT_EQ(row(), "> one!|");
  type(keys::up);
  EXPECT_EQ(row(), "> two|");
  type(keys::up);
  EXPECT_EQ(row(), "> one|") << "as it was entered";
}

TEST_F(LineEditorTest, KeepsNoEmptyLinesAndNoRepetitions) {
  enter("one");
  enter("");
  enter("two");
  enter("two");
  enter("two");
  type(keys::up + keys::up);
  EXPECT_EQ(row(), "> one|");
}

TEST_F(LineEditorTest, ForgetsTheOldestLines) {
  for (int line = 1; line <= 1100; ++line) enter(std::to_string(line));
  for (int line = 0; line < 2000; ++line) type(keys::up);
  EXPECT_EQ(row(), "> 101|");
}

// ---------------------------------------------------------------------------------- other outcomes

TEST_F(LineEditorTest, EndsOnCtrlDIfTheLineIsEmpty) {
  EXPECT_EQ(type(keys::ctrl_d), Outcome::ended);
}

TEST_F(LineEditorTest, DeletesOnCtrlDIfTheLineIsNotEmpty) {
  EXPECT_EQ(type("abc" + keys::home + keys::ctrl_d), Outcome::edited);
  EXPECT_EQ(row(), "> |bc");
  EXPECT_EQ(type(keys::end + keys::ctrl_d), Outcome::nothing);
}

TEST_F(LineEditorTest, AsksForTheScreenToBeCleared) {
  type("abc");
  EXPECT_EQ(type(keys::ctrl_l), Outcome::clear_screen);
  EXPECT_EQ(row(), "> abc|");
}

TEST_F(LineEditorTest, LeavesOtherKeysToItsOwner) {
  type("abc");
  EXPECT_EQ(type(keys::ctrl_c), Outcome::nothing);
  EXPECT_EQ(type(keys::ctrl_z), Outcome::nothing);
  EXPECT_EQ(type("\33[15~"), Outcome::nothing);
  EXPECT_EQ(row(), "> abc|");
}

TEST_F(LineEditorTest, ErasesItsRow) {
  type("abc");
  Screen screen(3, 20);
  screen.feed("above\r\n" + editor.draw(20) + LineEditor::erase());
  EXPECT_EQ(screen.text(), "above");
  EXPECT_EQ(screen.cursor_column(), 0u);
}

// --------------------------------------------------------------------------------------- scrolling

TEST_F(LineEditorTest, FillsTheRowUpToTheLastColumnButOne) {
  type("1234567");
  EXPECT_EQ(row(10), "> 1234567|");
}

TEST_F(LineEditorTest, ScrollsWhenTheLineGetsLongerThanTheRow) {
  type("1234567");
  row(10);
  type("8");
  EXPECT_EQ(row(10), "> 678|");
  type("9abc");
  EXPECT_EQ(row(10), "> 6789abc|");
}

TEST_F(LineEditorTest, ScrollsBackToWhereTheCursorIs) {
  type("1234567890");
  EXPECT_EQ(row(10), "> 890|");
  type(keys::home);
  EXPECT_EQ(row(10), "> |1234567");
  type(keys::end);
  EXPECT_EQ(row(10), "> 890|");
  type(keys::left + keys::left + keys::left);
  EXPECT_EQ(row(10), "> 567|890");
}

TEST_F(LineEditorTest, ShowsTheWholeLineAgainOnceItFits) {
  type("1234567890");
  row(10);
  type(keys::backspace + keys::backspace + keys::backspace);
  EXPECT_EQ(row(10), "> 1234567|");
}

TEST_F(LineEditorTest, FollowsTheWidthOfTheTerminal) {
  type("1234567890");
  EXPECT_EQ(row(10), "> 890|");
  EXPECT_EQ(row(20), "> 1234567890|");
  EXPECT_EQ(row(12), "> 7890|");
}

TEST_F(LineEditorTest, CutsNoWideCharacterInHalf) {
  type("1" + han + han + han + han + keys::home);
  EXPECT_EQ(row(9), "> |1" + han + han);
  EXPECT_EQ(row(10), "> |1" + han + han + han);
  EXPECT_EQ(row(11), "> |1" + han + han + han);
}

TEST_F(LineEditorTest, LeavesOutAPromptWiderThanHalfOfTheRow) {
  type("abc");
  EXPECT_EQ(row(4), "abc|");
  EXPECT_EQ(row(5), "> bc|");
  editor.set_prompt("UserName : ");
  EXPECT_EQ(row(22), "abc|");
  EXPECT_EQ(row(23), "UserName : abc|");
}

TEST_F(LineEditorTest, WorksWithVeryFewColumns) {
  type("ab" + han);
  EXPECT_EQ(row(4), han + "|");
  for (std::size_t columns = 1; columns < 4; ++columns) {
    EXPECT_NE(row(columns), "") << columns;
  }
  EXPECT_EQ(LineEditor("> ").draw(0), editor.draw(0)) << "nothing at all fits";
}

// ----------------------------------------------------------------------------------- in any order

// The editor as simple as can be: a list of characters with their marks, made anew with each key.
class SimpleEditor {
 public:
  void press(const Key& key) {
    switch (key.kind) {
      case Key::Kind::character:
        return insert(key.text);
      case Key::Kind::enter:
        return enter();
      case Key::Kind::backspace:
        return erase(cursor - (cursor > 0 ? 1u : 0u), cursor);
      case Key::Kind::delete_forward:
      case Key::Kind::end_of_input:
        return erase(cursor, cursor + (cursor < units.size() ? 1u : 0u));
      case Key::Kind::left:
        cursor -= cursor > 0 ? 1u : 0u;
        return;
      case Key::Kind::right:
        cursor += cursor < units.size() ? 1u : 0u;
        return;
      case Key::Kind::word_left:
        cursor = start_of_word();
        return;
      case Key::Kind::word_right:
        cursor = end_of_word();
        return;
      case Key::Kind::complete:
        if (cursor == 0 || is_blank(cursor - 1)) insert("\t");
        return;
      case Key::Kind::home:
        cursor = 0;
        return;
      case Key::Kind::end:
        cursor = units.size();
        return;
      case Key::Kind::up:
        return recall(at == 0 ? at : at - 1);
      case Key::Kind::down:
        return recall(at + 1 == lines.size() ? at : at + 1);
      case Key::Kind::erase_word:
        return erase(start_of_word(), cursor);
      case Key::Kind::erase_to_start:
        return erase(0, cursor);
      case Key::Kind::erase_to_end:
        return erase(cursor, units.size());
      default:
        return;
    }
  }

  std::string text(std::size_t from, std::size_t to) const {
    std::string joined;
    for (; from < to; ++from) joined += units[from];
    return joined;
  }

  std::string text() const { return text(0, units.size()); }

  std::vector<std::string> units;
  std::size_t cursor = 0;

 private:
  void set(std::string_view text) {
    units.clear();
    while (!text.empty()) {
      const Character character = first_character(text);
      const bool is_mark = character_width(character.code_point) == 0;
      if (!is_mark || units.empty()) units.emplace_back();
      units.back() += text.substr(0, character.size);
      text.remove_prefix(character.size);
    }
    cursor = units.size();
  }

  void insert(const std::string& character) {
    const std::string before = text(0, cursor) + character;
    set(before + text(cursor, units.size()));
    cursor = 0;
    while (text(0, cursor).size() < before.size()) ++cursor;
  }

  void erase(std::size_t from, std::size_t to) {
    const auto start = units.begin();
    units.erase(start + static_cast<std::ptrdiff_t>(from), start + static_cast<std::ptrdiff_t>(to));
    cursor = from;
  }

  bool is_blank(std::size_t unit) const { return units[unit][0] == ' ' || units[unit][0] == '\t'; }

  std::size_t start_of_word() const {
    std::size_t start = cursor;
    while (start > 0 && is_blank(start - 1)) --start;
    while (start > 0 && !is_blank(start - 1)) --start;
    return start;
  }

  std::size_t end_of_word() const {
    std::size_t end = cursor;
    while (end < units.size() && is_blank(end)) ++end;
    while (end < units.size() && !is_blank(end)) ++end;
    return end;
  }

  // The last of `lines` is the one that is not entered yet.
  void enter() {
    const std::string line = text();
    lines.pop_back();
    if (!line.empty() && (lines.empty() || lines.back() != line)) lines.push_back(line);
    lines.push_back("");
    at = lines.size() - 1;
    set("");
  }

  void recall(std::size_t line) {
    if (line == at) return;
    if (at + 1 == lines.size()) lines.back() = text();
    at = line;
    set(lines[at]);
  }

  std::vector<std::string> lines{""};
  std::size_t at = 0;
};

const std::string random_keys[] = {"a",
                                   "b",
                                   "c",
                                   "word ",
                                   " ",
                                   "\t",
                                   "\xC3\xA9",
                                   acute,
                                   acute,
                                   han,
                                   han,
                                   e_acute,
                                   family,
                                   "\xE1\x84\x80",
                                   "\xE1\x85\xA1",
                                   keys::left,
                                   keys::left,
                                   keys::left,
                                   keys::right,
                                   keys::right,
                                   keys::home,
                                   keys::end,
                                   keys::up,
                                   keys::down,
                                   keys::del,
                                   keys::backspace,
                                   keys::backspace,
                                   keys::ctrl_w,
                                   keys::ctrl_u,
                                   keys::ctrl_k,
                                   keys::ctrl_d,
                                   keys::word_left,
                                   keys::word_right,
                                   keys::enter,
                                   "a longer piece of text"};

std::string random_key(std::mt19937& random) {
  return random_keys[random() % std::size(random_keys)];
}

// Both editors get the key.
void press(const Key& key, LineEditor& editor, SimpleEditor& simple) {
  if (editor.press(key) == Outcome::entered) {
    EXPECT_EQ(editor.finish_line(), simple.text());
  }
  simple.press(key);
}

TEST(LineEditorByChance, EditsLikeASimpleModel) {
  std::mt19937 random(4);
  for (int round = 0; round < 100; ++round) {
    LineEditor editor("> ");
    SimpleEditor simple;
    for (int step = 0; step < 200; ++step) {
      for (const Key& key : keys_of(random_key(random))) {
        press(key, editor, simple);
        ASSERT_EQ(editor.text(), simple.text());
      }
    }
  }
}

std::string as_shown(std::string unit) {
  if (unit[0] == '\t') unit[0] = ' ';
  const bool is_mark = character_width(first_character(unit).code_point) == 0;
  return is_mark ? " " + unit : unit;
}

// The row if it starts with unit `first`, with `|` at the cursor. Empty if the cursor would be
// outside of it.
std::string row_from(const SimpleEditor& simple, std::size_t first, std::size_t room) {
  std::string row;
  bool has_cursor = false;
  for (std::size_t unit = first; unit <= simple.units.size(); ++unit) {
    if (unit == simple.cursor) row += "|";
    has_cursor = has_cursor || unit == simple.cursor;
    if (unit == simple.units.size()) break;
    const std::string shown = as_shown(simple.units[unit]);
    if (text_width(shown) > room) break;
    room -= text_width(shown);
    row += shown;
  }
  row.erase(row.find_last_not_of(' ') + 1);
  return has_cursor ? row : std::string();
}

// The row shows the whole line if it fits, else some part of it that contains the cursor and fills
// the row.
void expect_row(const Screen& screen, const std::string& row, const SimpleEditor& simple,
                std::size_t room) {
  const std::string whole = row_from(simple, 0, room);
  std::size_t needed = 0;
  for (const std::string& unit : simple.units) needed += text_width(as_shown(unit));
  bool is_right = row == whole;
  for (std::size_t first = 0; needed > room && first <= simple.cursor; ++first) {
    is_right = is_right || row == row_from(simple, first, room);
  }
  EXPECT_TRUE(is_right) << "the line: " << simple.text() << "\nthe row:  " << row;
  EXPECT_EQ(screen.row(0), "A");
  EXPECT_EQ(screen.row(2), "Z");
  EXPECT_EQ(screen.cell(1, screen.columns() - 1), " ") << "the last column stays free";
}

TEST(LineEditorByChance, ShowsAPartOfTheLineWithTheCursorInIt) {
  std::mt19937 random(5);
  constexpr std::string_view prompt = "> ";
  for (int round = 0; round < 100; ++round) {
    LineEditor editor(prompt);
    SimpleEditor simple;
    std::size_t columns = 1 + random() % 30;
    for (int step = 0; step < 100 && !testing::Test::HasFailure(); ++step) {
      if (random() % 10 == 0) columns = 1 + random() % 30;
      for (const Key& key : keys_of(random_key(random))) press(key, editor, simple);
      Screen screen(3, columns);
      screen.feed("A\r\n" + std::string(columns, '#') + "\r\nZ\33[2;" +
                  std::to_string(1 + random() % columns) + "H" + editor.draw(columns));
      ASSERT_EQ(screen.cursor_row(), 1u);
      const std::string row = row_with_cursor(screen);
      const std::size_t indent = columns >= 5 ? prompt.size() : 0;
      ASSERT_EQ(row.substr(0, indent), prompt.substr(0, indent));
      expect_row(screen, row.substr(indent), simple, columns - 1 - indent);
    }
  }
}

TEST(LineEditorByChance, KeepsTheCharacterAtTheCursorInSight) {
  std::mt19937 random(6);
  LineEditor editor("> ");
  SimpleEditor simple;
  for (int step = 0; step < 20000; ++step) {
    const std::size_t columns = 7 + random() % 10;
    for (const Key& key : keys_of(random_key(random))) press(key, editor, simple);
    Screen screen(1, columns);
    screen.feed(editor.draw(columns));
    if (simple.cursor == simple.units.size()) continue;
    ASSERT_EQ(screen.cell(0, screen.cursor_column()), as_shown(simple.units[simple.cursor]));
  }
}

// ------------------------------------------------------------------------------------ large pastes

TEST(LineEditorWithMuch, HandlesALongLineQuickly) {
  LineEditor editor("> ", 1 << 20);
  for (const Key& key : keys_of(std::string(1 << 20, 'x'))) editor.press(key);
  EXPECT_EQ(editor.text().size(), std::size_t{1} << 20);
  for (int key = 0; key < 10000; ++key) {
    editor.press({Key::Kind::left, {}});
    editor.draw(80);
  }
}

TEST(LineEditorWithMuch, HandlesManyMarksOnOneCharacterQuickly) {
  LineEditor editor("> ");
  std::string marks;
  for (int mark = 0; mark < 30000; ++mark) marks += acute;
  for (const Key& key : keys_of("e" + marks)) editor.press(key);
  EXPECT_EQ(editor.text(), "e" + marks);
  editor.press({Key::Kind::backspace, {}});
  EXPECT_EQ(editor.text(), "");
}

TEST(LineEditorWithMuch, AcceptsAPasteOfManyLines) {
  LineEditor editor("> ");
  std::size_t lines = 0;
  std::string paste;
  for (int line = 0; line < 20000; ++line) paste += "this is line " + std::to_string(line) + "\r";
  for (const Key& key : keys_of(paste)) {
    if (editor.press(key) != Outcome::entered) continue;
    ASSERT_EQ(editor.finish_line(), "this is line " + std::to_string(lines));
    ++lines;
  }
  EXPECT_EQ(lines, 20000u);
}

}  // namespace
}  // namespace chatlab::line_editor_test
