// From the bytes that a terminal in raw mode sends to the keys somebody pressed.
//
// Which sequence stands for which key: ECMA-48 for the form of control sequences, the DEC VT220 and
// xterm (ctlseqs, "PC-Style Function Keys") for their meaning. It has no clock, so it can't tell
// the Escape key from the beginning of a sequence by the pause after it: the byte after a lone ESC
// is taken to belong to it, as if Alt had been held.
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
    home,
    end,
    up,
    down,
    erase_word,
    erase_to_start,
    erase_to_end,
    clear_screen,
    end_of_input,
    interrupt,
    suspend,
    ignored
  };

  Kind kind = Kind::ignored;
  std::string
      text;  // of a character: one code point in UTF-8, a tab but no other control character
};

class KeyDecoder {
 public:
  /// More bytes; characters and sequences may be cut anywhere.
  void feed(std::string_view bytes);

  /// The next key; false where its bytes are not complete. CR LF is one `enter`. A malformed
  /// character is U+FFFD. A sequence that means nothing here, as those around a bracketed paste, is
  /// one `ignored`.
  bool next(Key& key);

 private:
  std::string pending_;
  std::size_t consumed_ = 0;  // bytes of `pending_` that have become keys
  bool after_return_ = false;
};

}  // namespace chatlab
