// The wire protocols once more, written down from their description and not from apps/protocols/:
// what the tests of the whole server send, and what they expect to hear, byte for byte.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chatlab {

/// How one protocol says things. Texts and names are as they are in the room.
class Dialect {
 public:
  virtual ~Dialect() = default;
  virtual std::string protocol() const = 0;
  virtual bool is_over_udp() const { return false; }

  // ------------------------------------------------------------------------- what a client sends

  /// Empty where to connect is to join.
  virtual std::string join(const std::string& name) const = 0;
  virtual std::string say(const std::string& name, const std::string& text) const = 0;

  /// The word for leaving; empty where there is none, and closing is the way to leave.
  virtual std::string leave(const std::string& name) const = 0;

  // ------------------------------------------------------------------------- what the server sends

  virtual std::string welcome() const = 0;
  virtual std::string refusal(const std::string& reason) const = 0;
  virtual std::string said(const std::string& sender, const std::string& text) const = 0;
  virtual std::string joined(const std::string& name) const = 0;
  virtual std::string left(const std::string& name) const = 0;
  virtual std::string left_unexpectedly(const std::string& name) const = 0;
};

/// Of `framed`, `datagram`, `line`, `named`, `anonymous` or `echo`. As an echo client is told
/// nothing but its own words, its dialect has no notices.
const Dialect& dialect_of(std::string_view protocol);

/// All in which one can be a member; and those of them that run over TCP.
const std::vector<std::string>& member_protocols();
const std::vector<std::string>& stream_protocols();

/// `5         hello`.
std::string frame(std::string_view payload);

}  // namespace chatlab
