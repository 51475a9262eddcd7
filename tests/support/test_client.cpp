// Sends and receives without blocking when the test pumps.
#include "tests/support/test_client.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>

#include "tests/support/loopback.hpp"

namespace chatlab {
namespace {

std::array<char, 64 * 1024>& buffer() {
  static std::array<char, 64 * 1024> bytes;
  return bytes;
}

std::string escaped(char byte) {
  if (byte == '\r') return "\\r";
  if (byte == '\n') return "\\n";
  if (byte == '\33') return "\\33";
  if (byte == '\\') return "\\\\";
  if (byte >= ' ' && byte <= '~') return std::string(1, byte);
  char code[8];
  std::snprintf(code, sizeof code, "\\x%02x",
                static_cast<unsigned>(static_cast<unsigned char>(byte)));
  return code;
}

}  // namespace

std::string escaped(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) text += escaped(byte);
  return text;
}

StreamClient::StreamClient(const Address& server) {
  IoResult result;
  socket = TcpSocket::connect(server, result);
  if (result.status == IoStatus::would_block) await_writable(socket.handle());
  const std::error_code failure =
      result.status == IoStatus::error ? result.error : socket.connect_error();
  if (failure) throw std::system_error(failure, "connect " + server.to_string());
  address_ = socket.local_address();
}

void StreamClient::pump() {
  if (!socket.is_open()) return;
  send_outgoing();
  while (reads && !is_over()) {
    const std::size_t before = heard.size();
    read_some(buffer().size());
    if (heard.size() == before) return;
  }
}

void StreamClient::send_outgoing() {
  while (unsent() > 0) {
    const IoResult result = socket.send(outgoing_.data() + sent_, unsent());
    if (result.status != IoStatus::done) break;
    sent_ += result.bytes;
    note_moved(result.bytes);
  }
  if (unsent() > 0) return;
  outgoing_.clear();
  sent_ = 0;
  if (half_close_ && !half_closed_) socket.shutdown_send();
  half_closed_ = half_close_;
}

void StreamClient::read_some(std::size_t size) {
  const IoResult result = socket.receive(buffer().data(), std::min(size, buffer().size()));
  if (result.status == IoStatus::would_block) return;
  heard.append(buffer().data(), result.bytes);
  if (keeps_chunks && result.bytes > 0) chunks.emplace_back(buffer().data(), result.bytes);
  ended = result.status == IoStatus::closed;
  error = result.error;
  note_moved(result.bytes);
}

void StreamClient::reset() {
  if (!await_readable(socket.handle())) throw std::runtime_error("reset: nothing has arrived");
  socket.close();
}

DatagramClient::DatagramClient(const Address& server, const std::string& ip)
    : socket(*Address::parse(ip, 0)), server_(server) {}

void DatagramClient::pump() {
  for (; !outgoing_.empty(); outgoing_.pop_front()) {
    const std::string& datagram = outgoing_.front();
    const IoResult result = socket.send_to(datagram.data(), datagram.size(), server_);
    if (result.status == IoStatus::would_block) break;
    note_moved(result.bytes);
  }
  for (;;) {
    const IoResult result = socket.receive(buffer().data(), buffer().size()).result;
    if (result.status == IoStatus::would_block) return;
    if (result.status == IoStatus::error) continue;  // the server's port is gone
    heard.emplace_back(buffer().data(), result.bytes);
    note_moved(result.bytes);
  }
}

}  // namespace chatlab
