// Steps through the entered lines, and keeps the line that is not entered yet.
#include "apps/terminal/line_history.hpp"

namespace chatlab {

void LineHistory::add(const std::string& line) {
  const bool is_news = !line.empty() && (lines_.empty() || lines_.back() != line);
  if (is_news) lines_.push_back(line);
  if (lines_.size() > limit_) lines_.pop_front();
  at_ = lines_.size();
  unfinished_.clear();
}

const std::string* LineHistory::older(const std::string& shown) {
  if (at_ == 0) return nullptr;
  if (at_ == lines_.size()) unfinished_ = shown;
  --at_;
  return &lines_[at_];
}

const std::string* LineHistory::newer() {
  if (at_ == lines_.size()) return nullptr;
  ++at_;
  return at_ == lines_.size() ? &unfinished_ : &lines_[at_];
}

}  // namespace chatlab
