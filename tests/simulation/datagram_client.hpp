// Clients over UDP: members of `datagram`, strangers, and those of `echo`.
//
// What the server sends is checked as it is sent, before the network loses or repeats it: so a
// datagram member is promised the same as any other, exactly once and in order, as far as the
// server can promise.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "tests/simulation/client.hpp"

namespace chatlab::simulation {

struct DatagramPlan {
  std::size_t messages = 0;
  microseconds pace{50000};
  std::size_t longest_text = 100;
  bool joins = true;             // else it is a stranger
  bool renames = false;          // half-way it asks for another name
  bool repeats_joining = false;  // though it has joined
  bool asks_who = false;
  bool floods = false;
  bool says_farewell = true;  // else it falls silent
  bool closes = false;        // and its port does not exist any more
};

class DatagramClient : public Client, private DatagramPeer {
 public:
  DatagramClient(Setting& setting, const Protocol& protocol, const Address& address,
                 std::string name, const DatagramPlan& plan);

  void start(microseconds delay) override;
  void leave() override;
  void vanish() override;
  void on_entry(const Entry& entry) override;
  void check() override { delivery_.compare(); }
  void check_at_end() override;

 private:
  void on_sent(std::string_view datagram) override;
  void on_datagram(std::string_view datagram) override;
  void on_arrived(const std::string& datagram) override;
  bool is_open() const override { return open_; }
  void on_reported_unreachable() override { reported_ = true; }

  void ask_to_join();
  void speak();
  void say();
  void send(const std::string& datagram);
  bool is_answer(const Reply& reply) const;

  DatagramPlan plan_;
  Address source_;
  std::string current_name_;
  std::unique_ptr<ReplyDecoder> sent_;  // reads what the server sends
  Delivery delivery_;
  std::map<std::string, std::size_t> arrived_;  // copies of what it said, at the server's machine
  std::map<std::string, std::size_t> taken_;    // by the room
  std::size_t asked_bytes_ = 0;                 // that have reached the server's machine
  std::size_t answered_bytes_ = 0;              // that the server has sent for them
  std::size_t messages_left_;
  bool was_joined_ = false;
  bool welcomed_ = false;  // the server has said so
  bool heard_ = false;     // and it has arrived
  bool refused_ = false;
  bool reported_ = false;  // as unreachable, and not welcomed since
  bool open_ = false;
  bool leaving_ = false;
};

struct EchoPlan {
  std::size_t messages = 0;
  std::size_t longest_text = 100;
  bool answers = false;  // an echo server itself: it echoes what it is sent
};

/// Each datagram is answered to its sender alone, and that is all an echo client is ever sent.
class EchoClient : public Client, private DatagramPeer {
 public:
  EchoClient(Setting& setting, const Protocol& protocol, const Address& address,
             const EchoPlan& plan);

  void start(microseconds delay) override;
  void leave() override { plan_.messages = 0; }
  void vanish() override { leave(); }
  void on_entry(const Entry& entry) override;
  void check() override {}
  void check_at_end() override {}

 private:
  void on_sent(std::string_view datagram) override;
  void on_datagram(std::string_view datagram) override;
  void on_arrived(const std::string& datagram) override { ++arrived_[texts_[datagram]]; }
  bool is_open() const override { return true; }
  void on_reported_unreachable() override {}
  void speak();
  void send(const std::string& text);

  EchoPlan plan_;
  Address source_;
  std::map<std::string, std::string> texts_;     // by the datagram that they were said in
  std::map<std::string, std::size_t> arrived_;   // copies of each text, at the server's machine
  std::map<std::string, std::size_t> answered_;  // by the server
  std::map<std::string, std::size_t> taken_;     // by the room
};

}  // namespace chatlab::simulation
