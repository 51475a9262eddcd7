#include "tests/bench/pass_through.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "platform/clock.hpp"
#include "platform/demultiplexer.hpp"

namespace chatlab::bench {
namespace {

constexpr std::size_t bytes_in_all = 512 * 1024 * 1024;
constexpr std::size_t piece = 64 * 1024;
constexpr int messages = 3000;
constexpr std::size_t message_size = 64;

Address start_proxy(std::unique_ptr<ServerProcess>& proxy, const Address& target) {
  const std::vector<std::string> command = {"build/release/chat-proxy", "--listen", "0", "--to",
                                            target.to_string()};
  proxy = std::make_unique<ServerProcess>(command, "build/bench/chat-proxy.log");
  const std::string rest = proxy->wait_for("listening on 127.0.0.1:");
  return *Address::parse("127.0.0.1", static_cast<std::uint16_t>(std::atoi(rest.c_str())));
}

}  // namespace

PassThrough::PassThrough(bool through_proxy) {
  TcpListener listener(loopback());
  Address to = listener.local_address();
  if (through_proxy) to = start_proxy(proxy_, to);
  IoResult result;
  ends_.ours = TcpSocket::connect(to, result);
  if (!await_readable(listener.handle())) throw std::runtime_error("no connection arrived");
  ends_.theirs = listener.accept().socket;
  if (!ends_.theirs.is_open()) throw std::runtime_error("no connection was accepted");
}

double PassThrough::measure_throughput() {
  const std::unique_ptr<Demultiplexer> demultiplexer = make_poll_demultiplexer();
  demultiplexer->add(ends_.ours.handle());
  demultiplexer->add(ends_.theirs.handle());
  demultiplexer->change(0, {false, true});
  demultiplexer->change(1, {true, false});
  std::vector<char> buffer(piece);
  std::vector<Ready> ready;
  std::size_t sent = 0;
  std::size_t received = 0;
  const TimePoint begin = now();
  while (received < bytes_in_all) {
    ready.clear();
    demultiplexer->wait(forever, ready);
    for (const Ready& one : ready) {
      if (one.readable) received += ends_.theirs.receive(buffer.data(), piece).bytes;
      if (one.writable) sent += ends_.ours.send(buffer.data(), piece).bytes;
    }
    if (sent >= bytes_in_all) demultiplexer->change(0, {false, false});
  }
  const double seconds = std::chrono::duration<double>(now() - begin).count();
  // What was sent beyond the last byte counted must not disturb the next measurement.
  while (received < sent && await_readable(ends_.theirs.handle())) {
    received += ends_.theirs.receive(buffer.data(), piece).bytes;
  }
  return static_cast<double>(bytes_in_all) / seconds / 1e6;
}

double PassThrough::measure_delay() {
  const std::string message(message_size, 'x');
  std::vector<char> buffer(piece);
  std::vector<double> delays;
  for (int i = 0; i < messages; ++i) {
    const TimePoint begin = now();
    ends_.ours.send(message.data(), message.size());
    if (!await_readable(ends_.theirs.handle())) throw std::runtime_error("a message was lost");
    ends_.theirs.receive(buffer.data(), piece);
    delays.push_back(std::chrono::duration<double, std::micro>(now() - begin).count());
  }
  std::sort(delays.begin(), delays.end());
  return delays[delays.size() / 2];
}

}  // namespace chatlab::bench
