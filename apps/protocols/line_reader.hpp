// Cuts a stream of bytes into lines.
//
// Ending messages with a newline is the oldest way to draw boundaries into a stream. The reader
// finds the same lines however the stream was cut into pieces on its way.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "apps/protocols/input_buffer.hpp"

namespace chatlab {

class LineReader {
 public:
  enum class Found {
    nothing,   // no line is complete
    line,      // a complete line
    too_long,  // the line, complete or not, is over the limit: the reader has given up
  };

  /// Adds the next bytes of the stream. No effect if the reader has given up.
  void feed(std::string_view bytes);

  /// Ends an unfinished line as if a newline had arrived. No effect if no line is unfinished.
  void end_line();

  /// Moves the next line into `line`, without its newline and without a carriage return before the
  /// newline. `limit` is the longest line accepted, in bytes, without these two characters. `line`
  /// is changed only if a line is found.
  Found next(std::string& line, std::size_t limit);

  /// Drops all bytes, and all bytes fed later.
  void give_up();

  /// The bytes that are not delivered yet.
  std::string_view unread() const { return buffer_.view(); }

 private:
  InputBuffer buffer_;
  std::size_t searched_ = 0;  // the number of first bytes that are known to contain no newline
  bool gave_up_ = false;      // true after give_up()
};

}  // namespace chatlab
