// Translates a program's calls into those of a Stream's client.
#include "tests/simulation/outgoing_stream.hpp"

#include <algorithm>
#include <cstring>

namespace chatlab::simulation {
namespace {

IoResult not_now() {
  return IoResult::would_block(std::make_error_code(std::errc::resource_unavailable_try_again));
}

bool refuses() {
  return world().random().one_in(world().weather().refused_io);
}

}  // namespace

void OutgoingStream::connect(std::uint16_t port) {
  const Stream& accepted = *network().last_accepted();
  stream_ =
      std::make_shared<Stream>(accepted.line(), accepted.client(), static_cast<StreamPeer&>(*this));
  stream_->set_reading(false);
  network().note_opened();
  const auto handshake = microseconds(world().random().between(10, 2000));
  world().after(handshake, [self = shared_from_this(), port] {
    if (self->state_ != State::connecting) return;
    self->state_ = State::connected;
    if (network().listener(port) != nullptr) return self->stream_->connect(port);
    self->refusal_ = std::make_error_code(std::errc::connection_refused);
  });
}

Address OutgoingStream::address() const {
  return stream_->client();
}

IoResult OutgoingStream::receive(char* buffer, std::size_t size) {
  if (state_ == State::broken) {
    return IoResult::failed(std::make_error_code(std::errc::connection_reset));
  }
  if (state_ == State::ended) return IoResult::closed();
  if (!stream_->has_input() || refuses()) return not_now();
  const bool is_short = world().random().one_in(world().weather().short_io);
  buffer_ = buffer;
  received_ = 0;
  stream_->read(is_short ? world().random().between(1, size) : size);  // calls on_bytes, on_end
  if (received_ > 0) return IoResult::done(received_);
  return state_ == State::ended ? IoResult::closed() : not_now();
}

void OutgoingStream::on_bytes(std::string_view bytes) {
  std::memcpy(buffer_, bytes.data(), bytes.size());
  received_ = bytes.size();
}

void OutgoingStream::on_end(bool orderly) {
  state_ = orderly ? State::ended : State::broken;
}

// The first send is never short: it may be a name, which must arrive in one piece. Without
// boundaries, this is true of each send.
IoResult OutgoingStream::transmit(const char* bytes, std::size_t size) {
  if (state_ == State::broken) {
    return IoResult::failed(std::make_error_code(std::errc::broken_pipe));
  }
  const std::size_t window = stream_->line().window;
  const std::size_t room = window - std::min(window, stream_->untaken());
  if (room == 0 || refuses()) return not_now();
  std::size_t taken = std::min(size, room);
  const bool is_kept = is_first_ || stream_->line().chunks_kept > 1;
  const bool is_short = !is_kept && world().random().one_in(world().weather().short_io);
  if (is_short) taken = world().random().between(1, taken);
  is_first_ = false;
  sent_ += taken;
  stream_->send(std::string(bytes, taken));
  return IoResult::done(taken);
}

void OutgoingStream::shutdown_send() {
  stream_->end_output();
}

std::size_t OutgoingStream::unacknowledged() const {
  return sent_ - arrived_;
}

bool OutgoingStream::is_readable() const {
  if (state_ == State::connecting) return false;
  return state_ != State::connected || stream_->has_input();
}

bool OutgoingStream::is_writable() const {
  if (state_ == State::connecting) return false;
  return state_ == State::broken || refusal_ || stream_->untaken() < stream_->line().window;
}

void OutgoingStream::on_closed() {
  if (resets_on_close_) return stream_->reset();
  stream_->close();
}

}  // namespace chatlab::simulation
