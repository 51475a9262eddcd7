// The dialect of `echo`: each datagram is answered to its sender alone, in the format of
// `anonymous`. An echo client receives nothing else: the notices of this dialect are never sent.
#pragma once

#include "tests/support/dialects/anonymous.hpp"

namespace chatlab {

class EchoDialect : public AnonymousDialect {
 public:
  std::string protocol() const override { return "echo"; }
  bool is_over_udp() const override { return true; }
  std::string said(const std::string& sender, const std::string& text) const override {
    return "[" + shown_name(sender) + "] " + text;  // a datagram keeps its boundaries, however long
  }
};

}  // namespace chatlab
