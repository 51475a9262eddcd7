// A wire protocol, in both directions, as the server and as the client speak it.
//
// Pure: bytes in, events out, and back. No sockets, no clock, no room; each rule can be tested with
// strings. Whoever adds a protocol writes one more pair of files like framed.* and one line in
// registry.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "apps/chat/event.hpp"

namespace chatlab {

enum class Transport { tcp, udp };

/// How the server knows who speaks.
enum class Identity {
  name,     // the client gives one
  address,  // a member that goes by its ADDRESS
  none,     // no member at all: it speaks from outside and is told nothing
};

/// What a client must leave between two sends where nothing else keeps them apart, in milliseconds.
struct Pacing {
  int after_join = 0;
  int after_message = 0;
};

/// What every server says first, where its protocol has a welcome.
constexpr std::string_view welcome_text = "Welcome to the server,Thanks for connecting!!";

/// What a member reads whom the operator bans, before it is closed.
constexpr std::string_view banned_text = "Connection from server has been closed";

/// What a datagram member reads that is removed for its silence. It may join again.
constexpr std::string_view removed_text =
    "You have been silent for too long and are not in the room any more";

/// What a client asks of the server.
struct Request {
  enum class Kind {
    join,       // `text` is the name it wants
    say,        // `text` is what it says, as it came: not cleaned yet
    leave,      // by its protocol's own word
    malformed,  // nothing more can be understood; `text` tells the client what was wrong
  };
  Kind kind = Kind::say;
  std::string text;
};

/// The server's ear: finds requests in the bytes as they come. One per client.
class RequestDecoder {
 public:
  virtual ~RequestDecoder() = default;

  /// Adds what one receive returned: a piece of a stream of any size, or one datagram. A decoder of
  /// datagrams keeps one; call next() until it returns false before the next feed().
  virtual void feed(std::string_view bytes) = 0;

  /// No more bytes will come: an unfinished last line counts as finished.
  virtual void end() {}

  /// Moves the next request into `request`. False if more bytes are needed.
  virtual bool next(Request& request) = 0;

  /// What the bytes are a part of that are left after next() returned false: `inside a frame: 2 of
  /// 5 bytes`. Empty if there are none.
  virtual std::string unfinished() const { return {}; }
};

/// What a server tells its client.
struct Reply {
  enum class Kind {
    welcome,       // the name was taken; `text` is the greeting
    refused,       // the name was not; `text` is why
    message,       // `name` says `text`; notices come from `Server`
    unattributed,  // `text` without a sender, perhaps the tail of a message: may be by any member
    closed,        // the last message that comes, if the transport has no close of its own
    removed,       // `name` says why the client is no member any more; it may join again
    malformed,     // nothing more can be understood; `text` says what is wrong
  };
  Kind kind = Kind::message;
  std::string name;
  std::string text;
};

/// The client's ear: finds replies in the bytes as they come. One per connection.
class ReplyDecoder {
 public:
  virtual ~ReplyDecoder() = default;

  /// Adds what one receive returned. Call next() until it returns false before the next feed().
  virtual void feed(std::string_view bytes) = 0;

  /// Moves the next reply into `reply`. False if more bytes are needed.
  virtual bool next(Reply& reply) = 0;

  /// As RequestDecoder::unfinished().
  virtual std::string unfinished() const { return {}; }
};

class Protocol {
 public:
  virtual ~Protocol() = default;

  /// As command lines call it: `framed`.
  virtual std::string_view name() const = 0;
  virtual Transport transport() const = 0;
  virtual std::uint16_t default_port() const = 0;

  virtual Identity identity() const { return Identity::name; }

  /// Whether a receiver can tell where a message ends. If not, each must be sent in a call of its
  /// own: what was sent apart may at least arrive apart.
  virtual bool has_boundaries() const { return true; }

  // -------------------------------------------------------------------------- spoken by the server

  /// `max_message` is the longest message, in bytes, that is not malformed.
  virtual std::unique_ptr<RequestDecoder> make_request_decoder(std::size_t max_message) const = 0;

  /// To a client that has joined; empty where the protocol has no welcome.
  virtual std::string encode_welcome() const = 0;

  /// To a client that may not join, before it is closed.
  virtual std::string encode_refusal(std::string_view reason) const = 0;

  /// To all others, whatever happened.
  virtual std::string encode_event(const Event& event) const = 0;

  // -------------------------------------------------------------------------- spoken by the client

  virtual std::unique_ptr<ReplyDecoder> make_reply_decoder() const = 0;
  virtual std::string encode_join(std::string_view name) const = 0;
  virtual std::string encode_message(std::string_view name, std::string_view text) const = 0;

  virtual Pacing pacing() const { return {}; }

  /// The protocol's own word for leaving, as typed and as sent; empty where it has none.
  virtual std::string_view leave_word() const { return {}; }
  virtual std::string encode_leave(std::string_view name) const;
};

/// The longest first message, in bytes, that a server reads of a client: more than any name needs,
/// as 32 characters of UTF-8 take 128 bytes. A client can't make the server keep more before it
/// joins.
constexpr std::size_t longest_name_field = 1024;

/// The most bytes of a message that are sent at once in a protocol without boundaries. Its clients
/// take what one recv(2) returns for a message, and the originals ask for 1024 bytes, as textbooks
/// do. The rest of a longer message would reach them as a chunk of its own, with no SENDER before
/// it.
constexpr std::size_t longest_piece = 1024;

/// The longest message, in bytes, that a client reads of a server: other servers have no limit.
constexpr std::size_t longest_reply = 16 * 1024 * 1024;

/// A `malformed` request: the first message is over longest_name_field.
Request name_too_long();

/// A `malformed` request: a later message is over `limit` bytes.
Request message_too_long(std::size_t limit);

/// What the peer is told: `Message too long: at most 100 bytes are accepted`. How long the message
/// is depends, in most protocols, on how much of it has arrived.
std::string too_long_text(std::size_t limit);

/// Whether `text` is one of the reasons for which servers refuse a name.
bool is_refusal(std::string_view text);

/// What the first reply of a server means in a protocol with a welcome: `refused` or `welcome`.
Reply first_answer(std::string text);

}  // namespace chatlab
