// The dialect of `line`: each line is a message; the first chunk is the name.
#pragma once

#include "tests/support/dialects.hpp"

namespace chatlab {

class LineDialect : public Dialect {
 public:
  std::string protocol() const override { return "line"; }

  std::string join(const std::string& name) const override { return name; }
  std::string say(const std::string&, const std::string& text) const override {
    return text + "\n";
  }
  std::string leave(const std::string&) const override { return "bye\n"; }
  bool name_ends_with_its_chunk() const override { return true; }
  std::string say_until_the_end(const std::string& text) const override { return text; }

  std::string welcome() const override {
    return "\r..... Welcome to the chat. Enter 'bye' anytime to exit....\n\n";
  }
  std::string refusal(const std::string& reason) const override { return "\r " + reason + "\n"; }
  std::string said(const std::string& sender, const std::string& text) const override {
    return "\r" + shown_name(sender) + ": " + text + "\n";
  }
  std::string joined(const std::string& name) const override {
    return "\r " + shown_name(name) + " joined the conversation \n";
  }
  std::string left(const std::string& name) const override {
    return "\r" + shown_name(name) + " left the conversation \33[0m\n";
  }
  std::string left_unexpectedly(const std::string& name) const override {
    return "\r\33[31m\33[1m" + shown_name(name) + " left the conversation unexpectedly\33[0m\n";
  }

  std::string typed_leave() const override { return "bye"; }
  std::string shown_name(const std::string& name) const override {
    return with_dots_for(':', name);
  }
  std::string shown_welcome() const override {
    return "..... Welcome to the chat. Enter 'bye' anytime to exit....";
  }
};

}  // namespace chatlab
