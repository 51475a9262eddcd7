// The floor of chat-proxy: a bare relay on poll(2), which passes one connection on and knows no
// faults, no log and no limits.
//
//     relay PORT    connects each client, one after the other, to 127.0.0.1:PORT
//
// What one receive returns, 256 KiB at most, is sent at once, as chat-proxy does: nothing that
// stands between two programs on sockets can do less. What this relay costs a stream is the price
// of a relay; what chat-proxy costs beyond that is its own.
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

[[noreturn]] void fail(const char* call) {
  std::perror(call);
  std::exit(1);
}

int listen_on_loopback() {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener, generic, size) != 0 || listen(listener, 1) != 0) fail("listen");
  getsockname(listener, generic, &size);
  std::printf("listening on 127.0.0.1:%d/tcp (relay)\n", ntohs(address.sin_port));
  std::fflush(stdout);
  return listener;
}

int connect_to(std::uint16_t port) {
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = loopback(port);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (connect(server, generic, sizeof address) != 0) fail("connect");
  return server;
}

// One direction: what was received and not sent yet.
class Way {
 public:
  Way(pollfd& from, pollfd& to) : from_(from), to_(to) {}

  // Returns false at the end of the stream.
  bool pass() {
    if ((from_.revents & (POLLIN | POLLHUP)) != 0 && size_ == 0) {
      const auto count = recv(from_.fd, buffer_.data(), buffer_.size(), 0);
      if (count <= 0) return count < 0;
      size_ = static_cast<std::size_t>(count);
    }
    if (size_ > 0) send_on();
    const bool is_full = size_ > 0;
    from_.events = static_cast<short>(is_full ? from_.events & ~POLLIN : from_.events | POLLIN);
    to_.events = static_cast<short>(is_full ? to_.events | POLLOUT : to_.events & ~POLLOUT);
    return true;
  }

 private:
  void send_on() {
    const auto count = send(to_.fd, buffer_.data() + sent_, size_, MSG_NOSIGNAL);
    if (count < 0) return;
    size_ -= static_cast<std::size_t>(count);
    sent_ = size_ == 0 ? 0 : sent_ + static_cast<std::size_t>(count);
  }

  pollfd& from_;
  pollfd& to_;
  std::array<char, 256 * 1024> buffer_ = {};
  std::size_t sent_ = 0;
  std::size_t size_ = 0;  // behind `sent_`
};

void relay(int client, int server) {
  pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
  for (const pollfd& end : ends) {
    const int no_delay = 1;
    setsockopt(end.fd, IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
    fcntl(end.fd, F_SETFL, O_NONBLOCK);
  }
  Way there(ends[0], ends[1]);
  Way back(ends[1], ends[0]);
  while (poll(ends, 2, -1) > 0) {
    if (!there.pass() || !back.pass()) break;
  }
  close(client);
  close(server);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto port = static_cast<std::uint16_t>(std::atoi(argv[1]));
  const int listener = listen_on_loopback();
  for (int client; (client = accept(listener, nullptr, nullptr)) >= 0;) {
    relay(client, connect_to(port));
  }
  return 0;
}
