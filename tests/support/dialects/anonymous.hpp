// The dialect of `anonymous`: each chunk is a message, preceded by its sender's address in
// brackets.
#pragma once

#include "tests/support/dialects.hpp"

namespace chatlab {

class AnonymousDialect : public Dialect {
 public:
  std::string protocol() const override { return "anonymous"; }

  std::string join(const std::string&) const override { return {}; }
  std::string say(const std::string&, const std::string& text) const override { return text; }
  std::string leave(const std::string&) const override { return {}; }

  std::string welcome() const override { return {}; }
  std::string refusal(const std::string& reason) const override { return said("Server", reason); }
  std::string said(const std::string& sender, const std::string& text) const override {
    return in_pieces("[" + shown_name(sender) + "] ", text);
  }
  std::string joined(const std::string& name) const override {
    return "[Server] " + shown_joined(name);
  }
  std::string left(const std::string& name) const override {
    return "[Server] " + shown_left(name);
  }
  std::string left_unexpectedly(const std::string& name) const override {
    return "[Server] " + shown_left_unexpectedly(name);
  }

  std::string shown_name(const std::string& name) const override {
    return with_dots_for(']', name);
  }
};

}  // namespace chatlab
