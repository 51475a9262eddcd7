// Waiting with select(2), the oldest call of its kind, available on every system. Its arguments are
// sets of descriptors, one bit per descriptor, which it overwrites with the result.
#include <sys/select.h>

#include <algorithm>
#include <stdexcept>

#include "platform/demultiplexer.hpp"
#include "platform/posix/native.hpp"

namespace chatlab {

class SelectDemultiplexer : public Demultiplexer {
 public:
  SelectDemultiplexer();
  const char* name() const override { return "select"; }
  std::size_t size() const override { return descriptors_.size(); }
  bool can_hold(Handle handle) const override;
  void add(Handle handle) override;
  void change(std::size_t slot, Interest interest) override;
  void remove(std::size_t slot) override;
  WaitEnd wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) override;

 private:
  std::vector<int> descriptors_;  // one per slot
  int highest_ = -1;              // the largest of them
  fd_set want_read_;
  fd_set want_write_;
};

SelectDemultiplexer::SelectDemultiplexer() {
  FD_ZERO(&want_read_);
  FD_ZERO(&want_write_);
}

// A set is an array of FD_SETSIZE bits: FD_SET beyond its end would overwrite other memory.
bool SelectDemultiplexer::can_hold(Handle handle) const {
  return handle >= 0 && handle < static_cast<Handle>(FD_SETSIZE);
}

void SelectDemultiplexer::add(Handle handle) {
  if (!can_hold(handle)) {
    throw std::runtime_error("select can't wait for descriptor " + std::to_string(handle) +
                             ", only for those below " + std::to_string(FD_SETSIZE) +
                             "; poll has no such limit");
  }
  descriptors_.push_back(descriptor(handle));
  highest_ = std::max(highest_, descriptors_.back());
}

void SelectDemultiplexer::change(std::size_t slot, Interest interest) {
  const int changed = descriptors_[slot];
  FD_CLR(changed, &want_read_);
  FD_CLR(changed, &want_write_);
  if (interest.read) FD_SET(changed, &want_read_);
  if (interest.write) FD_SET(changed, &want_write_);
}

// Clears the descriptor's bits, too: a new socket may get its number.
void SelectDemultiplexer::remove(std::size_t slot) {
  change(slot, {false, false});
  const int removed = descriptors_[slot];
  descriptors_[slot] = descriptors_.back();
  descriptors_.pop_back();
  if (removed != highest_) return;
  const auto highest = std::max_element(descriptors_.begin(), descriptors_.end());
  highest_ = highest == descriptors_.end() ? -1 : *highest;
}

// select returns how many bits are set in both sets: search until all are found.
WaitEnd SelectDemultiplexer::wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) {
  timeval limit = {};
  limit.tv_sec = static_cast<decltype(limit.tv_sec)>(timeout.count() / 1000);
  limit.tv_usec = static_cast<decltype(limit.tv_usec)>(timeout.count() % 1000 * 1000);
  fd_set readable = want_read_;
  fd_set writable = want_write_;
  int to_find = ::select(highest_ + 1, &readable, &writable, nullptr,
                         timeout < timeout.zero() ? nullptr : &limit);
  if (to_find < 0 && errno == EINTR) return WaitEnd::interrupted;
  if (to_find < 0 && errno != EAGAIN) throw std::system_error(last_error(), "select");
  for (std::size_t slot = 0; to_find > 0 && slot < descriptors_.size(); ++slot) {
    const int found = descriptors_[slot];
    const bool can_read = FD_ISSET(found, &readable) != 0;
    const bool can_write = FD_ISSET(found, &writable) != 0;
    if (!can_read && !can_write) continue;
    ready.push_back({found, can_read, can_write, slot});
    to_find -= (can_read ? 1 : 0) + (can_write ? 1 : 0);
  }
  return WaitEnd::returned;
}

std::unique_ptr<Demultiplexer> make_select_demultiplexer() {
  return std::make_unique<SelectDemultiplexer>();
}

}  // namespace chatlab
