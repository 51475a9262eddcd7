// Waiting with poll(2): an array of any length with one entry per handle. Each entry says what to
// wait for (`events`); poll writes the result next to it (`revents`).
#include <poll.h>

#include <algorithm>
#include <limits>

#include "platform/demultiplexer.hpp"
#include "platform/posix/native.hpp"

namespace chatlab {

class PollDemultiplexer : public Demultiplexer {
 public:
  const char* name() const override { return "poll"; }
  std::size_t size() const override { return entries_.size(); }
  bool can_hold(Handle handle) const override;
  void add(Handle handle) override;
  void change(std::size_t slot, Interest interest) override;
  void remove(std::size_t slot) override;
  WaitEnd wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) override;

 private:
  std::vector<pollfd> entries_;  // one per slot
};

// The array grows with the number of handles; a descriptor may have any number.
bool PollDemultiplexer::can_hold(Handle) const {
  return true;
}

// poll ignores entries with a negative descriptor. ~fd is negative and can be inverted again.
void PollDemultiplexer::add(Handle handle) {
  entries_.push_back({~descriptor(handle), 0, 0});
}

void PollDemultiplexer::change(std::size_t slot, Interest interest) {
  pollfd& entry = entries_[slot];
  const int plain = entry.fd < 0 ? ~entry.fd : entry.fd;
  entry.events = static_cast<short>((interest.read ? POLLIN : 0) | (interest.write ? POLLOUT : 0));
  entry.fd = entry.events == 0 ? ~plain : plain;
}

void PollDemultiplexer::remove(std::size_t slot) {
  entries_[slot] = entries_.back();
  entries_.pop_back();
}

// poll returns how many entries are ready, not which: search until all are found.
WaitEnd PollDemultiplexer::wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) {
  // The timeout is an int: 24 days at most. Returning early, with nothing ready, is allowed.
  const auto longest = std::chrono::milliseconds(std::numeric_limits<int>::max());
  int to_find = ::poll(entries_.data(), static_cast<nfds_t>(entries_.size()),
                       static_cast<int>(std::min(timeout, longest).count()));
  if (to_find < 0 && errno == EINTR) return WaitEnd::interrupted;
  if (to_find < 0 && errno != EAGAIN) throw std::system_error(last_error(), "poll");
  constexpr int failures = POLLHUP | POLLERR | POLLNVAL;  // reported even if not requested
  for (std::size_t slot = 0; to_find > 0 && slot < entries_.size(); ++slot) {
    const pollfd& entry = entries_[slot];
    if (entry.revents == 0) continue;
    const int read_events = (entry.events & POLLIN) != 0 ? POLLIN | failures : 0;
    const int write_events = read_events == 0 ? POLLOUT | failures : POLLOUT;
    ready.push_back(
        {entry.fd, (entry.revents & read_events) != 0, (entry.revents & write_events) != 0, slot});
    --to_find;
  }
  return WaitEnd::returned;
}

std::unique_ptr<Demultiplexer> make_poll_demultiplexer() {
  return std::make_unique<PollDemultiplexer>();
}

}  // namespace chatlab
