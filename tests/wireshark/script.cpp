#include "tests/wireshark/script.hpp"

#include <chrono>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace chatlab {
namespace {

constexpr std::uint16_t client_port = 51514;
constexpr Capture::ConnectionId connection = 1;

}  // namespace

Address address(const std::string& ip, std::uint16_t port) {
  return Address::parse(ip, port).value();
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

Script::Script(std::uint16_t server_port, const std::string& ip)
    : server_(address(ip, server_port)),
      client_(address(ip, client_port)),
      header_(capture_.drain()) {}

void Script::open() {
  capture_.record_open(tick(), connection, server_, client_, Side::peer);
  collect();
}

void Script::client(std::string_view bytes) {
  capture_.record_received(tick(), connection, bytes);
  collect();
}

void Script::server(std::string_view bytes) {
  capture_.record_sent(tick(), connection, bytes);
  collect();
}

void Script::client_byte_by_byte(std::string_view bytes) {
  for (; !bytes.empty(); bytes.remove_prefix(1)) client(bytes.substr(0, 1));
}

void Script::server_byte_by_byte(std::string_view bytes) {
  for (; !bytes.empty(); bytes.remove_prefix(1)) server(bytes.substr(0, 1));
}

void Script::close() {
  capture_.record_end(tick(), connection, Side::peer);
  capture_.record_close(tick(), connection);
  collect();
}

void Script::reset(Side who) {
  capture_.record_reset(tick(), connection, who);
  collect();
}

void Script::datagram_to_server(std::string_view bytes) {
  capture_.record_datagram_received(tick(), server_, client_, bytes);
  collect();
}

void Script::datagram_to_client(std::string_view bytes) {
  capture_.record_datagram_sent(tick(), server_, client_, bytes);
  collect();
}

void Script::swap(std::size_t one, std::size_t other) {
  std::swap(packets_.at(one - 1), packets_.at(other - 1));
}

void Script::drop_first(std::size_t count) {
  packets_.erase(packets_.begin(), packets_.begin() + static_cast<std::ptrdiff_t>(count));
}

void Script::write(const std::string& path) const {
  std::string bytes = header_;
  for (const std::string& packet : packets_) bytes += packet;
  write_file(path, bytes);
}

WallTime Script::tick() {
  time_ += std::chrono::milliseconds(1);
  return time_;
}

// Cuts what was recorded into packets: each begins with 16 bytes, of which the third four are the
// packet's size.
void Script::collect() {
  std::string bytes = capture_.drain();
  while (!bytes.empty()) {
    const auto byte = [&bytes](std::size_t i) { return static_cast<unsigned char>(bytes.at(i)); };
    const std::size_t size = 16u + byte(8) + 256u * byte(9) + 65536u * byte(10);
    packets_.push_back(bytes.substr(0, size));
    bytes.erase(0, size);
  }
}

}  // namespace chatlab
