// Connects two sockets of this process over the loopback interface.
#include "platform/windows/socket_pair.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "platform/call_observer.hpp"
#include "platform/demultiplexer.hpp"
#include "platform/windows/native.hpp"

namespace chatlab {
namespace {

// Within one machine a connection is established almost at once. If not, something is wrong.
constexpr std::chrono::seconds patience{5};

void wait_for(Handle handle, Interest interest) {
  const std::unique_ptr<Demultiplexer> demultiplexer = make_poll_demultiplexer();
  std::vector<Ready> ready;
  demultiplexer->add(handle);
  demultiplexer->change(0, interest);
  demultiplexer->wait(patience, ready);
  if (!ready.empty()) return;
  throw std::system_error(to_error(WSAETIMEDOUT), "socket pair");
}

TcpSocket connect_to(const Address& address) {
  IoResult result;
  TcpSocket socket = TcpSocket::connect(address, result);
  if (result.status == IoStatus::would_block) {
    wait_for(socket.handle(), {false, true});
    result.error = socket.connect_error();
  }
  if (result.error) throw std::system_error(result.error, "socket pair");
  return socket;
}

// Any program on this machine may connect to the listening socket, and could then pose as standard
// input. So only the connection from our own other end is accepted.
TcpSocket accept_from(TcpListener& listening, const Address& ours) {
  for (;;) {
    wait_for(listening.handle(), {true, false});
    Accepted accepted = listening.accept();
    if (accepted.result.status == IoStatus::error) {
      throw std::system_error(accepted.result.error, "socket pair");
    }
    if (accepted.socket.is_open() && accepted.peer == ours) return std::move(accepted.socket);
  }
}

}  // namespace

// Not observed: for the program, this is no connection but a pipe.
SocketPair make_socket_pair() {
  const Unobserved internal_calls;
  TcpListener listening(Address(Address::Family::ipv4, {127, 0, 0, 1}, 0));
  TcpSocket writing = connect_to(listening.local_address());
  TcpSocket reading = accept_from(listening, writing.local_address());
  return {std::move(reading), std::move(writing)};
}

}  // namespace chatlab
