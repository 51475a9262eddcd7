// Applies keys to the line, and draws the part of the line that fits into the row.
#include "apps/terminal/line_editor.hpp"

#include <algorithm>
#include <utility>

#include "apps/chat/text.hpp"
#include "apps/terminal/character_width.hpp"
#include "apps/terminal/completion.hpp"

namespace chatlab {
namespace {

constexpr std::size_t history_limit = 1000;

// The longest line that can be typed, in bytes: a character that does not fit is ignored.
constexpr std::size_t most_bytes = 4 * 1024 * 1024;

constexpr std::size_t widest = 2;  // columns that one character occupies

// A position in the text is a number of bytes. The functions here step from one character with its
// combining marks to the next and look no further, so that a long line costs no more than a short
// one.

Character character_at(std::string_view text, std::size_t position) {
  return first_character(text.substr(position));
}

bool is_mark_at(std::string_view text, std::size_t position) {
  return position < text.size() && character_width(character_at(text, position).code_point) == 0;
}

std::size_t end_of_marks(std::string_view text, std::size_t position) {
  while (is_mark_at(text, position)) position += character_at(text, position).size;
  return position;
}

std::size_t after(std::string_view text, std::size_t position) {
  if (position >= text.size()) return text.size();
  return end_of_marks(text, position + character_at(text, position).size);
}

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80;
}

std::size_t before(std::string_view text, std::size_t position) {
  while (position > 0) {
    --position;
    if (!is_continuation(text[position]) && !is_mark_at(text, position)) break;
  }
  return position;
}

// True if the text from `position` on can be shown without the text before it.
bool is_start(std::string_view text, std::size_t position) {
  if (position == 0 || position == text.size()) return true;
  return position < text.size() && !is_continuation(text[position]) && !is_mark_at(text, position);
}

bool is_blank_at(std::string_view text, std::size_t position) {
  return text[position] == ' ' || text[position] == '\t';
}

std::size_t start_of_word(std::string_view text, std::size_t position) {
  while (position > 0 && is_blank_at(text, before(text, position))) {
    position = before(text, position);
  }
  while (position > 0 && !is_blank_at(text, before(text, position))) {
    position = before(text, position);
  }
  return position;
}

std::size_t end_of_word(std::string_view text, std::size_t position) {
  while (position < text.size() && is_blank_at(text, position)) position = after(text, position);
  while (position < text.size() && !is_blank_at(text, position)) position = after(text, position);
  return position;
}

// A combining mark at the start of a line has no character before it: it is shown on a space.
std::size_t columns_at(std::string_view text, std::size_t position) {
  if (position >= text.size()) return 0;
  const int width = character_width(character_at(text, position).code_point);
  return static_cast<std::size_t>(std::max(width, 1));
}

// Characters that would move the cursor or start a new line are shown as a space: the tab, and the
// line and paragraph separators of Unicode.
bool is_shown_as_space(char32_t code_point) {
  return is_control(code_point) || code_point == 0x2028 || code_point == 0x2029;
}

std::string shown_at(std::string_view text, std::size_t position) {
  const Character character = character_at(text, position);
  const std::string_view whole = text.substr(position, after(text, position) - position);
  if (is_shown_as_space(character.code_point)) {
    return " " + std::string(whole.substr(character.size));
  }
  return (is_mark_at(text, position) ? " " : "") + std::string(whole);
}

// The part of the text from `position` on that fits into `room` columns.
std::string shown_from(std::string_view text, std::size_t position, std::size_t room) {
  std::string shown;
  while (position < text.size() && columns_at(text, position) <= room) {
    shown += shown_at(text, position);
    room -= columns_at(text, position);
    position = after(text, position);
  }
  return shown;
}

// The number of columns between two positions. If it is above `limit`, any number above `limit`.
std::size_t columns_between(std::string_view text, std::size_t from, std::size_t to,
                            std::size_t limit) {
  std::size_t columns = 0;
  for (; from < to && columns <= limit; from = after(text, from)) columns += columns_at(text, from);
  return columns;
}

// The leftmost position that is at most `room` columns before `position`.
std::size_t go_left(std::string_view text, std::size_t position, std::size_t room) {
  while (position > 0 && columns_at(text, before(text, position)) <= room) {
    position = before(text, position);
    room -= columns_at(text, position);
  }
  return position;
}

std::string move_right(std::size_t columns) {
  return columns == 0 ? std::string() : "\33[" + std::to_string(columns) + "C";
}

}  // namespace

LineEditor::LineEditor(std::string_view prompt, std::size_t max_bytes)
    : max_bytes_(max_bytes), history_(history_limit) {
  set_prompt(prompt);
}

void LineEditor::set_prompt(std::string_view prompt) {
  prompt_ = clean_text(prompt);
}

