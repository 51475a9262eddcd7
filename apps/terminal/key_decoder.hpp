// The key decoder: bytes from a terminal in raw mode in, keys out. Pure.
//
// ECMA-48 defines the form of control sequences, the DEC VT220 and xterm (ctlseqs, "PC-Style
// Function Keys", "Bracketed Paste Mode") their meaning. The decoder has no clock, so it can't
// recognize the Escape key by the pause after it: the byte after a lone ESC belongs to the ESC, as
// if Alt were held.
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

  /// Of a character: one code point in UTF-8, which is not a control character. Of a paste: the
  /// pasted text in UTF-8, with newlines between its lines, and without control characters other
  /// than tabs.
  std::string text;
};

/// The longest paste, in bytes. A longer one is discarded and reported as `paste_too_long`.
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
