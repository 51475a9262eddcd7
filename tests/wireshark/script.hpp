// A capture file in the making, packet by packet.
//
// `client` and `server` each send one segment per call, so how the bytes are cut is in plain sight.
// What no program can arrange is done to the finished packets: they change places, or the first
// ones are missing. Every call is a millisecond later than the one before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "apps/trace/capture.hpp"

namespace chatlab {

/// `ip` must be numeric.
Address address(const std::string& ip, std::uint16_t port);

/// When all captures begin.
constexpr WallTime first_time = std::chrono::seconds(1700000000);

/// Throws std::runtime_error.
void write_file(const std::string& path, const std::string& bytes);

/// One client, at port 51514, and one server.
class Script {
 public:
  explicit Script(std::uint16_t server_port, const std::string& ip = "127.0.0.1");

  // ---------------------------------------------------------------------------------------- TCP

  void open();
  void client(std::string_view bytes);
  void server(std::string_view bytes);
  void client_byte_by_byte(std::string_view bytes);
  void server_byte_by_byte(std::string_view bytes);
  /// The client ends its stream, then the server closes.
  void close();
  void reset(Side who);

  // ---------------------------------------------------------------------------------------- UDP

  void datagram_to_server(std::string_view bytes);
  void datagram_to_client(std::string_view bytes);

  // ------------------------------------------------------------------------ the finished packets

  /// Packets are numbered as Wireshark does it, from 1.
  void swap(std::size_t one, std::size_t other);
  void drop_first(std::size_t count);
  void write(const std::string& path) const;

 private:
  WallTime tick();
  void collect();

  Address server_;
  Address client_;
  WallTime time_ = first_time;
  Capture capture_;
  std::string header_;  // of the file
  std::vector<std::string> packets_;
};

}  // namespace chatlab
