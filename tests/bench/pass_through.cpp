#include "tests/bench/pass_through.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/clock.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab::bench {
namespace {

constexpr std::size_t bytes_in_all = 512 * 1024 * 1024;
constexpr std::size_t piece = 64 * 1024;
constexpr int messages = 3000;
constexpr std::size_t message_size = 64;

// Waits for bytes; returns how many were received.
std::size_t receive(TcpSocket& socket, std::vector<char>& buffer) {
  if (!await_readable(socket.handle())) throw std::runtime_error("the stream stands still");
  return socket.receive(buffer.data(), buffer.size()).bytes;
}

// The other process: sends the messages back, receives the rest, and answers with one byte.
void run_receiver(TcpListener& listener) {
  std::vector<char> buffer(piece);
  if (!await_readable(listener.handle())) return;
  TcpSocket socket = listener.accept().socket;
  for (int i = 0; i < messages; ++i) socket.send(buffer.data(), receive(socket, buffer));
  for (std::size_t received = 0; received < bytes_in_all;) received += receive(socket, buffer);
  socket.send("!", 1);
  receive(socket, buffer);
}

Address start_proxy(std::unique_ptr<ServerProcess>& proxy, Route route, const Address& target) {
  const std::vector<std::string> bare = {"build/release/tests/relay",
                                         std::to_string(target.port())};
  const std::vector<std::string> ours = {"build/release/chat-proxy", "--listen", "0", "--to",
                                         target.to_string()};
  proxy = std::make_unique<ServerProcess>(route == Route::bare_relay ? bare : ours,
                                          "build/bench/chat-proxy.log");
  const std::string rest = proxy->wait_for("listening on 127.0.0.1:");
  return *Address::parse("127.0.0.1", static_cast<std::uint16_t>(std::atoi(rest.c_str())));
}

}  // namespace

PassThrough::PassThrough(Route route) {
  TcpListener listener(loopback());
  receiver_ = fork();
  if (receiver_ < 0) throw std::runtime_error("fork failed");
  if (receiver_ == 0) {
    run_receiver(listener);
    _exit(0);
  }
  Address to = listener.local_address();
  if (route != Route::direct) to = start_proxy(proxy_, route, to);
  IoResult result;
  sender_ = TcpSocket::connect(to, result);
  if (!await_writable(sender_.handle())) throw std::runtime_error("no connection");
}

PassThrough::~PassThrough() {
  sender_.close();
  waitpid(receiver_, nullptr, 0);
}

double PassThrough::measure_delay() {
  const std::string message(message_size, 'x');
  std::vector<char> buffer(piece);
  std::vector<double> delays;
  for (int i = 0; i < messages; ++i) {
    const TimePoint begin = system_time();
    sender_.send(message.data(), message.size());
    receive(sender_, buffer);
    delays.push_back(std::chrono::duration<double, std::micro>(system_time() - begin).count() / 2);
  }
  std::sort(delays.begin(), delays.end());
  return delays[delays.size() / 2];
}

// Of the sender, the receiver and the proxy, in seconds.
std::vector<double> PassThrough::processor_times() const {
  std::vector<double> times = {cpu_of(getpid()).total, cpu_of(receiver_).total};
  if (proxy_ != nullptr) times.push_back(proxy_->cpu().total);
  return times;
}

Throughput PassThrough::measure_throughput() {
  std::vector<char> buffer(piece);
  const std::vector<double> before = processor_times();
  const TimePoint begin = system_time();
  for (std::size_t sent = 0; sent < bytes_in_all;) {
    if (!await_writable(sender_.handle())) throw std::runtime_error("the stream stands still");
    sent += sender_.send(buffer.data(), std::min(piece, bytes_in_all - sent)).bytes;
  }
  receive(sender_, buffer);
  const double seconds = std::chrono::duration<double>(system_time() - begin).count();
  const std::vector<double> after = processor_times();
  double busiest = 0;
  for (std::size_t i = 0; i < after.size(); ++i) busiest = std::max(busiest, after[i] - before[i]);
  constexpr double millions = static_cast<double>(bytes_in_all) / 1e6;
  return {millions / seconds, millions / busiest};
}

}  // namespace chatlab::bench
