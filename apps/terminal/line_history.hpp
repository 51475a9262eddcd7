// The history: the lines that were entered in this run, to be shown again by the arrow keys.
#pragma once

#include <cstddef>
#include <deque>
#include <string>

namespace chatlab {

class LineHistory {
 public:
  /// Keeps the last `limit` lines.
  explicit LineHistory(std::size_t limit) : limit_(limit) {}

  /// Adds an entered line, from which older() starts again. An empty line, or a line equal to the
  /// one before it, is not added.
  void add(const std::string& line);

  /// Returns the line before the one that is shown, or nullptr if there is none. `shown` is the
  /// text in the editor. If it was not entered yet, it is kept, and newer() returns it after the
  /// last line.
  const std::string* older(const std::string& shown);

  /// Returns the line after the one that is shown; after the last line, the line that was not
  /// entered yet; then nullptr.
  const std::string* newer();

 private:
  std::size_t limit_;
  std::deque<std::string> lines_;
  std::size_t at_ = 0;      // index of the line shown; lines_.size() is the line not entered yet
  std::string unfinished_;  // the line not entered yet, while another is shown
};

}  // namespace chatlab
