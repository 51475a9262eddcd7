// A connection that a program of the world has opened, such as the proxy's to the server: the
// program has both ends' calls, and no simulated client is at either.
//
// It plays the client of a Stream. As a transparent proxy does, it takes the address of the client
// whose connection was accepted last, so that the server, and with it the ledger, knows the client.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <system_error>

#include "tests/simulation/network.hpp"

namespace chatlab::simulation {

class OutgoingStream : public StreamEnd,
                       private StreamPeer,
                       public std::enable_shared_from_this<OutgoingStream> {
 public:
  /// Starts to connect; the handle is writable once that has ended.
  void connect(std::uint16_t port);

  /// No error if the connection is established.
  std::error_code connect_error() const { return refusal_; }

  Address address() const;

  IoResult receive(char* buffer, std::size_t size) override;
  IoResult transmit(const char* bytes, std::size_t size) override;
  void shutdown_send() override;
  void reset_on_close() override { resets_on_close_ = true; }
  std::size_t unacknowledged() const override;
  bool is_readable() const override;
  bool is_writable() const override;
  void on_closed() override;

 private:
  enum class State { connecting, connected, ended, broken };  // `ended`: the server's stream

  void on_bytes(std::string_view bytes) override;
  void on_end(bool orderly) override;
  void on_arrived(std::size_t total) override { arrived_ = total; }
  void on_taken() override {}

  std::shared_ptr<Stream> stream_;
  State state_ = State::connecting;
  std::error_code refusal_;
  bool resets_on_close_ = false;
  bool is_first_ = true;  // true: nothing was sent yet
  std::size_t sent_ = 0;
  std::size_t arrived_ = 0;
  char* buffer_ = nullptr;    // of the receive that goes on
  std::size_t received_ = 0;  // by it
};

}  // namespace chatlab::simulation
