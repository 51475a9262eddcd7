// A tap on the wire: stands between a client and a server, passes their bytes on, and prints them
// as they came. tests/ci/wire.sh drives it to record the conversations in
// apps/protocols/README.md.
//
//   wire-tap tcp|udp PORT    the server is at 127.0.0.1:PORT
//
// Prints `listening on PORT`, for UDP also `sending from PORT`, then one line per receive: `client`
// or `server`, which of the two sent the bytes, and the bytes in hexadecimal. `client end` and
// `server end` tell the end of a stream. One client only.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "platform/process.hpp"
#include "reactor/acceptor.hpp"
#include "reactor/connection.hpp"
#include "reactor/connector.hpp"
#include "reactor/reactor.hpp"
#include "reactor/udp_port.hpp"

namespace chatlab {
namespace {

constexpr milliseconds patience{5000};

// The server sees the tap's port instead of the client's. A port that the system chose differs at
// every run, so it is written as this one.
constexpr std::string_view any_port = "50000";

Address loopback(std::uint16_t port) {
  return *Address::parse("127.0.0.1", port);
}

void print_bytes(const char* sender, std::string bytes, const Address& tap) {
  const std::string port = std::to_string(tap.port());
  const std::size_t found = bytes.find("127.0.0.1:" + port);
  if (found != std::string::npos) bytes.replace(found + 10, port.size(), any_port);
  std::printf("%s ", sender);
  for (const char byte : bytes) std::printf("%02x", static_cast<unsigned char>(byte));
  std::printf("\n");
}

// One side of a TCP conversation. Each receive leaves in a send of its own on the other side.
class Side : public Connection {
 public:
  Side(Reactor& reactor, TcpSocket connected, const char* name)
      : Connection(reactor, std::move(connected)), name_(name) {}

  void set_other(Side& other, const Address& tap) {
    other_ = &other;
    tap_ = tap;
  }

 private:
  void on_bytes(std::string_view bytes) override {
    print_bytes(name_, std::string(bytes), tap_);
    other_->send_apart(bytes);
  }
  void on_end(std::error_code) override {
    std::printf("%s end\n", name_);
    other_->end_output();
  }
  void on_closed() override {}

  const char* name_;
  Side* other_ = nullptr;
  Address tap_;  // of this machine, as the server sees it
};

// Connects to the server when the client has come.
class TcpTap : private Acceptor {
 public:
  TcpTap(Reactor& reactor, const Address& server)
      : Acceptor(reactor, loopback(0)), reactor_(reactor), upstream_(*this, server) {
    std::printf("listening on %d\n", local_address().port());
  }

 private:
  class Upstream : public Connector {
   public:
    Upstream(TcpTap& tap, const Address& server)
        : Connector(tap.reactor_, {server}, patience), tap_(tap) {}

   private:
    void on_connected(TcpSocket socket, const Address&) override { tap_.join(std::move(socket)); }
    void on_connect_failed(const std::string& reasons) override {
      std::fprintf(stderr, "%s\n", reasons.c_str());
      std::exit(1);
    }
    TcpTap& tap_;
  };

  void on_accept(TcpSocket socket, const Address&) override {
    client_ = std::make_unique<Side>(reactor_, std::move(socket), "client");
    client_->hold(true);
    upstream_.start();
  }
  void on_exhausted(std::error_code) override {}

  void join(TcpSocket socket) {
    const Address tap = socket.local_address();
    server_ = std::make_unique<Side>(reactor_, std::move(socket), "server");
    client_->set_other(*server_, tap);
    server_->set_other(*client_, tap);
    client_->hold(false);
  }

  Reactor& reactor_;
  Upstream upstream_;
  std::unique_ptr<Side> client_;
  std::unique_ptr<Side> server_;
};

// The client is known from its first datagram on.
class UdpTap {
 public:
  UdpTap(Reactor& reactor, const Address& server)
      : server_(server),
        to_client_(reactor, loopback(0), from_client_),
        to_server_(reactor, loopback(0), from_server_) {
    std::printf("listening on %d\nsending from %d\n", to_client_.local_address().port(),
                to_server_.local_address().port());
  }

 private:
  class FromClient : public UdpPortListener {
   public:
    explicit FromClient(UdpTap& tap) : tap_(tap) {}

   private:
    void on_datagram(std::string_view datagram, const Address& from, const Address&) override {
      tap_.client_ = from;
      print_bytes("client", std::string(datagram), tap_.to_server_.local_address());
      tap_.to_server_.send(datagram, tap_.server_);
    }
    void on_undelivered(const Address&, std::error_code) override {}
    UdpTap& tap_;
  };

  class FromServer : public UdpPortListener {
   public:
    explicit FromServer(UdpTap& tap) : tap_(tap) {}

   private:
    void on_datagram(std::string_view datagram, const Address&, const Address&) override {
      print_bytes("server", std::string(datagram), tap_.to_server_.local_address());
      tap_.to_client_.send(datagram, tap_.client_);
    }
    void on_undelivered(const Address&, std::error_code) override {}
    UdpTap& tap_;
  };

  Address server_;
  Address client_;
  FromClient from_client_{*this};
  FromServer from_server_{*this};
  UdpPort to_client_;
  UdpPort to_server_;
};

int run(const std::string& transport, std::uint16_t port) {
  std::setvbuf(stdout, nullptr, _IONBF, 0);
  Reactor reactor(make_poll_demultiplexer());
  std::unique_ptr<TcpTap> tcp;
  std::unique_ptr<UdpTap> udp;
  if (transport == "tcp") tcp = std::make_unique<TcpTap>(reactor, loopback(port));
  if (transport == "udp") udp = std::make_unique<UdpTap>(reactor, loopback(port));
  for (;;) reactor.turn();
}

}  // namespace
}  // namespace chatlab

int main(int argc, char** argv) {
  const chatlab::Process process(argc, argv);
  if (process.arguments().size() != 2) return 2;
  return chatlab::run(process.arguments()[0],
                      static_cast<std::uint16_t>(std::atoi(process.arguments()[1].c_str())));
}
