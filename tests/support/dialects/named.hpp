// The dialect of `named`: no framing; each chunk is a message, preceded by its sender's name and a
// colon.
#pragma once

#include <algorithm>

#include "tests/support/dialects.hpp"

namespace chatlab {

class NamedDialect : public Dialect {
 public:
  std::string protocol() const override { return "named"; }

  std::string join(const std::string& name) const override { return name; }
  std::string say(const std::string& name, const std::string& text) const override {
    return name + ": " + text;
  }
  std::string leave(const std::string&) const override { return "q:quit"; }
  bool name_ends_with_its_chunk() const override { return true; }

  std::string welcome() const override { return {}; }
  std::string refusal(const std::string& reason) const override { return without_colons(reason); }
  std::string said(const std::string& sender, const std::string& text) const override {
    return in_pieces(shown_name(sender) + ": ", text);
  }
  std::string joined(const std::string& name) const override { return shown_joined(name); }
  std::string left(const std::string& name) const override { return shown_left(name); }
  std::string left_unexpectedly(const std::string& name) const override { return left(name); }

  std::string typed_leave() const override { return "q"; }
  std::string shown_name(const std::string& name) const override { return without_colons(name); }
  std::string shown_joined(const std::string& name) const override {
    return shown_name(name) + " has joined the chat room.";
  }
  std::string shown_left(const std::string& name) const override {
    return shown_name(name) + " has left the chat room.";
  }
  std::string shown_left_unexpectedly(const std::string& name) const override {
    return shown_left(name);
  }

 private:
  // Clients split a message at its first colon.
  static std::string without_colons(std::string text) {
    std::replace(text.begin(), text.end(), ':', '.');
    return text;
  }
};

}  // namespace chatlab
