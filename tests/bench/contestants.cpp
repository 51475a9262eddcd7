#include "tests/bench/contestants.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <utility>

#include "platform/socket.hpp"
#include "tests/support/dialects.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab::bench {
namespace {

const std::string folder = "build/bench/";  // logs and settings

// Where a contestant's output goes: `build/bench/floor---select.log`
std::string log_of(std::string name) {
  std::replace(name.begin(), name.end(), ' ', '-');
  return folder + name + ".log";
}

std::string joined_words(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += " " + word;
  return all;
}

// A port that was free a moment ago, for servers that cannot choose one themselves.
std::uint16_t free_port() {
  return TcpListener(loopback()).local_address().port();
}

// The port in a line like `listening on 127.0.0.1:4711/tcp`.
Address listening_address(ServerProcess& server) {
  const std::string rest = server.wait_for("listening on 127.0.0.1:");
  return *Address::parse("127.0.0.1", static_cast<std::uint16_t>(std::atoi(rest.c_str())));
}

class ChatServer : public Contestant {
 public:
  ChatServer(const std::string& protocol, std::vector<std::string> options)
      : dialect_(dialect_of(protocol)), options_(std::move(options)) {}

  std::string name() const override {
    return "chat-server " + dialect_.protocol() + joined_words(options_);
  }

  std::unique_ptr<ServerProcess> start(bool counted) override {
    std::vector<std::string> command = {"build/release/chat-server", "--listen",
                                        dialect_.protocol() + ":0", "--max-members", "20000"};
    command.insert(command.end(), options_.begin(), options_.end());
    auto server = std::make_unique<ServerProcess>(command, log_of(name()), counted);
    address_ = listening_address(*server);
    asked_ = 0;
    return server;
  }

  bool is_over_udp() const override { return dialect_.is_over_udp(); }
  std::string join(int index) const override { return dialect_.join(name_of(index)); }
  std::string joined() const override { return dialect_.welcome(); }

  bool have_joined(ServerProcess& server, int count) override {
    return is_over_udp() || !joined().empty() || server.count_in_log(" joined\n") >= count;
  }

  // A newline keeps messages apart that arrive together, if the protocol has no boundaries.
  std::string say(int index, const std::string& text) const override {
    const std::string bytes = dialect_.say(name_of(index), text);
    return !is_over_udp() && joined().empty() ? bytes + "\n" : bytes;
  }

  Turns turns(ServerProcess& server) override {
    server.type("/stats");
    ++asked_;
    return {std::atol(server.wait_for("longest turn in microseconds: ", asked_).c_str()),
            std::atol(server.wait_for("costliest turn in deliveries: ", asked_).c_str())};
  }

 private:
  const Dialect& dialect_;
  std::vector<std::string> options_;
  int asked_ = 0;  // how often the running server was asked for its statistics
};

// Processor time and memory are the server's.
class ProxiedServer : public ChatServer {
 public:
  explicit ProxiedServer(const std::string& protocol) : ChatServer(protocol, {}) {}

  std::string name() const override { return ChatServer::name() + " through chat-proxy"; }

  std::unique_ptr<ServerProcess> start(bool counted) override {
    auto server = ChatServer::start(counted);
    const std::vector<std::string> command = {"build/release/chat-proxy", "--listen", "0", "--to",
                                              address_.to_string()};
    proxy_ = std::make_unique<ServerProcess>(command, folder + "chat-proxy.log");
    address_ = listening_address(*proxy_);
    return server;
  }

 private:
  std::unique_ptr<ServerProcess> proxy_;
};

class Floor : public Contestant {
 public:
  explicit Floor(std::vector<std::string> switches) : switches_(std::move(switches)) {}

  std::string name() const override { return "floor" + joined_words(switches_); }
  std::unique_ptr<ServerProcess> start(bool counted) override {
    std::vector<std::string> command = {"build/release/tests/floor"};
    command.insert(command.end(), switches_.begin(), switches_.end());
    auto server = std::make_unique<ServerProcess>(command, log_of(name()), counted);
    address_ = listening_address(*server);
    return server;
  }
  std::string join(int) const override { return {}; }
  std::string joined() const override { return {}; }
  std::string say(int, const std::string& text) const override { return text + "\n"; }

 private:
  std::vector<std::string> switches_;
};

// What the two IRC servers share: the protocol (RFC 2812), and one channel as the room.
class IrcServer : public Contestant {
 public:
  std::string join(int index) const override {
    return "NICK " + name_of(index) + "\r\nUSER " + name_of(index) + " 0 * :x\r\n";
  }
  std::string joined() const override { return " 001 "; }  // RPL_WELCOME
  std::string enter() const override { return "JOIN #room\r\n"; }
  std::string entered() const override { return " 366 "; }  // RPL_ENDOFNAMES
  std::string say(int, const std::string& text) const override {
    return "PRIVMSG #room :" + text + "\r\n";
  }

