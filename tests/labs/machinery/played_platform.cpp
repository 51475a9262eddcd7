// The functions of platform/*.hpp that belong to a system, on streams in memory.
#include "tests/labs/machinery/played_platform.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <stdexcept>

#include "platform/process.hpp"
#include "tests/labs/machinery/transcript.hpp"

namespace chatlab {
namespace labs {
namespace {

constexpr Handle first_handle = 3;

struct World {
  std::map<Handle, std::shared_ptr<PlayedStream>> open;
  std::vector<std::shared_ptr<PlayedStream>> all;
  std::map<Handle, PlayedStream*> last;  // the last stream with each handle, open or not
  TimePoint time{std::chrono::hours(1)};
  bool calls_are_told = false;
};

World& world() {
  static World instance;
  return instance;
}

void tell(const std::string& text) {
  if (world().calls_are_told) note("call", text);
}

bool is_readable(const PlayedStream& stream) {
  return !stream.arriving.empty() || stream.peer_has_ended || stream.failure;
}

bool is_writable(const PlayedStream& stream) {
  return stream.room > 0 || stream.failure;
}

// What a demultiplexer reports: see Demultiplexer::wait.
Interest readiness(Handle handle) {
  const auto found = world().open.find(handle);
  if (found == world().open.end()) return {false, false};
  return {is_readable(*found->second), is_writable(*found->second)};
}

}  // namespace

void tell_calls(bool told) {
  world().calls_are_told = told;
}

Handle open_played_handle() {
  Handle handle = first_handle;
  while (world().open.count(handle) != 0) ++handle;
  world().all.push_back(std::make_shared<PlayedStream>());
  world().open[handle] = world().all.back();
  world().last[handle] = world().all.back().get();
  return handle;
}

TcpSocket open_played_stream() {
  return TcpSocket(open_played_handle());
}

PlayedStream& stream(Handle handle) {
  const auto found = world().last.find(handle);
  if (found == world().last.end())
    throw std::runtime_error("a call on a handle that was never open");
  return *found->second;
}

void PlayedDemultiplexer::remove(std::size_t slot) {
  entries_.at(slot) = entries_.back();
  entries_.pop_back();
}

WaitEnd PlayedDemultiplexer::wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) {
  ++waits;
  last_timeout = timeout;
  const std::size_t before = ready.size();
  for (std::size_t slot = 0; slot < entries_.size(); ++slot) {
    const auto& [handle, wanted] = entries_[slot];
    const auto also = also_ready.find(handle);
    const Interest is = also == also_ready.end() ? readiness(handle) : also->second;
    const bool readable = is.read && wanted.read;
    const bool writable = is.write && wanted.write;
    if (readable || writable) ready.push_back({handle, readable, writable, slot});
  }
  if (ready.size() == before && timeout > timeout.zero()) world().time += timeout;
  return WaitEnd::returned;
}

void pass(std::chrono::microseconds time) {
  begin_wait(std::chrono::ceil<milliseconds>(time));
  world().time += time;
  end_wait();
}

void stand_still(std::chrono::microseconds time) {
  world().time += time;
}

}  // namespace labs

using labs::PlayedStream;

// ------------------------------------------------------------------------------------ streams

namespace {

PlayedStream& open_stream(Handle handle, const char* call) {
  if (labs::world().open.count(handle) == 0) {
    labs::note("call", std::string(call) + " on a closed handle");
    throw std::runtime_error(std::string(call) + " on a closed handle");
  }
  return *labs::world().open[handle];
}

}  // namespace

void Socket::close_now() {
  PlayedStream& stream = open_stream(handle_, "close");
  stream.closed = true;
  labs::tell(stream.was_reset ? "close with a reset" : "close");
  labs::world().open.erase(handle_);
}

IoResult TcpSocket::receive_now(char* buffer, std::size_t size) {
  PlayedStream& stream = open_stream(handle(), "recv");
  ++stream.receives;
  if (stream.arriving.empty()) {
    labs::tell(stream.failure          ? "recv fails"
               : stream.peer_has_ended ? "recv returns 0"
                                       : "recv would block");
    if (stream.failure) return IoResult::failed(stream.failure);
    return stream.peer_has_ended ? IoResult::closed() : IoResult::would_block();
  }
  std::string& piece = stream.arriving.front();
  const std::size_t count = std::min(size, piece.size());
  std::memcpy(buffer, piece.data(), count);
  piece.erase(0, count);
  if (piece.empty()) stream.arriving.pop_front();
  labs::tell("recv returns " + labs::count_of(count, "byte"));
  return IoResult::done(count);
}

std::size_t TcpSocket::longest_send() {
  return 256 * 1024;
}

IoResult TcpSocket::send_now(const char* bytes, std::size_t size) {
  PlayedStream& stream = open_stream(handle(), "send");
  ++stream.sends;
  const std::string what = "send of " + labs::count_of(size, "byte");
  if (stream.half_closed || stream.failure) {
    labs::tell(what + (stream.failure ? " fails" : " behind the half-close"));
    return IoResult::failed(stream.failure ? stream.failure
                                           : std::make_error_code(std::errc::broken_pipe));
  }
  const std::size_t count = std::min(size, stream.room);
  if (stream.room != labs::plenty) stream.room -= count;
  stream.accepted.append(bytes, count);
  if (count == 0 && size > 0) {
    ++stream.refused_sends;
    labs::tell(what + " would block");
    return IoResult::would_block();
  }
  labs::tell(what + ": " + (count == size ? "all" : std::to_string(count)) + " accepted");
  return IoResult::done(count);
}

IoResult TcpSocket::shutdown_send_now() {
  open_stream(handle(), "shutdown").half_closed = true;
  labs::tell("shutdown: half-closed");
  return IoResult::done(0);
}

void TcpSocket::reset_on_close_now() {
  open_stream(handle(), "setsockopt").was_reset = true;
}

std::optional<IoResult> TcpSocket::unacknowledged_now() const {
  return std::nullopt;
}

// --------------------------------------------------------------------------- clock and process

TimePoint system_time() {
  return labs::world().time;
}

std::chrono::microseconds wall_time() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
      labs::world().time.time_since_epoch());
}

TimeOfDay local_time_of_day() {
  return {12, 0, 0};
}

void return_freed_memory() {}

}  // namespace chatlab
