#include "platform/wait.hpp"

#include <poll.h>
#include <sys/select.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "platform/posix/native.hpp"

namespace chatlab {

struct PollSet::Entries {
  std::vector<pollfd> array;
};

PollSet::PollSet() : entries_(std::make_unique<Entries>()) {}
PollSet::~PollSet() = default;

// poll(2) passes over an entry whose descriptor is negative: ~fd keeps it and hides it at once.
void PollSet::append(Handle handle) {
  entries_->array.push_back({~descriptor(handle), 0, 0});
}

void PollSet::want(std::size_t index, bool read, bool write) {
  pollfd& entry = entries_->array[index];
  const int plain = entry.fd < 0 ? ~entry.fd : entry.fd;
  entry.events = static_cast<short>((read ? POLLIN : 0) | (write ? POLLOUT : 0));
  entry.fd = entry.events == 0 ? ~plain : plain;
}

void PollSet::remove(std::size_t index) {
  entries_->array[index] = entries_->array.back();
  entries_->array.pop_back();
}

std::size_t PollSet::wait(std::chrono::milliseconds timeout) {
  // poll counts milliseconds in an int: 24 days. Waking up early, with nothing ready, is allowed.
  const auto longest = std::chrono::milliseconds(std::numeric_limits<int>::max());
  const int ready = ::poll(entries_->array.data(), static_cast<nfds_t>(entries_->array.size()),
                           static_cast<int>(std::min(timeout, longest).count()));
  if (ready >= 0) return static_cast<std::size_t>(ready);
  if (errno == EINTR || errno == EAGAIN) return 0;
  throw std::system_error(last_error(), "poll");
}

bool PollSet::is_readable(std::size_t index) const {
  const pollfd& entry = entries_->array[index];
  return (entry.events & POLLIN) != 0 &&
         (entry.revents & (POLLIN | POLLHUP | POLLERR | POLLNVAL)) != 0;
}

bool PollSet::is_writable(std::size_t index) const {
  const pollfd& entry = entries_->array[index];
  if ((entry.events & POLLOUT) == 0) return false;
  if ((entry.revents & POLLOUT) != 0) return true;
  return (entry.events & POLLIN) == 0 && (entry.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

struct HandleSet::Bits {
  fd_set set;
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

bool HandleSet::can_hold(Handle handle, std::size_t) {
  return handle >= 0 && handle < static_cast<Handle>(FD_SETSIZE);
}

void HandleSet::add(Handle handle) {
  FD_SET(descriptor(handle), &bits_->set);
}
void HandleSet::remove(Handle handle) {
  FD_CLR(descriptor(handle), &bits_->set);
}
bool HandleSet::contains(Handle handle) const {
  return FD_ISSET(descriptor(handle), &bits_->set) != 0;
}

std::size_t select_handles(HandleSet& readable, HandleSet& writable, Handle highest,
                           std::chrono::milliseconds timeout) {
  timeval limit = {};
  limit.tv_sec = static_cast<decltype(limit.tv_sec)>(timeout.count() / 1000);
  limit.tv_usec = static_cast<decltype(limit.tv_usec)>(timeout.count() % 1000 * 1000);
  const int ready = ::select(descriptor(highest) + 1, &readable.bits_->set, &writable.bits_->set,
                             nullptr, timeout < timeout.zero() ? nullptr : &limit);
  if (ready >= 0) return static_cast<std::size_t>(ready);
  if (errno != EINTR && errno != EAGAIN) throw std::system_error(last_error(), "select");
  FD_ZERO(&readable.bits_->set);
  FD_ZERO(&writable.bits_->set);
  return 0;
}

}  // namespace chatlab
