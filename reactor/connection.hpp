// A connection: a non-blocking TCP stream with the output that the system has not accepted yet.
//
// send() only appends; the reactor flushes at the end of the turn, so that all the output of a turn
// leaves in one system call. What the system does not accept stays in the buffer until the handle
// is writable again: a short write is the normal case, not an error. This class knows neither
// protocols nor policies: the derived class decides how much unsent output is too much.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

#include "platform/socket.hpp"
#include "reactor/borrowing_buffer.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor.hpp"
#include "reactor/reactor_observer.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class Connection : public EventHandler, private FlushHandler {
 public:
  /// `socket` is connected, and the reactor can hold its handle. The reactor must outlive the
  /// connection.
  Connection(Reactor& reactor, TcpSocket socket);
  ~Connection() override;

  /// Appends to the output. No effect if the connection is closed, or its output broken or ended.
  void send(std::string_view bytes);

  /// As send(), for the bytes of `shared` in `range`, which other connections send as well: they
  /// are not copied before the end of the turn. `shared` must stay alive until the connection is
  /// closed or destroyed.
  void send(SharedOutput& shared, SharedOutput::Range range) {
    if (is_closed() || output_ != Output::open) return;
    reactor_.deliveries().charge_delivery(range.size());
    const bool is_begun = output_buffer_.extend(shared, range);  // the usual case
    if (!is_begun) begin_output(shared, range);
  }

  /// As send(), for a protocol without framing: these bytes are sent by a call of their own, never
  /// together with earlier or later bytes.
  void send_apart(std::string_view bytes);

  /// As send(), for a relay that has just received `bytes`: if no output waits, sends now instead
  /// of at the end of the turn, and copies only what the system does not accept.
  void send_at_once(std::string_view bytes);

  /// The backlog: output that the system has not accepted yet, in bytes.
  std::size_t unsent() const { return output_buffer_.size(); }

  /// The time of the turn in which the system last accepted output, or in which the backlog began:
  /// shows whether the peer has stalled. Meaningful while unsent() > 0.
  TimePoint last_progress() const { return last_progress_; }

  /// Tries to send now instead of at the end of the turn. Does not copy what is borrowed; that
  /// happens at the end of the turn.
  void flush();

  /// If `held` is true, stops reading, so that TCP slows down the peer; else resumes reading.
  void hold(bool held);

  /// Sends the unsent output, then half-closes. Reading continues.
  void end_output();

  /// Lingering close: end_output(), then reads and discards input until the peer closes too, then
  /// closes. Closing while input is unread would make the system send a reset, which may destroy
  /// output in transit (RFC 1122 4.2.2.13). Gives up on a peer that accepts nothing for two
  /// seconds.
  void finish();
  bool is_finishing() const { return finishing_; }

  /// Closes at once and calls on_closed(). No effect if the connection is closed.
  void close();

  /// As close(), but the peer's receive fails with std::errc::connection_reset.
  void reset();
  bool is_closed() const { return !socket_.is_open(); }

  Handle handle() const override { return socket_.handle(); }
  void on_readable() override;
  void on_writable() override { flush(); }

 protected:
  /// The memory that one receive may fill.
  struct ReceiveBuffer {
    char* bytes;
    std::size_t size;
  };

  /// Returns the memory for the next receive; it must stay valid until on_bytes() returns. By
  /// default the 64 KiB of Reactor::read_buffer(): a connection that receives more at a time lets
  /// the others wait longer.
  virtual ReceiveBuffer receive_buffer();

  /// Bytes arrived: the result of one receive, in the memory that receive_buffer() returned.
  virtual void on_bytes(std::string_view bytes) = 0;

  /// The input has ended, without an error if `error` is not set; see end_reason(). After an
  /// orderly end, output can still be sent. The derived class must call finish() or close().
  virtual void on_end(std::error_code error) = 0;

  /// The backlog has shrunk: `accepted` bytes went to the system (0 if the output broke and the
  /// rest was dropped). Called once per flush, at its end; must not throw, since what is borrowed
  /// is copied only then.
  virtual void on_progress(std::size_t accepted) { static_cast<void>(accepted); }

  /// There is no memory for the output that the system did not accept. The derived class must close
  /// the connection, which has lost that output.
  virtual void on_out_of_memory() { close(); }

  /// The connection is closed; no other function is called any more. The owner must retire it
  /// (Reactor::retire).
  virtual void on_closed() = 0;

  Reactor& reactor() { return reactor_; }
  const TcpSocket& socket() const { return socket_; }
  const BorrowingBuffer& output_buffer() const { return output_buffer_; }
  bool output_is_broken() const { return output_ == Output::broken; }

 private:
  enum class Input {
    open,
    held,   // not read, so that TCP slows down the peer
    ended,  // the peer has ended its stream, or the connection failed
  };
  enum class Output {
    open,
    ending,  // nothing more is appended; half-closed once the buffer is empty
    ended,   // half-closed
    broken,  // a send or a receive failed: the peer is gone, though input may be left
  };

  // The most bytes of the output buffer that one call sends. Winsock accepts a whole piece even for
  // a peer that has stalled, and there may be thousands of such peers. A relay's chunk may be
  // larger, as TcpSocket::send() allows: see send_at_once().
  static constexpr std::size_t longest_piece = 64 * 1024;

  // The connection's own timers. Each is its own handler, so that a derived class may handle timers
  // of its own.
  class LingerTimer : private TimerHandler, public Timer {
   public:
    explicit LingerTimer(Connection& owner)
        : Timer(owner.reactor_.timers(), *this), owner_(owner) {}

   private:
    void on_timer(Timer&) override { owner_.linger_on(); }
    std::string describe_timer(const Timer&) const override;
    Connection& owner_;
  };
  class RestTimer : private TimerHandler, public Timer {
   public:
    explicit RestTimer(Connection& owner) : Timer(owner.reactor_.timers(), *this), owner_(owner) {}

   private:
    void on_timer(Timer&) override { owner_.release_memory(); }
    std::string describe_timer(const Timer&) const override;
    Connection& owner_;
  };

  void on_flush() override;
  void begin_output(SharedOutput& shared, SharedOutput::Range range);
  std::size_t send_pieces();
  void keep_borrowed();
  void break_output(std::error_code error);
  void end_input(std::error_code error);
  void settle();
  bool is_over() const;
  void linger_on();
  void release_memory();
  void stand_down();
  Interest interest() const;
  void tell(ConnectionStep step, std::size_t bytes = 0) const;

  Reactor& reactor_;
  TcpSocket socket_;
  Input input_ = Input::open;
  Output output_ = Output::open;
  bool finishing_ = false;  // true: finish() was called; input is discarded
  BorrowingBuffer output_buffer_;
  std::error_code output_error_;  // why the output is broken
  TimePoint last_progress_ = {};
  RestTimer rest_;              // runs while the buffer has spare memory
  LingerTimer linger_;          // runs while finishing
  TimePoint linger_step_ = {};  // when linger_ was last started
  TimePoint linger_end_ = {};   // from then on it is not started again
};

/// Why the input of a connection ended, as text for a log or a user: `end of stream`, `reset by
/// peer`, or the system's own text.
std::string end_reason(std::error_code error);

}  // namespace chatlab
