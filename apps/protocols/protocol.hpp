// The interface of a wire protocol, in both directions, as the server and as the client speak it.
//
// Pure: bytes in, requests and replies out, and back. No sockets, no clock, no room, so each rule
// can be tested with strings. A new protocol needs one more pair of files like framed.* and one
// line in registry.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "apps/chat/event.hpp"

namespace chatlab {

enum class Transport { tcp, udp };

/// How the server identifies a sender.
enum class Identity {
  name,     // the client sends a name
  address,  // the member's ADDRESS is its name
  none,     // the sender is not a member and receives no events
};

/// The pauses, in milliseconds, that a client must make after a send if nothing else keeps messages
/// apart.
struct Pacing {
  int after_join = 0;
  int after_message = 0;
};

/// The first message of every server, if its protocol has a welcome.
constexpr std::string_view welcome_text = "Welcome to the server,Thanks for connecting!!";

/// Sent to a member that the operator bans, before its connection is closed.
constexpr std::string_view banned_text = "Connection from server has been closed";

/// Sent to a datagram member that is removed because it was silent for too long. It may join again.
constexpr std::string_view removed_text =
    "You have been silent for too long and are not in the room any more";

/// What a client asks of the server.
struct Request {
  enum class Kind {
    join,       // `text` is the requested name
    say,        // `text` is the message as received: not cleaned yet
    leave,      // in the way that the protocol provides
    malformed,  // no later request can be decoded; `text` is the reason, for the client
  };
  Kind kind = Kind::say;
  std::string text;
};

/// The server's decoder: finds requests in the bytes as they arrive. One per client.
class RequestDecoder {
 public:
  virtual ~RequestDecoder() = default;

  /// Adds the bytes that one receive returned: a piece of a stream of any size, or one datagram. A
  /// decoder of datagrams stores only one: call next() until it returns false before the next
  /// feed().
  virtual void feed(std::string_view bytes) = 0;

  /// No more bytes will come: an unfinished last line counts as finished.
  virtual void end() {}

  /// Moves the next request into `request`. Returns false if more bytes are needed.
  virtual bool next(Request& request) = 0;

  /// Describes the incomplete message that is left after next() returned false: `inside a frame: 2
  /// of 5 bytes`. Empty if no bytes are left.
  virtual std::string unfinished() const { return {}; }
};

/// What a server sends to its client.
struct Reply {
  enum class Kind {
    welcome,       // the client has joined; `text` is the greeting
    refused,       // the client may not join; `text` is the reason
    message,       // `name` says `text`; notices come from `Server`
    unattributed,  // `text` of an unknown sender, perhaps the tail of a message
    closed,        // the last message, if the transport has no close of its own
    removed,       // the client is not a member any more, `text` says why; it may join again
    malformed,     // no later reply can be decoded; `text` is the reason
  };
  Kind kind = Kind::message;
  std::string name;
  std::string text;
};

/// The client's decoder: finds replies in the bytes as they arrive. One per connection.
class ReplyDecoder {
 public:
  virtual ~ReplyDecoder() = default;

  /// Adds the bytes that one receive returned. Call next() until it returns false before the next
  /// feed().
  virtual void feed(std::string_view bytes) = 0;

  /// Moves the next reply into `reply`. Returns false if more bytes are needed.
  virtual bool next(Reply& reply) = 0;

  /// As RequestDecoder::unfinished().
  virtual std::string unfinished() const { return {}; }
};

class Protocol {
 public:
  virtual ~Protocol() = default;

  /// The name on command lines: `framed`.
  virtual std::string_view name() const = 0;
  virtual Transport transport() const = 0;
  virtual std::uint16_t default_port() const = 0;

  virtual Identity identity() const { return Identity::name; }

  /// True if a receiver can tell where a message ends. If not, each message must be sent by a call
  /// of its own, so that it may at least arrive by itself.
  virtual bool has_boundaries() const { return true; }

  // -------------------------------------------------------------------------- spoken by the server

  /// `max_message` is the longest message, in bytes; a longer one is malformed.
  virtual std::unique_ptr<RequestDecoder> make_request_decoder(std::size_t max_message) const = 0;

  /// The welcome for a client that has joined; empty if the protocol has none.
  virtual std::string encode_welcome() const = 0;

  /// The answer to a client that may not join, before its connection is closed.
  virtual std::string encode_refusal(std::string_view reason) const = 0;

  /// The bytes of `event` for the members that receive it.
  virtual std::string encode_event(const Event& event) const = 0;

  // -------------------------------------------------------------------------- spoken by the client

  virtual std::unique_ptr<ReplyDecoder> make_reply_decoder() const = 0;
  virtual std::string encode_join(std::string_view name) const = 0;
  virtual std::string encode_message(std::string_view name, std::string_view text) const = 0;

  virtual Pacing pacing() const { return {}; }

  /// The protocol's own word for leaving, as the user types it; empty if it has none.
  virtual std::string_view leave_word() const { return {}; }
  virtual std::string encode_leave(std::string_view name) const;
};

/// The longest first message, in bytes, that a server accepts from a client: more than any name
/// needs, since 32 characters of UTF-8 have at most 128 bytes. A client can't make the server store
/// more before it has joined.
constexpr std::size_t longest_name_field = 1024;

/// The most bytes of a message that are sent at once in a protocol without boundaries. Its clients
/// regard what one recv(2) returns as a message, and the original clients ask for 1024 bytes, as
/// textbooks do. They would receive the rest of a longer message as a chunk of its own, with no
/// SENDER before it.
constexpr std::size_t longest_piece = 1024;

/// The longest message, in bytes, that a client accepts from a server; other servers have no limit
/// of their own.
constexpr std::size_t longest_reply = 16 * 1024 * 1024;

/// Returns a `malformed` request: the first message is longer than longest_name_field.
Request name_too_long();

/// Returns a `malformed` request: a later message is longer than `limit` bytes.
Request message_too_long(std::size_t limit);

/// The reason as text: `Message too long: at most 100 bytes are accepted`. It does not give the
/// message's length, which most protocols do not know before all of it has arrived.
std::string too_long_text(std::size_t limit);

/// True if `text` is one of the reasons for which servers refuse a name.
bool is_refusal(std::string_view text);

/// Interprets the first reply of a server in a protocol with a welcome: `refused` or `welcome`.
Reply first_answer(std::string text);

}  // namespace chatlab
