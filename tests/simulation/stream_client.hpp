// A simulated client over TCP, of any protocol, healthy or not: it may flood, read slowly, send
// garbage or vanish.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/client.hpp"

namespace chatlab::simulation {

/// How a client behaves. The default is a healthy member that says nothing.
struct StreamPlan {
  enum class Reading { always, slowly, until_it_stops };
  enum class Ending { word, half_close, close, reset, vanish };
  enum class Spoiling { nothing, silence, garbage, malformed, overlong };

  Line line;
  std::size_t messages = 0;
  microseconds pace{50000};  // between two messages, on average
  std::size_t longest_text = 100;
  Reading reading = Reading::always;
  Ending ending = Ending::word;
  Spoiling spoiling = Spoiling::nothing;
  bool floods = false;   // true: says as much as TCP accepts
  bool is_torn = false;  // true: its chunks do not arrive as sent
  bool in_step = false;  // true: sends nothing before the room has accepted what was sent before
  bool asks_who = false;
  Path path = Path::direct;

  bool is_healthy() const {
    return reading == Reading::always && spoiling == Spoiling::nothing && !floods && !is_torn &&
           path != Path::broken;
  }
};

class StreamClient : public Client, private StreamPeer {
 public:
  StreamClient(Setting& setting, const Protocol& protocol, const Address& address, std::string name,
               const StreamPlan& plan);

  void start(microseconds delay) override;
  void leave() override;
  void vanish() override;
  void on_entry(const Entry& entry) override;
  void check() override;
  void check_at_end() override;

 private:
  /// A message that the client sent, as the room must accept it.
  struct Said {
    std::string text;
    std::size_t end;  // the number of bytes sent up to its end
    TimePoint arrived_at;
    std::uint64_t arrived_in_turn;
  };

  void on_bytes(std::string_view bytes) override;
  void on_end(bool orderly) override;
  void on_arrived(std::size_t total) override;
  void on_taken() override;

  void greet();
  void go_on_in_step();
  bool has_unaccepted() const { return sent_ > 0 && (joined_in_turn_ == 0 || !said_.empty()); }
  void take_replies(std::string_view bytes);
  void take_reply(const Reply& reply);
  void begin_to_speak();
  void speak();
  void speak_later();
  void say();
  void say_until_the_end();
  void break_off();
  void spoil();
  void pump();
  void read_slowly();
  void send(const std::string& bytes);
  void take_said(const Entry& entry);

  std::chrono::milliseconds slack() const;
  bool must_have_heard_all() const;
  void check_is_answered() const;
  void check_is_not_waited_for() const;
  void check_refusal();
  void check_everything_was_taken() const;
  void check_way_of_leaving() const;

  StreamPlan plan_;
  std::shared_ptr<Stream> stream_;
  std::unique_ptr<ReplyDecoder> replies_;  // nullptr in protocols without boundaries
  Delivery delivery_;
  std::string unwelcome_bytes_;  // received before joining, in a protocol without a welcome
  TimePoint connected_at_ = {};
  std::size_t messages_left_;
  bool welcomed_;  // true from the beginning if the protocol has no welcome
  std::size_t sent_ = 0;
  std::deque<Said> said_;  // not accepted by the room yet
  std::size_t arrived_ = 0;
  std::size_t arrived_said_ = 0;  // the number of messages in `said_` that have arrived
  std::string torn_said_;
  std::string torn_taken_;
  std::size_t asked_ = 0;
  std::size_t answered_ = 0;
  std::uint64_t joined_in_turn_ = 0;  // 0 until the client has joined
  TimePoint joined_at_ = {};
  bool left_ = false;
  TimePoint left_the_room_at_ = {};
  bool leaves_later_ = false;  // true: leaves once the room has accepted what was sent
  bool left_unexpectedly_ = false;
  bool refused_ = false;
  bool leaving_ = false;        // true: has begun to leave, or the run has ended
  bool ended_orderly_ = false;  // true: the server has ended the stream without a reset
  TimePoint left_at_ = {};
  TimePoint ended_at_ = {};
  bool over_ = false;  // true: there is no connection any more
  bool pumping_ = false;
};

}  // namespace chatlab::simulation
