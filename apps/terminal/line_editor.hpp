// The line editor: the line that is being typed, and how the row it is typed in looks.
//
// It is for the terminal what a protocol is for the wire: keys in, bytes for the terminal out, and
// no system call. What it edits are whole characters as people see them: a character with the
// combining marks on it is one, the simple part of what Unicode calls a grapheme cluster (UAX #29).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "apps/terminal/key_decoder.hpp"
#include "apps/terminal/line_history.hpp"

namespace chatlab {

class LineEditor {
 public:
  enum class Outcome {
    nothing,      // the row is as it was
    edited,       // the text or the cursor changed: draw again
    entered,      // the line is finished: finish_line() gives it
    too_long,     // the line can't be entered; it stays as it is
    complete,     // complete() what is before the cursor
    ended,        // no more will be typed
    clear_screen  // clear the screen, then draw again
  };

  /// The prompt is plain text. A line of more than `max_bytes` can't be entered, but typed: whoever
  /// types it is told, and can shorten it.
  explicit LineEditor(std::string_view prompt, std::size_t max_bytes = 65536);

  void set_prompt(std::string_view prompt);
  void set_max_bytes(std::size_t max_bytes) { max_bytes_ = max_bytes; }

  /// `interrupt`, `suspend`, and pastes are for the owner; here they do nothing.
  Outcome press(const Key& key);

  /// Returns the line, which is kept in the history; what is typed next starts a new one.
  std::string finish_line();

  /// Completes what is before the cursor with one of `words`; see completion.hpp. Returns the words
  /// to choose from if that did not get any further.
  std::vector<std::string> complete(const std::vector<std::string>& words);

  /// What draws the row that the editor lives in, from wherever on it the cursor is, and puts the
  /// cursor in its place. In a terminal of `columns` it uses at most `columns - 1`: a character in
  /// the last column would make the terminal wrap. A longer line is scrolled sideways to where the
  /// cursor is; a prompt that would take more than half of the row is left out.
  std::string draw(std::size_t columns);

  /// What empties that row, to be used for something else.
  static std::string erase() { return "\r\33[K"; }

  const std::string& text() const { return text_; }

 private:
  Outcome press_end_of_input();
  Outcome press_tab();
  Outcome insert(std::string_view text);
  Outcome cut(std::size_t from, std::size_t to);
  Outcome move_to(std::size_t position);
  Outcome show(const std::string* line);
  void scroll(std::size_t room);

  std::string prompt_;
  std::size_t max_bytes_;
  LineHistory history_;
  std::string text_;             // valid UTF-8
  std::size_t cursor_ = 0;       // a position in `text_`, in bytes, where a character starts
  std::size_t first_shown_ = 0;  // likewise: what is before it is scrolled out, to the left
};

}  // namespace chatlab
