// The key decoder: bytes from a terminal in raw mode in, keys out. Pure.
//
// Which sequence stands for which key: ECMA-48 for the form of control sequences, the DEC VT220 and
// xterm (ctlseqs, "PC-Style Function Keys", "Bracketed Paste Mode") for their meaning. Without
// a clock it can't tell the Escape key from the start of a sequence by the pause after it: the byte
// after a lone ESC belongs to it, as if Alt had been held.
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

/// A longer paste, in bytes, is discarded as a whole and reported as one `paste_too_long`.
constexpr std::size_t longest_paste = 1024 * 1024;

class KeyDecoder {
 public:
  /// Appends bytes. Characters and sequences may be cut anywhere.
  void feed(std::string_view bytes);

  /// Moves the next key into `key`. Returns false if more bytes are needed. CR LF is one `enter`. A
  /// malformed character becomes U+FFFD. A sequence without a meaning here is one `ignored`.
  bool next(Key& key);

 private:
  bool next_paste(Key& key);

  std::string pending_;
  std::size_t consumed_ = 0;  // bytes of `pending_` that have become keys
  bool after_return_ = false;
  bool is_pasting_ = false;   // true between the marks around a paste
  bool is_too_long_ = false;  // true if the start of the paste was discarded
};

}  // namespace chatlab
