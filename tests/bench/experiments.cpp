#include "tests/bench/experiments.hpp"

#include <algorithm>
#include <memory>
#include <random>
#include <vector>

#include "platform/demultiplexer.hpp"
#include "platform/udp_socket.hpp"
#include "tests/bench/crowd.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab::bench {
namespace {

using std::chrono::seconds;

// Keeps `in_flight` messages under way, each delivered to all clients but its sender.
class Talk {
 public:
  Talk(Crowd& crowd, std::size_t message_size, std::size_t text_size)
      : crowd_(crowd), size_(message_size), text_(text_size, 'x') {}

  void say_up_to(int in_flight, int speakers) {
    const auto receivers = static_cast<std::uint64_t>(crowd_.size() - 1);
    const std::uint64_t most =
        delivered() + lost_ + static_cast<std::uint64_t>(in_flight) * receivers;
    for (; expected() + receivers <= most; ++said_) crowd_.say(said_ % speakers, text_);
  }

  // Returns when all is delivered, or nothing has come for 300 ms.
  void go_on_for(milliseconds duration, const Load& load) {
    const TimePoint end = now() + duration;
    TimePoint last_progress = now();
    while (now() < end ||
           (delivered() + lost_ < expected() && now() < last_progress + milliseconds(300))) {
      const std::uint64_t before = delivered();
      if (now() < end) say_up_to(load.in_flight, load.speakers);
      crowd_.pump(milliseconds(50));
      if (delivered() != before) last_progress = now();
      // Only datagrams are lost. The window opens again if nothing more comes.
      if (delivered() == before) lost_ = expected() - delivered();
    }
  }

  // Counts from here on. All must have been delivered, or be lost.
  void forget() {
    delivered_before_ += delivered();
    said_ = 0;
    lost_ = 0;
  }

  std::uint64_t delivered() const { return crowd_.received() / size_ - delivered_before_; }
  std::uint64_t said() const { return static_cast<std::uint64_t>(said_); }
  std::uint64_t expected() const {
    return static_cast<std::uint64_t>(said_) * static_cast<std::uint64_t>(crowd_.size() - 1);
  }

 private:
  Crowd& crowd_;
  const std::uint64_t size_;
  const std::string text_;
  std::uint64_t delivered_before_ = 0;
  int said_ = 0;
  std::uint64_t lost_ = 0;  // deliveries; over UDP only
};

Cpu difference(const Cpu& later, const Cpu& earlier) {
  return {later.user - earlier.user, later.system - earlier.system};
}

double in_milliseconds(std::chrono::steady_clock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

Delay summarize(std::vector<double> delays) {
  std::sort(delays.begin(), delays.end());
  return {delays[delays.size() / 2], delays[delays.size() * 99 / 100], delays.back()};
}

}  // namespace

FanOut measure_fan_out(Contestant& contestant, const Load& load) {
  const std::unique_ptr<ServerProcess> server = contestant.start(load.counted);
  const std::size_t empty = server->resident_bytes();
  Crowd crowd(contestant, *server, load.members);
  Talk talk(crowd, crowd.settle(load.text_size), load.text_size);

  FanOut result;
  result.join_cpu = server->cpu().total();
  result.memory = (server->resident_bytes() - empty) / static_cast<std::size_t>(load.members);
  talk.go_on_for(milliseconds(200), load);  // buffers grow to the size that they keep
  talk.forget();
  const Cpu cpu_before = server->cpu();
  const Counts counts_before = server->counts();
  talk.go_on_for(load.duration, load);

  result.cpu = difference(server->cpu(), cpu_before);
  result.counts.system_calls = server->counts().system_calls - counts_before.system_calls;
  result.counts.allocations = server->counts().allocations - counts_before.allocations;
  result.messages = talk.said();
  result.deliveries = talk.delivered();
  result.lost = talk.expected() - std::min(talk.expected(), talk.delivered());
  result.turns = contestant.turns(*server);
  return result;
}

Delay measure_delay(Contestant& contestant, int messages, bool flood) {
  constexpr int members = 100;
  constexpr int speakers = 8;
  constexpr std::size_t text_size = 64;
  const std::unique_ptr<ServerProcess> server = contestant.start(false);
  Crowd crowd(contestant, *server, members);
  Talk noise(crowd, crowd.settle(text_size), text_size);
  crowd.look_for_marks(true);

  std::mt19937 engine(1);  // the same pauses for each contestant
  std::exponential_distribution<double> pause(1 / 20.0);
  std::vector<TimePoint> said;
  TimePoint next = now();
  const auto all_arrived = [&] {
    return static_cast<int>(said.size()) == messages &&
           crowd.reached_all(messages - 1) != TimePoint();
  };
  for (const TimePoint end = now() + seconds(30); !all_arrived() && now() < end;) {
    if (flood) noise.say_up_to(256, 1);
    if (static_cast<int>(said.size()) < messages && now() >= next) {
      const int number = static_cast<int>(said.size());
      said.push_back(now());
      crowd.say(1 + number % speakers, marked_text(text_size, number));
      next += std::chrono::microseconds(static_cast<int>(1000 * pause(engine)));
    }
    const auto rest = std::chrono::duration_cast<milliseconds>(next - now());
    crowd.pump(std::clamp(rest, milliseconds(0), milliseconds(10)));
  }

  std::vector<double> delays;
  for (int i = 0; i < messages; ++i) {
    const TimePoint arrived = crowd.reached_all(i);
    delays.push_back(arrived == TimePoint()
                         ? 1e9
                         : in_milliseconds(arrived - said[static_cast<std::size_t>(i)]));
  }
  return summarize(std::move(delays));
}

double measure_wait(const std::string& name, int idle) {
  const std::unique_ptr<Demultiplexer> demultiplexer = make_demultiplexer(name);
  std::vector<std::unique_ptr<UdpSocket>> sockets;
  for (int i = 0; i <= idle; ++i) {
    sockets.push_back(std::make_unique<UdpSocket>(loopback()));
    if (!demultiplexer->can_hold(sockets.back()->handle())) return -1;
    demultiplexer->add(sockets.back()->handle());
    demultiplexer->change(static_cast<std::size_t>(i), {true, false});
  }
  sockets.front()->send_to("x", 1, sockets.back()->local_address());  // is never read
  std::vector<Ready> ready;
  const TimePoint begin = now();
  int waits = 0;
  for (; now() < begin + milliseconds(100); ++waits) {
    ready.clear();
    demultiplexer->wait(forever, ready);
  }
  return in_milliseconds(now() - begin) * 1000 / waits;
}

}  // namespace chatlab::bench