LineEditor::Outcome LineEditor::press(const Key& key) {
  switch (key.kind) {
    case Key::Kind::character:
      return insert(clean_text(key.text));
    case Key::Kind::enter:
      return text_.size() <= max_bytes_ ? Outcome::entered : Outcome::too_long;
    case Key::Kind::backspace:
      return cut(before(text_, cursor_), cursor_);
    case Key::Kind::delete_forward:
      return cut(cursor_, after(text_, cursor_));
    case Key::Kind::left:
      return move_to(before(text_, cursor_));
    case Key::Kind::right:
      return move_to(after(text_, cursor_));
    case Key::Kind::word_left:
      return move_to(start_of_word(text_, cursor_));
    case Key::Kind::word_right:
      return move_to(end_of_word(text_, cursor_));
    case Key::Kind::home:
      return move_to(0);
    case Key::Kind::end:
      return move_to(text_.size());
    case Key::Kind::up:
      return show(history_.older(text_));
    case Key::Kind::down:
      return show(history_.newer());
    case Key::Kind::complete:
      return press_tab();
    case Key::Kind::erase_word:
      return cut(start_of_word(text_, cursor_), cursor_);
    case Key::Kind::erase_to_start:
      return cut(0, cursor_);
    case Key::Kind::erase_to_end:
      return cut(cursor_, text_.size());
    case Key::Kind::clear_screen:
      return Outcome::clear_screen;
    case Key::Kind::end_of_input:
      return press_end_of_input();
    case Key::Kind::interrupt:
    case Key::Kind::suspend:
    case Key::Kind::paste:
    case Key::Kind::paste_too_long:
    case Key::Kind::ignored:
      break;
  }
  return Outcome::nothing;
}

// The Tab key inserts a tab if there is no word to complete.
LineEditor::Outcome LineEditor::press_tab() {
  const bool is_after_word = cursor_ > 0 && !is_blank_at(text_, before(text_, cursor_));
  return is_after_word ? Outcome::complete : insert("\t");
}

std::vector<std::string> LineEditor::complete(const std::vector<std::string>& words) {
  const std::string line = text_.substr(0, cursor_);
  const Completion completion = chatlab::complete(line, words);
  cut(completion.start, cursor_);
  insert(completion.text);
  const bool got_further = text_.substr(0, cursor_) != line;
  return got_further ? std::vector<std::string>() : completion.choices;
}

// As in every shell, Ctrl-D ends the input only if the line is empty; else it deletes a character.
LineEditor::Outcome LineEditor::press_end_of_input() {
  if (text_.empty()) return Outcome::ended;
  return cut(cursor_, after(text_, cursor_));
}

LineEditor::Outcome LineEditor::insert(std::string_view text) {
  if (text.empty() || text_.size() + text.size() > most_bytes) return Outcome::nothing;
  text_.insert(cursor_, text);
  // Marks that were alone at the start of the line now belong to the inserted text.
  cursor_ = end_of_marks(text_, cursor_ + text.size());
  return Outcome::edited;
}

LineEditor::Outcome LineEditor::cut(std::size_t from, std::size_t to) {
  if (from == to) return Outcome::nothing;
  text_.erase(from, to - from);
  cursor_ = from;
  return Outcome::edited;
}

LineEditor::Outcome LineEditor::move_to(std::size_t position) {
  if (position == cursor_) return Outcome::nothing;
  cursor_ = position;
  return Outcome::edited;
}

LineEditor::Outcome LineEditor::show(const std::string* line) {
  if (line == nullptr) return Outcome::nothing;
  text_ = *line;
  cursor_ = text_.size();
  return Outcome::edited;
}

std::string LineEditor::finish_line() {
  std::string line = std::move(text_);
  text_.clear();
  cursor_ = 0;
  history_.add(line);
  return line;
}

std::string LineEditor::draw(std::size_t columns) {
  const std::size_t row = columns > 0 ? columns - 1 : 0;
  const bool has_prompt = text_width(prompt_) <= row / 2;
  const std::size_t indent = has_prompt ? text_width(prompt_) : 0;
  const std::size_t room = row - indent;
  scroll(room);
  return "\r" + (has_prompt ? prompt_ : std::string()) + shown_from(text_, first_shown_, room) +
         "\33[K\r" + move_right(indent + columns_between(text_, first_shown_, cursor_, room));
}

// Chooses the first character in the row so that the cursor and the character at it are visible. No
// effect if they are visible already. Else the row jumps by half of its width, since a row that
// moves with each key is hard to read.
void LineEditor::scroll(std::size_t room) {
  if (columns_between(text_, 0, text_.size(), room) <= room) {
    first_shown_ = 0;
    return;
  }
  const std::size_t at_cursor = std::min(columns_at(text_, cursor_), room);
  const bool shows_what_is_before = first_shown_ < cursor_ || first_shown_ == 0;
  if (is_start(text_, first_shown_) && shows_what_is_before &&
      columns_between(text_, first_shown_, cursor_, room) + at_cursor <= room) {
    return;
  }
  const std::size_t free = room - at_cursor;
  first_shown_ = go_left(text_, cursor_, std::max(free / 2, std::min(free, widest)));
}

}  // namespace chatlab
