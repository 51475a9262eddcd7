// The floor: a bare relay on poll(2), which knows no names, no framing and no rules.
//
// What arrives from one client is sent to all others, and that is all. So it shows what the system
// itself costs; chat-server is measured against it. It leaves out what a server must not: a client
// that does not read loses what does not fit. Habits can be switched to the usual mistake, to see
// what each is worth:
//
//     --send-per-message   one send(2) per client and message, instead of one per client and turn
//
//     --nagle              leaves Nagle's algorithm on (RFC 1122 4.2.3.4)
//
//     --select             waits with select(2) instead of poll(2)
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

struct Client {
  std::string output;  // not sent yet
};

struct Habits {
  bool send_per_message = false;
  bool nagle = false;
  bool select = false;
};

class Floor {
 public:
  explicit Floor(const Habits& habits) : habits_(habits) {}

  int listen_on_loopback() {
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (listener < 0 || bind(listener, generic, size) != 0 || listen(listener, SOMAXCONN) != 0 ||
        getsockname(listener, generic, &size) != 0) {
      std::perror("floor");
      std::exit(1);
    }
    fcntl(listener, F_SETFL, O_NONBLOCK);
    add(listener);
    return ntohs(address.sin_port);
  }

  void turn() {
    if (habits_.select) {
      wait_with_select();
    } else if (poll(polled_.data(), polled_.size(), -1) < 0 && errno != EINTR) {
      std::perror("poll");
      std::exit(1);
    }
    const std::size_t count = polled_.size();  // those accepted in this turn wait for the next
    for (std::size_t i = 1; i < count; ++i) {
      if (polled_[i].revents != 0) receive(i);
    }
    if (polled_[0].revents != 0) accept_all();
    for (std::size_t i = 1; i < clients_.size(); ++i) flush(i);
    remove_closed();
  }

 private:
  void add(int descriptor) {
    polled_.push_back({descriptor, POLLIN, 0});
    clients_.emplace_back();
  }

  void accept_all() {
    for (int accepted; (accepted = accept(polled_[0].fd, nullptr, nullptr)) >= 0;) {
      const int no_delay = habits_.nagle ? 0 : 1;
      setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
      fcntl(accepted, F_SETFL, O_NONBLOCK);
      add(accepted);
    }
  }

  void receive(std::size_t sender) {
    const auto size = recv(polled_[sender].fd, buffer_.data(), buffer_.size(), 0);
    if (size == 0 || (size < 0 && errno != EAGAIN)) return close_client(sender);
    for (std::size_t i = 1; i < clients_.size() && size > 0; ++i) {
      if (i == sender) continue;
      clients_[i].output.append(buffer_.data(), static_cast<std::size_t>(size));
      if (habits_.send_per_message) flush(i);
    }
  }

  void flush(std::size_t i) {
    std::string& output = clients_[i].output;
    if (output.empty() || polled_[i].fd < 0) return;
    const auto sent = send(polled_[i].fd, output.data(), output.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return close_client(i);
    if (sent > 0) output.erase(0, static_cast<std::size_t>(sent));
    polled_[i].events = static_cast<short>(output.empty() ? POLLIN : POLLIN | POLLOUT);
  }

  // poll(2) passes over a negative descriptor.
  void close_client(std::size_t i) {
    close(polled_[i].fd);
    polled_[i].fd = -1;
    clients_[i].output.clear();
  }

  void remove_closed() {
    for (std::size_t i = polled_.size() - 1; i > 0; --i) {
      if (polled_[i].fd >= 0) continue;
      std::swap(polled_[i], polled_.back());
      std::swap(clients_[i], clients_.back());
      polled_.pop_back();
      clients_.pop_back();
    }
  }

  // The same answer in the same array, so that all else stays as it is.
  void wait_with_select() {
    fd_set readable;
    fd_set writable;
    FD_ZERO(&readable);
    FD_ZERO(&writable);
    int highest = 0;
    for (const pollfd& entry : polled_) {
      FD_SET(entry.fd, &readable);
      if ((entry.events & POLLOUT) != 0) FD_SET(entry.fd, &writable);
      highest = std::max(highest, entry.fd);
    }
    select(highest + 1, &readable, &writable, nullptr, nullptr);
    for (pollfd& entry : polled_) {
      entry.revents = static_cast<short>((FD_ISSET(entry.fd, &readable) ? POLLIN : 0) |
                                         (FD_ISSET(entry.fd, &writable) ? POLLOUT : 0));
    }
  }

  Habits habits_;
  std::vector<pollfd> polled_;   // the listener first
  std::vector<Client> clients_;  // beside each entry of `polled_`
  std::array<char, 64 * 1024> buffer_ = {};
};

}  // namespace

int main(int argc, char** argv) {
  Habits habits;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--send-per-message") == 0) habits.send_per_message = true;
    if (std::strcmp(argv[i], "--nagle") == 0) habits.nagle = true;
    if (std::strcmp(argv[i], "--select") == 0) habits.select = true;
  }
  Floor floor(habits);
  std::printf("listening on 127.0.0.1:%d/tcp (floor)\n", floor.listen_on_loopback());
  std::fflush(stdout);
  for (;;) floor.turn();
}
