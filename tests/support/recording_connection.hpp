// A connection for tests that records its calls and their arguments.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>

#include "reactor/connection.hpp"

namespace chatlab {

class RecordingConnection : public Connection {
 public:
  using Connection::Connection;
  using Connection::output_buffer;
  using Connection::output_is_broken;

  std::string received;
  int chunks = 0;  // calls of on_bytes()
  std::size_t largest_chunk = 0;
  int ends = 0;
  std::error_code end_error;
  int progresses = 0;        // calls of on_progress()
  std::size_t accepted = 0;  // the sum of their arguments
  int closes = 0;

  std::function<void(std::string_view)> when_bytes;
  std::function<void()> when_ended;
  std::function<void()> when_progressed;
  std::function<void()> when_closed;

 protected:
  void on_bytes(std::string_view bytes) override {
    received += bytes;
    ++chunks;
    largest_chunk = std::max(largest_chunk, bytes.size());
    if (when_bytes) when_bytes(bytes);
  }
  void on_end(std::error_code error) override {
    ++ends;
    end_error = error;
    if (when_ended) when_ended();
  }
  void on_progress(std::size_t accepted_now) override {
    ++progresses;
    accepted += accepted_now;
    if (when_progressed) when_progressed();
  }
  void on_closed() override {
    ++closes;
    if (when_closed) when_closed();
  }
};

}  // namespace chatlab
