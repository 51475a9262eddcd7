// The line splitter: bytes in, lines out. The bytes may be cut anywhere. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatlab {

class LineSplitter {
 public:
  struct Line {
    std::string text;          // without its newline and a carriage return before the newline
    std::size_t size = 0;      // of the whole line, in bytes
    bool is_too_long = false;  // true if it is above the limit; `text` is empty then
  };

  /// The text of a line of more than `max_line` bytes is discarded as it arrives.
  explicit LineSplitter(std::size_t max_line) : max_line_(max_line) {}

  void set_max_line(std::size_t max_line) { max_line_ = max_line; }

  void feed(std::string_view bytes);

  /// Must be called at the end of the input: bytes after the last newline then count as a line.
  void end();

  /// Moves the next complete line into `line`. Returns false if there is none.
  bool next(Line& line);

 private:
  void skip_excess();

  std::size_t max_line_;
  std::string pending_;
  std::size_t consumed_ = 0;  // bytes of `pending_` that have become lines
  std::size_t skipped_ = 0;   // bytes at the start of the next line that were not kept
};

}  // namespace chatlab
