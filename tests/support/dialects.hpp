// The dialects: a second implementation of the wire protocols, written from their description and
// not from apps/protocols/. It defines what tests of the whole server send, and what they expect to
// receive, byte for byte.
//
// There is one dialect per protocol, in a file of its own in tests/support/dialects/. If one is
// missing, every test of that protocol fails with a message that says so.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatlab {

/// How one protocol encodes events. Texts and names are those of the room.
class Dialect {
 public:
  virtual ~Dialect() = default;
  virtual std::string protocol() const = 0;
  virtual bool is_over_udp() const { return false; }

  // ------------------------------------------------------------------------- what a client sends

  /// The request to join; empty if connecting is joining.
  virtual std::string join(const std::string& name) const = 0;
  virtual std::string say(const std::string& name, const std::string& text) const = 0;

  /// True if a text may have bytes that are not UTF-8.
  virtual bool carries_any_bytes() const { return true; }

  /// The request to leave; empty if a client leaves by closing.
  virtual std::string leave(const std::string& name) const = 0;

  /// True if the end of the first chunk ends the name, which must then arrive by itself.
  virtual bool name_ends_with_its_chunk() const { return false; }

  /// A message that is ended by the end of the stream; empty if incomplete messages are dropped.
  virtual std::string say_until_the_end(const std::string&) const { return {}; }

  // ------------------------------------------------------------------------- what the server sends

  /// Empty if the protocol has no welcome.
  virtual std::string welcome() const = 0;
  virtual std::string refusal(const std::string& reason) const = 0;
  virtual std::string said(const std::string& sender, const std::string& text) const = 0;
  virtual std::string joined(const std::string& name) const = 0;
  virtual std::string left(const std::string& name) const = 0;
  virtual std::string left_unexpectedly(const std::string& name) const = 0;

  // ---------------------------------------------------------------- what chat-client makes of it

  /// What a user types to leave; empty if the protocol has no word for it.
  virtual std::string typed_leave() const { return {}; }

  /// The text of the welcome, shown as said by `Server`; empty if the protocol has none.
  virtual std::string shown_welcome() const { return {}; }

  /// The sender of a message.
  virtual std::string shown_name(const std::string& name) const { return name; }

  virtual std::string name_in_notices(const std::string& name) const { return shown_name(name); }

  /// The texts of the notices, shown as said by `Server`.
  virtual std::string shown_joined(const std::string& name) const {
    return name_in_notices(name) + " joined the conversation";
  }
  virtual std::string shown_left(const std::string& name) const {
    return name_in_notices(name) + " left the conversation";
  }
  virtual std::string shown_left_unexpectedly(const std::string& name) const {
    return shown_left(name) + " unexpectedly";
  }
};

/// The dialect of a registered protocol. Throws std::logic_error if it is missing; the message says
/// where to add it.
const Dialect& dialect_of(std::string_view protocol);

/// Cuts `text` into pieces, each preceded by `start`. A piece has at most 1024 bytes and ends with
/// a whole character.
std::string in_pieces(const std::string& start, const std::string& text);

/// `name` with `.` for each `delimiter`, unless it is an ADDRESS.
std::string with_dots_for(char delimiter, const std::string& name);

/// `payload` with its header: `5         hello`.
std::string frame(std::string_view payload);

}  // namespace chatlab
