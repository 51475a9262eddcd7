#include "platform/wait.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "platform/windows/native.hpp"

namespace chatlab {
namespace {

constexpr SHORT read_event = POLLRDNORM;
constexpr SHORT write_event = POLLWRNORM;
constexpr SHORT failure_events = POLLHUP | POLLERR | POLLNVAL;

// WSAPoll counts milliseconds in an int: 24 days. Waking up early, with nothing ready, is allowed.
constexpr std::chrono::milliseconds longest{std::numeric_limits<int>::max()};

// How long a handle rests that is hung up and has no room: see is_stuck().
constexpr std::chrono::milliseconds rest{20};

// WSAPoll reports POLLHUP, wanted or not, as soon as the peer has half-closed; poll(2) only when
// both halves are closed. So where a half-closed peer is slow to read, every wait would return at
// once, and the program would burn CPU until that peer has caught up.
bool is_stuck(const WSAPOLLFD& entry) {
  return entry.events == write_event && (entry.revents & failure_events) == POLLHUP &&
         (entry.revents & write_event) == 0;
}

// Waiting for no handle at all is an error for Winsock: WSAEINVAL.
std::size_t sleep_for(std::chrono::milliseconds timeout) {
  Sleep(timeout < timeout.zero() ? INFINITE : static_cast<DWORD>(timeout.count()));
  return 0;
}

}  // namespace

struct PollSet::Entries {
  std::vector<WSAPOLLFD> array;
  std::vector<WSAPOLLFD> asked;        // the entries that this wait is for
  std::vector<std::size_t> positions;  // and where in the array each of them stands

  bool collect();
  void put_back();
};

// Copies the entries out that want something: SOCKET has no sign, so none can be hidden behind a
// negative number, as from poll(2). True where one rests, this once.
bool PollSet::Entries::collect() {
  bool one_rests = false;
  asked.clear();
  positions.clear();
  for (std::size_t i = 0; i < array.size(); ++i) {
    const bool stuck = is_stuck(array[i]);
    one_rests = one_rests || stuck;
    array[i].revents = 0;
    if (array[i].events == 0 || stuck) continue;
    asked.push_back(array[i]);
    positions.push_back(i);
  }
  return one_rests;
}

void PollSet::Entries::put_back() {
  for (std::size_t i = 0; i < asked.size(); ++i) array[positions[i]].revents = asked[i].revents;
}

PollSet::PollSet() : entries_(std::make_unique<Entries>()) {}
PollSet::~PollSet() = default;

void PollSet::append(Handle handle) {
  entries_->array.push_back({to_socket(handle), 0, 0});
}

void PollSet::want(std::size_t index, bool read, bool write) {
  WSAPOLLFD& entry = entries_->array[index];
  entry.events = static_cast<SHORT>((read ? read_event : 0) | (write ? write_event : 0));
  entry.revents = 0;  // an answer to another question
}

void PollSet::remove(std::size_t index) {
  entries_->array[index] = entries_->array.back();
  entries_->array.pop_back();
}

// Before version 2004 of Windows 10 a connect that fails is not reported: there only the caller's
// timer ends the waiting for it. MSDN: WSAPoll
std::size_t PollSet::wait(std::chrono::milliseconds timeout) {
  const bool one_rests = entries_->collect();
  if (one_rests && timeout == forever) timeout = rest;
  timeout = std::min(timeout, one_rests ? rest : longest);
  std::vector<WSAPOLLFD>& asked = entries_->asked;
  if (asked.empty()) return sleep_for(timeout);
  const int ready =
      WSAPoll(asked.data(), static_cast<ULONG>(asked.size()), static_cast<INT>(timeout.count()));
  if (ready == SOCKET_ERROR) throw std::system_error(last_error(), "WSAPoll");
  entries_->put_back();
  return static_cast<std::size_t>(ready);
}

bool PollSet::is_readable(std::size_t index) const {
  const WSAPOLLFD& entry = entries_->array[index];
  return (entry.events & read_event) != 0 && (entry.revents & (read_event | failure_events)) != 0;
}

bool PollSet::is_writable(std::size_t index) const {
  const WSAPOLLFD& entry = entries_->array[index];
  if ((entry.events & write_event) == 0) return false;
  if ((entry.revents & write_event) != 0) return true;
  return (entry.events & read_event) == 0 && (entry.revents & failure_events) != 0;
}

struct HandleSet::Bits {
  fd_set set;  // no bits here but an array of handles and their count
};

HandleSet::HandleSet() : bits_(std::make_unique<Bits>()) {
  FD_ZERO(&bits_->set);
}
HandleSet::HandleSet(const HandleSet& other) : bits_(std::make_unique<Bits>(*other.bits_)) {}
HandleSet& HandleSet::operator=(const HandleSet& other) {
  *bits_ = *other.bits_;
  return *this;
}
HandleSet::~HandleSet() = default;

bool HandleSet::can_hold(Handle handle, std::size_t held) {
  return handle != no_handle && held < FD_SETSIZE;
}

void HandleSet::add(Handle handle) {
  FD_SET(to_socket(handle), &bits_->set);
}
void HandleSet::remove(Handle handle) {
  FD_CLR(to_socket(handle), &bits_->set);
}
bool HandleSet::contains(Handle handle) const {
  return FD_ISSET(to_socket(handle), &bits_->set) != 0;
}

// A connect that failed is an exception for Winsock, in the third set, where POSIX has it writable.
// MSDN: select
std::size_t select_handles(HandleSet& readable, HandleSet& writable, Handle,
                           std::chrono::milliseconds timeout) {
  timeout = std::min(timeout, longest);
  fd_set& to_read = readable.bits_->set;
  fd_set& to_write = writable.bits_->set;
  if (to_read.fd_count == 0 && to_write.fd_count == 0) return sleep_for(timeout);
  fd_set failed = to_write;
  timeval limit = {};
  limit.tv_sec = static_cast<long>(timeout.count() / 1000);
  limit.tv_usec = static_cast<long>(timeout.count() % 1000 * 1000);
  const int ready =
      ::select(0, &to_read, &to_write, &failed, timeout < timeout.zero() ? nullptr : &limit);
  if (ready == SOCKET_ERROR) throw std::system_error(last_error(), "select");
  for (u_int i = 0; i < failed.fd_count; ++i) FD_SET(failed.fd_array[i], &to_write);
  return std::size_t{to_read.fd_count} + to_write.fd_count;
}

}  // namespace chatlab
