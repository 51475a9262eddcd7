#include "tests/support/dialects.hpp"

#include <algorithm>
#include <stdexcept>

namespace chatlab {
namespace {

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
};

class DatagramDialect : public Dialect {
 public:
  std::string protocol() const override { return "datagram"; }
  bool is_over_udp() const override { return true; }
  std::string join(const std::string& name) const override { return "USERNAME" + name; }
  // The original writes the name's length as a plain number.
  std::string say(const std::string& name, const std::string& text) const override {
    return std::to_string(name.size()) + name + text;
  }
  std::string leave(const std::string& name) const override { return say(name, "exit@me"); }
  std::string welcome() const override { return "Welcome to the server,Thanks for connecting!!"; }
  std::string refusal(const std::string& reason) const override { return reason; }
  // Of names in ASCII.
  std::string said(const std::string& sender, const std::string& text) const override {
    if (sender.size() > 9) return "9" + sender.substr(0, 8) + "\xe2\x80\xa6" + text;
    return std::to_string(sender.size()) + sender + text;
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
};

class LineDialect : public Dialect {
 public:
  std::string protocol() const override { return "line"; }
  std::string join(const std::string& name) const override { return name; }
  std::string say(const std::string&, const std::string& text) const override {
    return text + "\n";
  }
  std::string leave(const std::string&) const override { return "bye\n"; }
  std::string welcome() const override {
    return "\r..... Welcome to the chat. Enter 'bye' anytime to exit....\n\n";
  }
  std::string refusal(const std::string& reason) const override { return "\r " + reason + "\n"; }
  std::string said(const std::string& sender, const std::string& text) const override {
    return "\r" + sender + ": " + text + "\n";
  }
  std::string joined(const std::string& name) const override {
    return "\r " + name + " joined the conversation \n";
  }
  std::string left(const std::string& name) const override {
    return "\r" + name + " left the conversation \33[0m\n";
  }
  std::string left_unexpectedly(const std::string& name) const override {
    return "\r\33[31m\33[1m" + name + " left the conversation unexpectedly\33[0m\n";
  }
};

class NamedDialect : public Dialect {
 public:
  std::string protocol() const override { return "named"; }
  std::string join(const std::string& name) const override { return name; }
  std::string say(const std::string& name, const std::string& text) const override {
    return name + ": " + text;
  }
  std::string leave(const std::string&) const override { return "q:quit"; }
  std::string welcome() const override { return {}; }
  std::string refusal(const std::string& reason) const override { return reason; }
  std::string said(const std::string& sender, const std::string& text) const override {
    return without_colons(sender) + ": " + text;
  }
  std::string joined(const std::string& name) const override {
    return without_colons(name) + " has joined the chat room.";
  }
  std::string left(const std::string& name) const override {
    return without_colons(name) + " has left the chat room.";
  }
  std::string left_unexpectedly(const std::string& name) const override { return left(name); }

 private:
  static std::string without_colons(std::string name) {
    std::replace(name.begin(), name.end(), ':', '.');
    return name;
  }
};

class AnonymousDialect : public Dialect {
 public:
  std::string protocol() const override { return "anonymous"; }
  std::string join(const std::string&) const override { return {}; }
  std::string say(const std::string&, const std::string& text) const override { return text; }
  std::string leave(const std::string&) const override { return {}; }
  std::string welcome() const override { return {}; }
  std::string refusal(const std::string& reason) const override { return "[Server] " + reason; }
  std::string said(const std::string& sender, const std::string& text) const override {
    return "[" + sender + "] " + text;
  }
  std::string joined(const std::string& name) const override {
    return "[Server] " + name + " joined the conversation";
  }
  std::string left(const std::string& name) const override {
    return "[Server] " + name + " left the conversation";
  }
  std::string left_unexpectedly(const std::string& name) const override {
    return "[Server] " + name + " left the conversation unexpectedly";
  }
};

class EchoDialect : public AnonymousDialect {
 public:
  std::string protocol() const override { return "echo"; }
  bool is_over_udp() const override { return true; }
};

}  // namespace

const Dialect& dialect_of(std::string_view protocol) {
  static const FramedDialect framed;
  static const DatagramDialect datagram;
  static const LineDialect line;
  static const NamedDialect named;
  static const AnonymousDialect anonymous;
  static const EchoDialect echo;
  static const std::vector<const Dialect*> all = {&framed, &datagram,  &line,
                                                  &named,  &anonymous, &echo};
  for (const Dialect* dialect : all) {
    if (dialect->protocol() == protocol) return *dialect;
  }
  throw std::invalid_argument("dialect_of: no such protocol");
}

const std::vector<std::string>& member_protocols() {
  static const std::vector<std::string> all = {"framed", "datagram", "line", "named", "anonymous"};
  return all;
}

const std::vector<std::string>& stream_protocols() {
  static const std::vector<std::string> all = {"framed", "line", "named", "anonymous"};
  return all;
}

std::string frame(std::string_view payload) {
  std::string header = std::to_string(payload.size());
  header.resize(10, ' ');
  return header.append(payload);
}

}  // namespace chatlab
