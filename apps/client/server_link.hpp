// The client's link to the server, whatever the transport: what it can be asked, what it tells.
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

  /// The name first, then messages, then perhaps the leaving.
  virtual void join(std::string_view name) = 0;
  virtual void say(std::string_view text) = 0;

  /// Says the protocol's word for leaving and ends the output; replies still come in.
  virtual void leave() = 0;

  /// Bytes that the system has not taken yet: whoever has more to say should wait.
  virtual std::size_t unsent() const = 0;

  /// How long a text may be, in bytes, to fit into one message.
  virtual std::size_t longest_text() const = 0;

  /// The server's address and, where it does not answer and the system said why, that.
  virtual std::string place() const = 0;

  /// Whether all that was said is known to have reached the server's machine.
  virtual bool is_all_delivered() const = 0;

  /// Whether the server will tell of the end, by closing.
  virtual bool has_close() const = 0;

  /// Stops reading what the server says, or goes on.
  virtual void hold_replies(bool held) = 0;
};

class ServerLinkListener {
 public:
  virtual ~ServerLinkListener() = default;

  virtual void on_reply(const Reply& reply) = 0;

  /// Bytes moved, in or out.
  virtual void on_link_active() = 0;

  /// The system says that nobody listens there. Told once, until something is heard again.
  virtual void on_unreachable() = 0;

  /// The server has closed, or with `error` the connection broke. The last call.
  virtual void on_link_end(std::error_code error) = 0;
};

}  // namespace chatlab
