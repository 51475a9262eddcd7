// A connector for tests that keeps its result.
#pragma once

#include <string>
#include <utility>

#include "reactor/connector.hpp"

namespace chatlab {

class RecordingConnector : public Connector {
 public:
  using Connector::Connector;

  bool is_over() const { return calls > 0; }

  int calls = 0;
  TcpSocket socket;
  Address peer;
  std::string reasons;

 protected:
  void on_connected(TcpSocket connected, const Address& to) override {
    ++calls;
    socket = std::move(connected);
    peer = to;
  }
  void on_connect_failed(const std::string& text) override {
    ++calls;
    reasons = text;
  }
};

}  // namespace chatlab
