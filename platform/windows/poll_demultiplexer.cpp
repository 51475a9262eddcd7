// Waiting with WSAPoll, Winsock's poll(2): an array with one entry per handle. Each entry says what
// to wait for (`events`); WSAPoll writes the result next to it (`revents`). MSDN: WSAPoll
//
// Before Windows 10 version 2004, WSAPoll does not report a failed connect: only the caller's timer
// ends that wait.
#include <algorithm>
#include <limits>

#include "platform/demultiplexer.hpp"
#include "platform/windows/native.hpp"

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
  bool copy_asked();

  std::vector<WSAPOLLFD> entries_;        // one per slot; `revents` as of the last wait
  std::vector<WSAPOLLFD> asked_;          // copies of the entries that take part in this wait
  std::vector<std::size_t> asked_slots_;  // the slot of each copy
};

namespace {

constexpr int failures = POLLHUP | POLLERR | POLLNVAL;  // reported even if not requested

// How long a stuck handle (see is_stuck()) is left out of the waits.
constexpr std::chrono::milliseconds rest{20};

// WSAPoll reports POLLHUP as soon as the peer has half-closed, poll(2) only when both halves are
// closed. So while a half-closed peer is slow to read, each wait would return at once, and the
// program would be a busy loop until the peer has caught up.
bool is_stuck(const WSAPOLLFD& entry) {
  return entry.events == POLLWRNORM && (entry.revents & (failures | POLLWRNORM)) == POLLHUP;
}

}  // namespace

// The array grows with the number of handles.
bool PollDemultiplexer::can_hold(Handle) const {
  return true;
}

void PollDemultiplexer::add(Handle handle) {
  entries_.push_back({to_socket(handle), 0, 0});
}

void PollDemultiplexer::change(std::size_t slot, Interest interest) {
  entries_[slot].events =
      static_cast<SHORT>((interest.read ? POLLRDNORM : 0) | (interest.write ? POLLWRNORM : 0));
  entries_[slot].revents = 0;  // they belong to the former interest
}

void PollDemultiplexer::remove(std::size_t slot) {
  entries_[slot] = entries_.back();
  entries_.pop_back();
}

// Unlike poll(2), WSAPoll can't ignore an entry: a SOCKET is unsigned. So the entries with an
// interest are copied. Returns true if a stuck entry is left out of this wait.
bool PollDemultiplexer::copy_asked() {
  bool one_rests = false;
  asked_.clear();
  asked_slots_.clear();
  for (std::size_t slot = 0; slot < entries_.size(); ++slot) {
    const bool stuck = is_stuck(entries_[slot]);
    one_rests = one_rests || stuck;
    entries_[slot].revents = 0;
    if (entries_[slot].events == 0 || stuck) continue;
    asked_.push_back(entries_[slot]);
    asked_slots_.push_back(slot);
  }
  return one_rests;
}

WaitEnd PollDemultiplexer::wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) {
  // The timeout is an int: 24 days at most. Returning early, with nothing ready, is allowed.
  timeout = std::min(timeout, std::chrono::milliseconds(std::numeric_limits<int>::max()));
  const bool one_rests = copy_asked();
  const WaitEnd end = one_rests ? WaitEnd::left_one_out : WaitEnd::returned;
  if (one_rests) timeout = timeout < timeout.zero() ? rest : std::min(timeout, rest);
  if (asked_.empty()) {  // without a handle WSAPoll fails: WSAEINVAL
    sleep_for(timeout);
    return end;
  }
  const int found =
      WSAPoll(asked_.data(), static_cast<ULONG>(asked_.size()), static_cast<INT>(timeout.count()));
  if (found == SOCKET_ERROR) throw std::system_error(last_error(), "WSAPoll");
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    const WSAPOLLFD& entry = asked_[i];
    if (entry.revents == 0) continue;
    entries_[asked_slots_[i]].revents = entry.revents;
    const int read_events = (entry.events & POLLRDNORM) != 0 ? POLLRDNORM | failures : 0;
    const int write_events = read_events == 0 ? POLLWRNORM | failures : POLLWRNORM;
    ready.push_back({to_handle(entry.fd), (entry.revents & read_events) != 0,
                     (entry.revents & write_events) != 0, asked_slots_[i]});
  }
  return end;
}

std::unique_ptr<Demultiplexer> make_poll_demultiplexer() {
  return std::make_unique<PollDemultiplexer>();
}

}  // namespace chatlab
