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

  /// A line was entered: older() starts from it again. An empty line, or one that is equal to the
  /// line before it, is not kept.
  void add(const std::string& line);

  /// Returns the line before the one that is shown, or nullptr if there is none. `shown` is the
  /// text in the editor; if it was not entered yet, it is kept, and newer() returns it in the end.
  const std::string* older(const std::string& shown);

  /// Returns the line after the one that is shown; after the last one, the line that was not
  /// entered yet; then nullptr.
  const std::string* newer();

 private:
  std::size_t limit_;
  std::deque<std::string> lines_;
  std::size_t at_ = 0;      // the line shown; lines_.size() stands for the one not entered yet
  std::string unfinished_;  // the line not entered yet, while another is shown
};

}  // namespace chatlab
