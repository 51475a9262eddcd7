// From the bytes that a terminal in raw mode sends to the keys that were pressed.
//
// Which sequence stands for which key: ECMA-48 for the form of control sequences, the DEC VT220 and
// xterm (ctlseqs, "PC-Style Function Keys", "Bracketed Paste Mode") for their meaning. It has no
// clock, so it can't tell the Escape key from the beginning of a sequence by the pause after it:
// the byte after a lone ESC belongs to it, as if Alt had been held.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatlab {

struct Key {
  enum class Kind {
    character,
    enter,
    backspace,
    delete_forward,
    left,
    right,
    word_left,
    word_right,
    home,
    end,
    up,
    down,
    complete,
    erase_word,
    erase_to_start,
    erase_to_end,
    clear_screen,
    end_of_input,
    interrupt,
    suspend,
    paste,
    paste_too_long,
    ignored
  };

  Kind kind = Kind::ignored;

  /// Of a character: one code point in UTF-8, no control character. Of a paste: what was pasted, in
  /// UTF-8 without control characters but tabs, and newlines between its lines.
  std::string text;
};

/// A paste of more bytes is swallowed whole, and is paste_too_long.
constexpr std::size_t longest_paste = 1024 * 1024;

class KeyDecoder {
 public:
  /// More bytes; characters and sequences may be cut anywhere.
  void feed(std::string_view bytes);

  /// Moves the next key into `key`. Returns false if its bytes are not complete. CR LF is one
  /// `enter`. A malformed character is U+FFFD. A sequence that means nothing here is one `ignored`.
  bool next(Key& key);

 private:
  bool next_paste(Key& key);

  std::string pending_;
  std::size_t consumed_ = 0;  // bytes of `pending_` that have become keys
  bool after_return_ = false;
  bool is_pasting_ = false;   // true after the mark at a paste's start
  bool is_too_long_ = false;  // true if the paste was, and its beginning is thrown away already
};

}  // namespace chatlab
