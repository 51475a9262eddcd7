// The link over TCP: a connection to the server, with the protocol's encoder and decoder.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "apps/client/paced_outbox.hpp"
#include "apps/client/server_link.hpp"
#include "reactor/connection.hpp"

namespace chatlab {

class StreamLink : public Connection, public ServerLink, public OutboxListener {
 public:
  /// All arguments but the socket must outlive the link.
  StreamLink(Reactor& reactor, TcpSocket socket, const Address& server, const Protocol& protocol,
             ServerLinkListener& listener);

  void join(std::string_view name) override;
  void say(std::string_view text) override;
  void leave() override;
  std::size_t unsent() const override { return outbox_.waiting() + Connection::unsent(); }
  std::size_t longest_text() const override { return SIZE_MAX; }
  std::string place() const override { return server_.to_string(); }

  /// `server at 127.0.0.1:3000 (framed)`
  std::string describe() const override;
  bool is_all_delivered() const override;
  bool has_close() const override { return true; }
  void hold_replies(bool held) override { hold(held); }

 private:
  void on_due(const std::string& bytes) override;
  void on_bytes(std::string_view bytes) override;
  void on_end(std::error_code error) override;
  void on_progress(std::size_t) override { listener_.on_link_active(); }
  void on_closed() override {}

  const Address server_;
  const Protocol& protocol_;
  ServerLinkListener& listener_;
  std::unique_ptr<ReplyDecoder> decoder_;
  PacedOutbox outbox_;
  std::string name_;
  bool leaving_ = false;
};

}  // namespace chatlab
