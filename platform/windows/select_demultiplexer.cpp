// Waiting with Winsock's select. Its sets are not bits, as in select(2), but arrays of handles
// (`fd_array`) with their number (`fd_count`); select removes the handles that are not ready. MSDN:
// select, fd_set
#include <stdexcept>

#include "platform/demultiplexer.hpp"
#include "platform/windows/native.hpp"

namespace chatlab {

class SelectDemultiplexer : public Demultiplexer {
 public:
  const char* name() const override { return "select"; }
  std::size_t size() const override { return wanted_.size(); }
  bool can_hold(Handle handle) const override;
  void add(Handle handle) override;
  void change(std::size_t slot, Interest interest) override;
  void remove(std::size_t slot) override;
  WaitEnd wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) override;

 private:
  struct Wanted {
    SOCKET socket;
    Interest interest;
  };
  void fill_sets();

  std::vector<Wanted> wanted_;  // one per slot
  fd_set readable_ = {};        // all three are refilled for each wait
  fd_set writable_ = {};
  fd_set failed_ = {};
};

// A set is an array of FD_SETSIZE handles, whatever their numbers.
bool SelectDemultiplexer::can_hold(Handle) const {
  return wanted_.size() < FD_SETSIZE;
}

void SelectDemultiplexer::add(Handle handle) {
  if (!can_hold(handle)) {
    throw std::runtime_error("select can't wait for more than " + std::to_string(FD_SETSIZE) +
                             " sockets; poll has no such limit");
  }
  wanted_.push_back({to_socket(handle), {false, false}});
}

void SelectDemultiplexer::change(std::size_t slot, Interest interest) {
  wanted_[slot].interest = interest;
}

void SelectDemultiplexer::remove(std::size_t slot) {
  wanted_[slot] = wanted_.back();
  wanted_.pop_back();
}

// Winsock reports a failed connect in the third set, select(2) in the second.
void SelectDemultiplexer::fill_sets() {
  readable_.fd_count = writable_.fd_count = failed_.fd_count = 0;
  for (const Wanted& wanted : wanted_) {
    if (wanted.interest.read) readable_.fd_array[readable_.fd_count++] = wanted.socket;
    if (!wanted.interest.write) continue;
    writable_.fd_array[writable_.fd_count++] = wanted.socket;
    failed_.fd_array[failed_.fd_count++] = wanted.socket;
  }
}

// select returns how many handles are left in the sets: search until all are found.
WaitEnd SelectDemultiplexer::wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) {
  fill_sets();
  const bool is_empty = readable_.fd_count == 0 && writable_.fd_count == 0;
  if (is_empty) {  // without a handle select fails: WSAEINVAL
    sleep_for(timeout);
    return WaitEnd::returned;
  }
  timeval limit = {};
  limit.tv_sec = static_cast<long>(timeout.count() / 1000);
  limit.tv_usec = static_cast<long>(timeout.count() % 1000 * 1000);
  int to_find = ::select(0, &readable_, &writable_, &failed_,  // the first argument is ignored
                         timeout < timeout.zero() ? nullptr : &limit);
  if (to_find == SOCKET_ERROR) throw std::system_error(last_error(), "select");
  for (std::size_t slot = 0; to_find > 0 && slot < wanted_.size(); ++slot) {
    const SOCKET found = wanted_[slot].socket;
    const bool can_read = FD_ISSET(found, &readable_) != 0;
    const bool can_write = FD_ISSET(found, &writable_) != 0;
    const bool has_failed = FD_ISSET(found, &failed_) != 0;
    if (!can_read && !can_write && !has_failed) continue;
    ready.push_back({to_handle(found), can_read, can_write || has_failed, slot});
    to_find -= (can_read ? 1 : 0) + (can_write ? 1 : 0) + (has_failed ? 1 : 0);
  }
  return WaitEnd::returned;
}

std::unique_ptr<Demultiplexer> make_select_demultiplexer() {
  return std::make_unique<SelectDemultiplexer>();
}

}  // namespace chatlab
