// The state machine of a TCP connection: its output, its input, and the lingering close of both.
#include "reactor/connection.hpp"

#include <new>
#include <utility>

namespace chatlab {
namespace {

// A finishing connection is closed after two seconds without progress, and after ten in any case.
constexpr milliseconds linger_interval{2000};
constexpr milliseconds linger_limit{10000};

// How long there must be no progress in sending before unused memory is released. Releasing it
// whenever the buffer is empty would cost a busy connection more time than all its sends.
constexpr milliseconds rest_interval{250};

}  // namespace

Connection::Connection(Reactor& reactor, TcpSocket socket)
    : reactor_(reactor), socket_(std::move(socket)), rest_(*this), linger_(*this) {
  reactor_.add(*this);
}

Connection::~Connection() {
  reactor_.remove(*this);
  reactor_.cancel_flush(*this);
}

// ------------------------------------------------------------------------------------------ output

void Connection::send(std::string_view bytes) {
  if (is_closed() || output_ != Output::open) return;
  if (unsent() == 0) last_progress_ = reactor_.turn_time();
  reactor_.deliveries().charge_copy(output_buffer_.borrowed() + bytes.size());
  output_buffer_.append(bytes);
  reactor_.deliveries().charge_delivery(bytes.size());
  reactor_.request_flush(*this);
}

void Connection::begin_output(SharedOutput& shared, SharedOutput::Range range) {
  if (unsent() == 0) last_progress_ = reactor_.turn_time();
  reactor_.deliveries().charge_copy(output_buffer_.borrowed());
  output_buffer_.append(shared, range);
  reactor_.request_flush(*this);
}

void Connection::send_apart(std::string_view bytes) {
  if (is_closed() || output_ != Output::open) return;
  if (unsent() == 0) last_progress_ = reactor_.turn_time();
  reactor_.deliveries().charge_copy(output_buffer_.borrowed());
  output_buffer_.append_apart(bytes);
  reactor_.deliveries().charge_send(bytes.size());
  reactor_.request_flush(*this);
}

void Connection::send_at_once(std::string_view bytes) {
  if (is_closed() || output_ != Output::open) return;
  if (unsent() > 0) {
    reactor_.system_calls().charge_copy(bytes.size());
    return send(bytes);
  }
  last_progress_ = reactor_.turn_time();
  reactor_.deliveries().charge_delivery(bytes.size());
  const IoResult result = socket_.send(bytes.data(), bytes.size());
  reactor_.system_calls().charge_send(result.bytes);
  const bool is_broken = result.status == IoStatus::error;
  if (is_broken) {
    break_output(result.error);
  } else if (result.bytes < bytes.size()) {
    output_buffer_.append(bytes.substr(result.bytes));
    reactor_.system_calls().charge_copy(unsent());
    tell(ConnectionStep::output_kept, unsent());
  }
  settle();
  if (is_broken && !is_closed()) on_progress(0);
}

// The end of a turn. Bytes of its own and borrowed ones are in different places, so they are joined
// first: one send instead of two.
void Connection::on_flush() {
  if (output_buffer_.is_mixed()) keep_borrowed();
  flush();
  keep_borrowed();
}

// on_progress() comes last: it may send, or close the connection.
void Connection::flush() {
  if (is_closed()) return;
  const std::size_t before = unsent();
  const std::size_t accepted = send_pieces();
  if (accepted > 0) last_progress_ = reactor_.turn_time();
  if (output_buffer_.has_spare_memory() && !rest_.is_running()) rest_.start(rest_interval);
  if (unsent() > 0) tell(ConnectionStep::output_kept, unsent());
  if (unsent() == 0 && wants_write()) tell(ConnectionStep::output_emptied);
  settle();
  if (unsent() < before && !is_closed()) on_progress(accepted);
}

// Makes one send for all output, or one for each piece that must be sent by itself, until the
// turn's budget is used up. Returns the number of bytes that the system accepted. The rest waits
// until the handle is writable.
std::size_t Connection::send_pieces() {
  std::size_t accepted = 0;
  while (unsent() > 0) {
    const std::string_view piece = output_buffer_.next(longest_piece);
    const IoResult result = socket_.send(piece.data(), piece.size());
    reactor_.system_calls().charge_send(result.bytes);
    if (result.status == IoStatus::error) break_output(result.error);
    if (result.status != IoStatus::done) break;
    const bool is_short = result.bytes < piece.size();
    output_buffer_.consume(result.bytes);
    accepted += result.bytes;
    if (is_short || reactor_.system_calls().is_used_up()) break;
  }
  return accepted;
}

// What is borrowed must be copied at the end of the turn: shared output should not outlive it.
void Connection::keep_borrowed() {
  try {
    reactor_.system_calls().charge_copy(output_buffer_.borrowed());
    output_buffer_.own();
  } catch (const std::bad_alloc&) {
    on_out_of_memory();
  }
}

// The peer is gone, but its last bytes may still be unread. So reading continues until a receive
// reports the end.
void Connection::break_output(std::error_code error) {
  if (output_ != Output::broken) tell(ConnectionStep::output_broken, unsent());
  output_ = Output::broken;
  output_error_ = error;
  output_buffer_.clear();
}

// ------------------------------------------------------------------------------------------- input

void Connection::hold(bool held) {
  if (is_closed() || input_ == Input::ended || finishing_) return;
  const Input wanted = held ? Input::held : Input::open;
  if (input_ == wanted) return;
  input_ = wanted;
  tell(held ? ConnectionStep::input_held : ConnectionStep::input_resumed);
  reactor_.set_interest(*this, interest());
}

Connection::ReceiveBuffer Connection::receive_buffer() {
  return {reactor_.read_buffer().data(), reactor_.read_buffer().size()};
}

void Connection::on_readable() {
  const ReceiveBuffer buffer = receive_buffer();
  const IoResult result = socket_.receive(buffer.bytes, buffer.size);
  reactor_.system_calls().charge_system_call(result.bytes);
  switch (result.status) {
    case IoStatus::would_block:
      return;
    case IoStatus::done:
      if (!finishing_) on_bytes({buffer.bytes, result.bytes});
      return;
    case IoStatus::closed:
      return end_input({});
    case IoStatus::error:
      return end_input(result.error);
  }
}

// A failed send consumes the pending error of the socket, so that a receive then reports an orderly
// end. Only if the error was EPIPE had the peer really ended its stream. tcp(7), send(2)
void Connection::end_input(std::error_code error) {
  if (!error && output_error_ != std::errc::broken_pipe) error = output_error_;
  input_ = Input::ended;
  if (error) break_output(error);
  settle();
  if (!finishing_) on_end(error);
}

// --------------------------------------------------------------------------------------- both ends

void Connection::end_output() {
  if (is_closed() || output_ != Output::open) return;
  output_ = Output::ending;
  reactor_.request_flush(*this);
}

void Connection::finish() {
  if (is_closed() || finishing_) return;
  finishing_ = true;
  if (input_ != Input::ended) tell(ConnectionStep::lingering);
  end_output();
  reactor_.request_flush(*this);
  if (input_ == Input::held) input_ = Input::open;
  reactor_.set_interest(*this, interest());
  linger_step_ = reactor_.turn_time();
  linger_end_ = linger_step_ + linger_limit;
  linger_.start(linger_interval);
}

// The peer has not closed yet: closes if the time is over or nothing was sent, else waits again.
void Connection::linger_on() {
  if (last_progress_ < linger_step_ || reactor_.turn_time() >= linger_end_) {
    tell(ConnectionStep::gave_up);
    return close();
  }
  linger_step_ = reactor_.turn_time();
  linger_.start(linger_interval);
}

// A server with thousands of members can't afford a buffer of the largest backlog for each of them.
void Connection::release_memory() {
  if (!output_buffer_.has_spare_memory()) return;
  if (reactor_.turn_time() - last_progress_ < rest_interval) return rest_.start(rest_interval);
  output_buffer_.release_spare_memory();
  reactor_.return_memory_soon();
}

// Called after the input's or the output's state has changed: half-closes, closes, or updates what
// to wait for.
void Connection::settle() {
  if (output_ == Output::ending && unsent() == 0) {
    socket_.shutdown_send();
    output_ = Output::ended;
    tell(ConnectionStep::half_closed);
  }
  if (finishing_ && is_over()) return close();
  reactor_.set_interest(*this, interest());
}

bool Connection::is_over() const {
  return output_ == Output::broken || (output_ == Output::ended && input_ == Input::ended);
}

// A handle stays readable after end of stream, and is nearly always writable: waiting for either
// without need would be a busy loop.
Interest Connection::interest() const {
  const bool read = input_ == Input::open;
  const bool write = unsent() > 0;
  return {read, write};
}

void Connection::close() {
  if (is_closed()) return;
  stand_down();
  socket_.close();
  on_closed();
}

void Connection::reset() {
  if (is_closed()) return;
  stand_down();
  socket_.reset();
  on_closed();
}

// From now on, neither the reactor nor a timer calls.
void Connection::stand_down() {
  tell(ConnectionStep::closing, unsent());
  reactor_.remove(*this);
  reactor_.cancel_flush(*this);
  rest_.stop();
  linger_.stop();
  output_buffer_.clear();
  output_buffer_.release_spare_memory();
}

// -------------------------------------------------------------------------------- observers, texts

void Connection::tell(ConnectionStep step, std::size_t bytes) const {
  if (reactor_.observer() != nullptr) reactor_.observer()->on_connection(*this, step, bytes);
}

std::string Connection::LingerTimer::describe_timer(const Timer&) const {
  return "lingering close of " + owner_.describe();
}

std::string Connection::RestTimer::describe_timer(const Timer&) const {
  return "spare memory of " + owner_.describe();
}

std::string end_reason(std::error_code error) {
  if (!error) return "end of stream";
  if (error == std::errc::connection_reset) return "reset by peer";
  if (error == std::errc::broken_pipe) return "closed by peer before it had read everything";
  if (error == std::errc::timed_out || error == std::errc::network_reset)
    return "no answer from peer";
  return error.message();
}

}  // namespace chatlab
