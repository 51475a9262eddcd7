// The line editor: the line that is being typed, and how its row looks.
//
// The editor is for the terminal what a protocol is for the network: keys in, bytes for the
// terminal out, no system call. It edits characters as users see them: a character with its
// combining marks is one unit, the simple part of what Unicode calls a grapheme cluster (UAX #29).
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
    nothing,      // nothing has changed
    edited,       // the text or the cursor has changed: draw again
    entered,      // the line is finished: call finish_line()
    too_long,     // the line is too long to be entered; it is unchanged
    complete,     // call complete()
    ended,        // end of input: nothing more will be typed
    clear_screen  // clear the screen, then draw again
  };

  /// `prompt` is plain text. A line of more than `max_bytes` can be typed but not entered: press()
  /// returns `too_long`, and the user can shorten the line.
  explicit LineEditor(std::string_view prompt, std::size_t max_bytes = 65536);

  void set_prompt(std::string_view prompt);
  void set_max_bytes(std::size_t max_bytes) { max_bytes_ = max_bytes; }

  /// Applies the key. No effect if it is `interrupt`, `suspend` or a paste: the owner handles
  /// these.
  Outcome press(const Key& key);

  /// Returns the line, adds it to the history, and clears the editor.
  std::string finish_line();

  /// Completes the text before the cursor to one of `words`; see completion.hpp. If several words
  /// fit, and they have nothing more in common, returns these words.
  std::vector<std::string> complete(const std::vector<std::string>& words);

  /// Returns the bytes that draw the editor's row and place the cursor. The cursor may be anywhere
  /// in the row before. Uses at most `columns - 1` columns, since a character in the last column
  /// would make the terminal wrap. A longer line is scrolled sideways so that the cursor is
  /// visible. A prompt that is wider than half of the row is left out.
  std::string draw(std::size_t columns);

  /// Returns the bytes that erase the row, so that other text can be written there.
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
  std::size_t cursor_ = 0;       // a position in `text_`, in bytes, at the start of a character
  std::size_t first_shown_ = 0;  // likewise: the text before it is scrolled out to the left
};

}  // namespace chatlab
