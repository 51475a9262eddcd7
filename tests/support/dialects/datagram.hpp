// The dialect of `datagram`: a digit, a name with as many characters as the digit says, the text.
#pragma once

#include <algorithm>

#include "tests/support/dialects.hpp"

namespace chatlab {

class DatagramDialect : public Dialect {
 public:
  std::string protocol() const override { return "datagram"; }
  bool is_over_udp() const override { return true; }

  std::string join(const std::string& name) const override { return "USERNAME" + name; }
  // The original client writes the name's length as a number of any size.
  std::string say(const std::string& name, const std::string& text) const override {
    return std::to_string(characters(name)) + name + text;
  }
  std::string leave(const std::string& name) const override { return say(name, "exit@me"); }

  std::string welcome() const override { return "Welcome to the server,Thanks for connecting!!"; }
  std::string refusal(const std::string& reason) const override { return reason; }
  std::string said(const std::string& sender, const std::string& text) const override {
    const std::string name = shown_name(sender);
    return std::to_string(characters(name)) + name + text;
  }
  std::string joined(const std::string& name) const override {
    return "6Server" + name + " joined the conversation";
  }
  std::string left(const std::string& name) const override {
    return "6Server" + name + " left the conversation";
  }
  std::string left_unexpectedly(const std::string& name) const override {
    return "6Server" + name + " left the conversation unexpectedly";
  }

  std::string typed_leave() const override { return "exit@me"; }
  std::string shown_welcome() const override { return welcome(); }
  // Nine characters at most, since their number is one digit; else eight and an ellipsis.
  std::string shown_name(const std::string& name) const override {
    if (characters(name) <= 9) return name;
    std::size_t end = 0;
    for (int count = 0; end < name.size(); ++end) {
      if (begins_character(name[end]) && ++count > 8) break;
    }
    return name.substr(0, end) + "\xe2\x80\xa6";
  }
  std::string name_in_notices(const std::string& name) const override { return name; }

 private:
  static bool begins_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u;
  }
  static std::ptrdiff_t characters(const std::string& text) {
    return std::count_if(text.begin(), text.end(), begins_character);
  }
};

}  // namespace chatlab
