// `json`: each message is a JSON object on a line of its own.
#pragma once

#include <cstdio>

#include "tests/support/dialects.hpp"

namespace chatlab {

class JsonDialect : public Dialect {
 public:
  std::string protocol() const override { return "json"; }

  std::string join(const std::string& name) const override {
    return R"({"type":"join","name":)" + quoted(name) + "}\n";
  }
  std::string say(const std::string&, const std::string& text) const override {
    return R"({"type":"say","text":)" + quoted(text) + "}\n";
  }
  std::string leave(const std::string&) const override { return "{\"type\":\"leave\"}\n"; }
  bool carries_any_bytes() const override { return false; }

  std::string welcome() const override {
    return R"({"type":"welcome","text":"Welcome to the server,Thanks for connecting!!"})"
           "\n";
  }
  std::string refusal(const std::string& reason) const override {
    return R"({"type":"refused","text":)" + quoted(reason) + "}\n";
  }
  std::string said(const std::string& sender, const std::string& text) const override {
    return R"({"type":"said","name":)" + quoted(sender) + R"(,"text":)" + quoted(text) + "}\n";
  }
  std::string joined(const std::string& name) const override {
    return R"({"type":"joined","name":)" + quoted(name) + "}\n";
  }
  std::string left(const std::string& name) const override {
    return R"({"type":"left","name":)" + quoted(name) + "}\n";
  }
  std::string left_unexpectedly(const std::string& name) const override {
    return R"({"type":"left unexpectedly","name":)" + quoted(name) + "}\n";
  }

  std::string typed_leave() const override { return "bye"; }
  std::string shown_welcome() const override {
    return "Welcome to the server,Thanks for connecting!!";
  }

 private:
  static std::string quoted(const std::string& text) {
    std::string string = "\"";
    for (const char byte : text) {
      char escape[8] = {byte};
      if (byte == '"' || byte == '\\') std::snprintf(escape, sizeof escape, "\\%c", byte);
      if (byte >= 0 && byte < ' ') std::snprintf(escape, sizeof escape, "\\u%04x", byte);
      string += escape;
    }
    return string + '"';
  }
};

}  // namespace chatlab
