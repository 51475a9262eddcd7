// The dialect of `framed`: each message is preceded by its length.
#pragma once

#include "tests/support/dialects.hpp"

namespace chatlab {

class FramedDialect : public Dialect {
 public:
  std::string protocol() const override { return "framed"; }

  std::string join(const std::string& name) const override { return frame(name); }
  std::string say(const std::string&, const std::string& text) const override {
    return frame(text);
  }
  std::string leave(const std::string&) const override { return "7         exit@me"; }

  std::string welcome() const override {
    return "45        Welcome to the server,Thanks for connecting!!";
  }
  std::string refusal(const std::string& reason) const override { return frame(reason); }
  std::string said(const std::string& sender, const std::string& text) const override {
    return frame(sender) + frame(text);
  }
  std::string joined(const std::string& name) const override {
    return "6         Server" + frame(name + " joined the conversation");
  }
  std::string left(const std::string& name) const override {
    return "6         Server" + frame(name + " left the conversation");
  }
  std::string left_unexpectedly(const std::string& name) const override {
    return "6         Server" + frame(name + " left the conversation unexpectedly");
  }

  std::string typed_leave() const override { return "exit@me"; }
  std::string shown_welcome() const override {
    return "Welcome to the server,Thanks for connecting!!";
  }
};

}  // namespace chatlab
