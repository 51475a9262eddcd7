// Keeps messages under way, and measures what they cost the server or how long they take.
#include "tests/bench/test_bed.hpp"

#include <algorithm>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

namespace chatlab::bench {
namespace {

using std::chrono::seconds;

constexpr milliseconds warm_up{100};
constexpr double mean_pause = 10;  // between two messages at low load, in milliseconds

// Keeps `in_flight` messages under way, each delivered to all clients but its sender.
class Talk {
 public:
  Talk(Crowd& crowd, std::size_t message_size, std::size_t text_size, bool over_udp)
      : crowd_(crowd), size_(message_size), text_(text_size, 'x'), over_udp_(over_udp) {}

  void say_up_to(int in_flight, int speakers) {
    const auto receivers = static_cast<std::uint64_t>(crowd_.size() - 1);
    const std::uint64_t most =
        delivered() + lost_ + static_cast<std::uint64_t>(in_flight) * receivers;
    for (; expected() + receivers <= most; ++said_) crowd_.say(said_ % speakers, text_);
  }

  // Returns when all is delivered. Datagrams are lost if nothing has come for 300 ms; a stream may
  // stand still for longer if the machine is busy.
  void go_on_for(milliseconds duration, const Load& load) {
    const milliseconds patience(over_udp_ ? 300 : 10000);
    const TimePoint end = now() + duration;
    TimePoint last_progress = now();
    while (now() < end || (delivered() < expected() && now() < last_progress + patience)) {
      const std::uint64_t before = delivered();
      if (now() < end) say_up_to(load.in_flight, load.speakers);
      crowd_.pump(milliseconds(50));
      if (delivered() != before) {
        last_progress = now();
      } else if (over_udp_) {
        lost_ = expected() - delivered();  // the window opens again
      }
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
  const bool over_udp_;
  std::uint64_t delivered_before_ = 0;
  int said_ = 0;
  std::uint64_t lost_ = 0;  // deliveries; over UDP only
};

double in_milliseconds(std::chrono::steady_clock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

}  // namespace

TestBed::TestBed(std::unique_ptr<Contestant> contestant, int members, Counting counting)
    : contestant_(std::move(contestant)),
      server_(contestant_->start(counting == Counting::on)),
      empty_(server_->resident_bytes()),
      crowd_(*contestant_, *server_, members) {
  crowd_.settle(mark_size);
  cost_of_joins_ = server_->cpu();
}

std::size_t TestBed::memory_per_member() const {
  return (server_->resident_bytes() - empty_) / static_cast<std::size_t>(members());
}

FanOut TestBed::measure_fan_out(const Load& load) {
  Talk talk(crowd_, crowd_.settle(load.text_size), load.text_size, contestant_->is_over_udp());
  talk.go_on_for(warm_up, load);  // buffers grow to the size that they keep, caches fill
  talk.forget();
  const Cpu cpu_before = server_->cpu();
  const Counts counts_before = server_->counts();
  const TimePoint begin = system_time();
  talk.go_on_for(load.duration, load);

  FanOut result;
  result.seconds = std::chrono::duration<double>(system_time() - begin).count();
  result.cpu = server_->cpu() - cpu_before;
  result.counts = server_->counts() - counts_before;
  result.messages = talk.said();
  result.deliveries = talk.delivered();
  result.lost = talk.expected() - std::min(talk.expected(), talk.delivered());
  return result;
}

std::vector<double> TestBed::measure_delays(int messages, bool flood) {
  constexpr int speakers = 8;
  constexpr std::size_t text_size = 64;
  Talk noise(crowd_, crowd_.settle(text_size), text_size, contestant_->is_over_udp());
  crowd_.look_for_marks(true);

  std::mt19937 engine(1);  // the same pauses for each contestant
  std::exponential_distribution<double> pause(1 / mean_pause);
  std::vector<TimePoint> said;
  TimePoint next = now();
  int arrived = 0;  // all up to this one
  for (const TimePoint end = now() + seconds(30); arrived < messages && now() < end;) {
    if (flood) noise.say_up_to(256, 1);
    if (static_cast<int>(said.size()) < messages && now() >= next) {
      const int number = static_cast<int>(said.size());
      said.push_back(now());
      crowd_.say(1 + number % speakers, marked_text(text_size, number));
      next += std::chrono::microseconds(static_cast<int>(1000 * pause(engine)));
    }
    const auto rest = std::chrono::duration_cast<milliseconds>(next - now());
    crowd_.pump(std::clamp(rest, milliseconds(0), milliseconds(10)));
    while (arrived < messages && crowd_.reached_all(arrived) != TimePoint()) ++arrived;
  }
  if (arrived < messages) throw std::runtime_error(name() + ": a message is lost");

  std::vector<double> delays;
  for (int i = 0; i < messages; ++i) {
    delays.push_back(in_milliseconds(crowd_.reached_all(i) - said[static_cast<std::size_t>(i)]));
  }
  return delays;
}

}  // namespace chatlab::bench
