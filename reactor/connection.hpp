// A connection: a non-blocking TCP stream with the output that the system has not taken yet.
//
// send() only appends; the reactor flushes at the end of the turn, so that all the output of a turn
// leaves in one system call. What the system does not take stays here until the handle is writable
// again: a short write is the normal case, not an error. This class knows neither protocols nor
// policies: how much unsent output is too much is for the derived class to say.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <system_error>

#include "platform/socket.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class Connection : public EventHandler, private FlushHandler, protected TimerHandler {
 public:
  /// `socket` is connected, and its handle one that the reactor can hold. The reactor must outlive
  /// the connection.
  Connection(Reactor& reactor, TcpSocket socket);
  ~Connection() override;

  /// Appends to the output. Ignored once the stream is broken or its output ended.
  void send(std::string_view bytes);

  /// The same for a protocol without framing: these bytes are handed to the system in a call of
  /// their own, never glued to what was sent before or after.
  void send_apart(std::string_view bytes);

  /// Output that the system has not taken yet, in bytes: the backlog.
  std::size_t unsent() const { return output_.size() - taken_; }

  /// When the system last took output, or when the output began to wait: what a stalled peer is
  /// judged by. Meaningful while unsent() > 0.
  TimePoint last_progress() const { return last_progress_; }

  /// Tries to send now instead of at the end of the turn.
  void flush();

  /// Stops reading, so that TCP pushes back on the peer, or goes on.
  void hold(bool held);

  /// No more will be sent: flushes what is owed, then half-closes. Reading goes on.
  void end_output();

  /// Parts: end_output(), then reads and drops what still comes until the peer closes too, and
  /// closes. Closing at once instead would make the system send a reset where input is unread,
  /// which may destroy output on its way (RFC 1122 4.2.2.13). A peer that takes nothing for two
  /// seconds is not waited for.
  void finish();
  bool is_finishing() const { return finishing_; }

  /// Closes at once; on_closed() is called.
  void close();
  bool is_closed() const { return !socket_.is_open(); }

  Handle handle() const override { return socket_.handle(); }
  void on_readable() override;
  void on_writable() override { flush(); }

 protected:
  /// Some bytes arrived: what one receive returned, so at most 64 KiB.
  virtual void on_bytes(std::string_view bytes) = 0;

  /// The peer will send no more: orderly where `error` is not set. Output can still be sent after
  /// an orderly end. The derived class decides: finish() or close().
  virtual void on_end(std::error_code error) = 0;

  /// The system took some output.
  virtual void on_progress() {}

  /// Closed for good; the last call. The owner retires the connection.
  virtual void on_closed() = 0;

  void on_timer(Timer& timer) override;

  Reactor& reactor() { return reactor_; }
  const TcpSocket& socket() const { return socket_; }
  bool output_is_broken() const { return static_cast<bool>(output_error_); }

 private:
  void on_flush() override { flush(); }
  std::size_t next_send_size() const;
  void drop_taken_output(std::size_t bytes);
  void break_output(std::error_code error);
  void half_close_when_flushed();
  void end_input(std::error_code error);

  Reactor& reactor_;
  TcpSocket socket_;
  Timer lingering_;
  std::string output_;
  std::size_t taken_ = 0;            // so much of `output_` the system has taken
  std::deque<std::size_t> borders_;  // counted from the start of `output_`: sends end here
  TimePoint last_progress_ = {};
  int linger_seconds_ = 0;        // how long a finishing connection has been waited for
  bool progressed_ = false;       // output was taken since the linger timer started
  bool output_ended_ = false;     // end_output() was called
  bool finishing_ = false;        // finish() was called
  bool half_closed_ = false;      // our end of the stream is ended
  bool input_ended_ = false;      // the peer's end is
  std::error_code output_error_;  // a send failed: the peer is gone, though input may be left
};

}  // namespace chatlab
