// The lines that were entered in this run, and the way back and forth through them.
#pragma once

#include <cstddef>
#include <deque>
#include <string>

namespace chatlab {

class LineHistory {
 public:
  /// Where more than `limit` lines are entered the oldest are forgotten.
  explicit LineHistory(std::size_t limit) : limit_(limit) {}

  /// A line was entered: the way back starts from it. An empty line, or one like the line before
  /// it, is not kept.
  void add(const std::string& line);

  /// The line before the one that is shown, nullptr where there is none. `shown`, where it is the
  /// line not entered yet, is kept to be found again.
  const std::string* older(const std::string& shown);

  /// The line after the one that is shown, at last the one not entered yet; then nullptr.
  const std::string* newer();

 private:
  std::size_t limit_;
  std::deque<std::string> lines_;
  std::size_t at_ = 0;      // the line shown; lines_.size() stands for the one not entered yet
  std::string unfinished_;  // that one, while another is shown
};

}  // namespace chatlab
