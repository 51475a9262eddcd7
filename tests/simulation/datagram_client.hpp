// Simulated clients over UDP: members of `datagram`, clients that never join, and clients of
// `echo`.
//
// The server's datagrams are checked as they are sent, before the network loses or repeats them. So
// a datagram member, too, must be sent everything exactly once and in order.
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
  bool joins = true;             // false: speaks without joining
  bool renames = false;          // true: asks for another name half-way
  bool repeats_joining = false;  // true: asks to join although it has joined
  bool asks_who = false;
  microseconds pause{0};     // half-way; long enough to be removed for silence
  bool joins_again = false;  // true: joins again when told that it was removed
  bool floods = false;
  bool says_farewell = true;  // false: it falls silent
  bool closes = false;        // true: closes its port when it leaves
  Path path = Path::direct;
};

class DatagramClient : public Client, private DatagramPeer {
 public:
  DatagramClient(Setting& setting, const Protocol& protocol, const Address& address,
                 std::string name, const DatagramPlan& plan);

  void start(microseconds delay) override;
  void leave() override;
  void vanish() override;
  void on_entry(const Entry& entry) override;
  void check() override;
  void check_at_end() override;

 private:
  void on_sent(std::string_view datagram) override;
  void on_datagram(std::string_view datagram) override;
  void on_arrived(const std::string& datagram) override;
  bool is_open() const override { return open_; }
  void on_reported_unreachable() override;

  void ask_to_join();
  void speak();
  void say();
  void send(const std::string& datagram);
  bool is_answer(const Reply& reply) const;
  void check_told_removed() const;

  DatagramPlan plan_;
  Address source_;
  std::string current_name_;
  std::unique_ptr<ReplyDecoder> sent_;  // reads what the server sends
  Delivery delivery_;
  std::map<std::string, std::size_t>
      arrived_;  // copies of its messages that reached the server's machine
  std::map<std::string, std::size_t> taken_;  // by the room
  std::size_t asked_bytes_ = 0;               // received by the server's machine
  std::size_t answered_bytes_ = 0;            // sent by the server in answer
  std::size_t messages_left_;
  std::size_t times_told_removed_ = 0;  // how often the server sent `removed`
  bool was_joined_ = false;
  bool welcomed_ = false;  // true: the server has sent the welcome
  bool heard_ = false;     // true: the welcome has arrived
  bool refused_ = false;
  bool reported_ = false;  // true: reported unreachable, and has not joined since
  TimePoint when_reported_ = {};
  bool open_ = false;
  bool leaving_ = false;
};

struct EchoPlan {
  std::size_t messages = 0;
  std::size_t longest_text = 100;
  bool answers = false;  // true: is an echo server itself
  Path path = Path::direct;
};

/// An echo client. It must be sent answers to its own datagrams and nothing else.
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
  std::map<std::string, std::string> texts_;     // by the datagram that carried them
  std::map<std::string, std::size_t> arrived_;   // copies of each text, at the server's machine
  std::map<std::string, std::size_t> answered_;  // by the server
  std::map<std::string, std::size_t> taken_;     // by the room
};

}  // namespace chatlab::simulation
