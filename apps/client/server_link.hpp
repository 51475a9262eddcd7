// The client's link to the server, over TCP or UDP: the operations that a client can call, and the
// events that the link reports.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

class ServerLink {
 public:
  virtual ~ServerLink() = default;

  /// The order of calls is: join() once, say() for each message, leave() at most once.
  virtual void join(std::string_view name) = 0;
  virtual void say(std::string_view text) = 0;

  /// Sends the protocol's word for leaving and ends the output. Replies are still received.
  virtual void leave() = 0;

  /// The number of bytes that the system has not accepted yet. If there are many, the caller should
  /// wait.
  virtual std::size_t unsent() const = 0;

  /// The longest text that fits into one message, in bytes.
  virtual std::size_t longest_text() const = 0;

  /// The server's address, followed by the reason if the system reported why the server can't be
  /// reached.
  virtual std::string place() const = 0;

  /// True if all messages are known to have reached the server's machine.
  virtual bool is_all_delivered() const = 0;

  /// True if the server closes the connection once it has received everything.
  virtual bool has_close() const = 0;

  /// If `held` is true, stops receiving replies, else resumes.
  virtual void hold_replies(bool held) = 0;
};

class ServerLinkListener {
 public:
  virtual ~ServerLinkListener() = default;

  virtual void on_reply(const Reply& reply) = 0;

  /// Bytes were sent or received.
  virtual void on_link_active() = 0;

  /// The system reports that no program listens at the server's address. Called once, and again
  /// only after something was received.
  virtual void on_unreachable() = 0;

  /// The connection has ended, without an error if `error` is not set. `reason` is the reason as
  /// text for the user, such as `end of stream inside a frame: 2 of 5 bytes`. No other function is
  /// called any more.
  virtual void on_link_end(std::error_code error, const std::string& reason) = 0;
};

}  // namespace chatlab
