// A paste of several lines, delivered key by key as if it had been typed. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "apps/terminal/key_decoder.hpp"

namespace chatlab {

class Paste {
 public:
  /// `text` is that of a Key of kind `paste`.
  explicit Paste(std::string text) : text_(std::move(text)) {}

  /// The number of lines that are not entered yet. Text after the last newline does not count.
  std::size_t lines_left() const;

  /// Moves the next key into `key`: a line's text as one `character`, or `enter`. Returns false at
  /// the end.
  bool next(Key& key);

 private:
  std::string text_;
  std::size_t position_ = 0;
};

}  // namespace chatlab
