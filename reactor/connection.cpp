#include "reactor/connection.hpp"

#include <algorithm>
#include <utility>

namespace chatlab {
namespace {

// A buffer that once held a great backlog gives the memory back when it is empty.
constexpr std::size_t capacity_to_keep = 64 * 1024;

// A finishing connection is closed after two seconds without progress, and after ten in any case.
constexpr milliseconds linger_step{2000};
constexpr int linger_limit_seconds = 10;

}  // namespace

Connection::Connection(Reactor& reactor, TcpSocket socket)
    : reactor_(reactor), socket_(std::move(socket)), lingering_(reactor.timers(), *this) {
  reactor_.add(*this);
}

Connection::~Connection() {
  reactor_.remove(*this);
  reactor_.cancel_flush(*this);
}

void Connection::send(std::string_view bytes) {
  if (is_closed() || output_ended_ || output_is_broken()) return;
  if (unsent() == 0) last_progress_ = now();
  output_.append(bytes);
  reactor_.request_flush(*this);
}

void Connection::send_apart(std::string_view bytes) {
  const std::size_t start = output_.size();
  send(bytes);
  if (output_.size() == start) return;  // ignored
  if (start > taken_) borders_.push_back(start);
  borders_.push_back(output_.size());
}

// One send for all, or one for each piece that must leave by itself. Where TCP's window is full the
// rest waits, and the demultiplexer tells when to go on.
void Connection::flush() {
  while (unsent() > 0) {
    const std::size_t size = next_send_size();
    const IoResult result = socket_.send(output_.data() + taken_, size);
    if (result.status == IoStatus::would_block) break;
    if (result.status != IoStatus::done) return break_output(result.error);
    drop_taken_output(result.bytes);
    if (result.bytes < size) break;
  }
  if (is_closed()) return;
  reactor_.want_write(*this, unsent() > 0);
  half_close_when_flushed();
}

std::size_t Connection::next_send_size() const {
  return (borders_.empty() ? output_.size() : borders_.front()) - taken_;
}

void Connection::drop_taken_output(std::size_t bytes) {
  taken_ += bytes;
  last_progress_ = now();
  progressed_ = true;
  while (!borders_.empty() && borders_.front() <= taken_) borders_.pop_front();
  if (unsent() == 0) {
    output_.clear();
    taken_ = 0;
    if (output_.capacity() > capacity_to_keep) output_.shrink_to_fit();
  } else if (taken_ > output_.size() / 2) {  // moving the rest is cheaper than what was sent
    output_.erase(0, taken_);
    for (std::size_t& border : borders_) border -= taken_;
    taken_ = 0;
  }
  on_progress();
}

// The peer is gone, but what it sent before it went may still wait to be read: reading goes on and
// will tell the end.
void Connection::break_output(std::error_code error) {
  output_error_ = error;
  output_.clear();
  borders_.clear();
  taken_ = 0;
  reactor_.want_write(*this, false);
  on_progress();
  half_close_when_flushed();
}

void Connection::hold(bool held) {
  if (is_closed() || input_ended_ || finishing_) return;
  reactor_.want_read(*this, !held);
}

void Connection::on_readable() {
  auto& buffer = reactor_.read_buffer();
  const IoResult result = socket_.receive(buffer.data(), buffer.size());
  switch (result.status) {
    case IoStatus::would_block:
      return;
    case IoStatus::done:
      if (!finishing_) on_bytes({buffer.data(), result.bytes});
      return;
    case IoStatus::closed:
      return end_input({});
    case IoStatus::error:
      return end_input(result.error);
  }
}

// A send that was told of a reset has taken the news, and receiving then tells an orderly end. Only
// where the peer had really ended its stream before is it EPIPE. tcp(7), send(2)
void Connection::end_input(std::error_code error) {
  if (!error && output_error_ != std::errc::broken_pipe) error = output_error_;
  input_ended_ = true;
  reactor_.want_read(*this, false);  // an end of stream stays readable for ever
  if (!finishing_) return on_end(error);
  if (half_closed_ || error) close();
}

void Connection::end_output() {
  if (is_closed() || output_ended_) return;
  output_ended_ = true;
  reactor_.request_flush(*this);
}

void Connection::finish() {
  if (is_closed() || finishing_) return;
  finishing_ = true;
  end_output();
  reactor_.request_flush(*this);
  progressed_ = false;
  if (!input_ended_) reactor_.want_read(*this, true);
  lingering_.start(linger_step);
}

void Connection::half_close_when_flushed() {
  if (!output_ended_ || unsent() > 0) return;
  if (finishing_ && (input_ended_ || output_is_broken())) return close();
  if (!half_closed_) socket_.shutdown_send();
  half_closed_ = true;
}

void Connection::on_timer(Timer&) {
  linger_seconds_ += static_cast<int>(linger_step / std::chrono::seconds(1));
  if (!progressed_ || linger_seconds_ >= linger_limit_seconds) return close();
  progressed_ = false;
  lingering_.start(linger_step);
}

void Connection::close() {
  if (is_closed()) return;
  reactor_.remove(*this);
  reactor_.cancel_flush(*this);
  lingering_.stop();
  output_.clear();
  borders_.clear();
  taken_ = 0;
  socket_.close();
  on_closed();
}

}  // namespace chatlab