 protected:
  std::unique_ptr<ServerProcess> start_with(const std::string& settings,
                                            const std::vector<std::string>& command) {
    const std::string path = folder + name() + ".conf";
    std::ofstream(path) << settings;
    auto server = std::make_unique<ServerProcess>(command, log_of(name()));
    const TimePoint end = now() + std::chrono::seconds(10);
    while (server->is_running() && now() < end && !accepts()) rest_for(milliseconds(10));
    return server;
  }
  void choose_port() { address_ = *Address::parse("127.0.0.1", free_port()); }

 private:
  bool accepts() const {
    IoResult result;
    TcpSocket socket = TcpSocket::connect(address_, result);
    return await_writable(socket.handle()) && !socket.connect_error();
  }
};

class Ngircd : public IrcServer {
 public:
  std::string name() const override { return "ngircd"; }
  int joins_at_once() const override { return 10; }
  std::unique_ptr<ServerProcess> start(bool) override {
    choose_port();
    const std::string settings =
        "[Global]\nName = bench.example\nInfo = x\nListen = 127.0.0.1\nPorts = " +
        std::to_string(address_.port()) +
        "\nServerUID = nobody\nServerGID = nogroup\n"
        "[Limits]\nMaxConnections = 0\nMaxConnectionsIP = 0\nMaxPenaltyTime = 0\nMaxNickLength = "
        "16\n"
        "[Options]\nDNS = no\nIdent = no\nPAM = no\n"
        "[Channel]\nName = #room\nModes = n\n";
    return start_with(settings, {"ngircd", "--nodaemon", "--config", folder + "ngircd.conf"});
  }
};

class Inspircd : public IrcServer {
 public:
  std::string name() const override { return "inspircd"; }
  std::unique_ptr<ServerProcess> start(bool) override {
    choose_port();
    char here[4096];
    const std::string absolute = std::string(::getcwd(here, sizeof here)) + "/" + folder;
    const std::string settings =
        "<server name=\"bench.example\" description=\"x\" network=\"bench\" id=\"1AA\">\n"
        "<admin name=\"x\" nick=\"x\" email=\"x@bench.example\">\n"
        "<bind address=\"127.0.0.1\" port=\"" +
        std::to_string(address_.port()) +
        "\" type=\"clients\">\n"
        "<connect allow=\"*\" timeout=\"60\" pingfreq=\"600\" hardsendq=\"100M\" "
        "softsendq=\"100M\" "
        "recvq=\"1M\" threshold=\"100000000\" commandrate=\"100000000\" fakelag=\"no\" "
        "localmax=\"30000\" globalmax=\"30000\" resolvehostnames=\"no\" useident=\"no\">\n"
        "<performance quietbursts=\"yes\" softlimit=\"30000\" somaxconn=\"4096\" "
        "netbuffersize=\"65534\">\n"
        "<pid file=\"" +
        absolute + "inspircd.pid\">\n<log method=\"file\" type=\"*\" level=\"default\" target=\"" +
        absolute + "inspircd.own.log\">\n";
    return start_with(
        settings, {"inspircd", "--nofork", "--runasroot", "--config", absolute + "inspircd.conf"});
  }
};

bool is_installed(const std::string& program) {
  return std::system(("command -v " + program + " > /dev/null 2>&1").c_str()) == 0;
}

}  // namespace

std::string name_of(int index) {
  char name[16];
  std::snprintf(name, sizeof name, "m%05d", index);
  return name;
}

std::unique_ptr<Contestant> make_chat_server(const std::string& protocol,
                                             const std::vector<std::string>& options) {
  return std::make_unique<ChatServer>(protocol, options);
}

std::unique_ptr<Contestant> make_proxied_server(const std::string& protocol) {
  return std::make_unique<ProxiedServer>(protocol);
}

std::unique_ptr<Contestant> make_floor(const std::vector<std::string>& switches) {
  return std::make_unique<Floor>(switches);
}

std::vector<std::unique_ptr<Contestant>> find_irc_servers() {
  std::vector<std::unique_ptr<Contestant>> found;
  if (is_installed("ngircd")) found.push_back(std::make_unique<Ngircd>());
  if (is_installed("inspircd")) found.push_back(std::make_unique<Inspircd>());
  return found;
}

}  // namespace chatlab::bench
