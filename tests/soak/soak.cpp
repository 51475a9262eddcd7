// The soak test: a server program under mixed load for a given time. Members of all protocols talk,
// come and go, flood, read slowly or not at all, send garbage and reset. Shows the server's memory,
// its descriptors and the delay of a message every five seconds; at the end, a verdict.
//
//   CHATLAB_PROGRAMS=build/release build/tests/soak [SECONDS]
//
// Only over 127.0.0.1; memory and descriptors are read from /proc, and not shown on systems without
// it.
#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "platform/clock.hpp"
#include "platform/process.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/dialects.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/protocol_lists.hpp"
#include "tests/support/test_client.hpp"

namespace chatlab {
namespace {

using std::chrono::seconds;

constexpr milliseconds sample_interval{5000};
constexpr milliseconds probe_interval{100};

// The limits of the verdict.
constexpr long rss_growth_limit = 16 * 1024;  // KiB, after the warm-up
constexpr double median_limit = 50;           // milliseconds
constexpr double p99_limit = 500;
constexpr double max_limit = 5000;

// ------------------------------------------------------------------------------------ the server

// The only child of this process; -1 if the system does not report it.
long child_of_this_process() {
  const std::string self = std::to_string(::getpid());
  std::ifstream children("/proc/" + self + "/task/" + self + "/children");
  long child = -1;
  children >> child;
  return children ? child : -1;
}

// The server program and its resource usage.
class Server {
 public:
  Server() {
    process_id_ = child_of_this_process();
    wait_for([this] { return read_places().size() == protocols_.size(); }, seconds(10));
    places_ = read_places();
    if (places_.size() != protocols_.size()) throw std::runtime_error(process_.describe());
    process_.reads_output = false;  // the log is as long as the soak
  }

  const Address& place(const std::string& protocol) const { return places_.at(protocol); }
  const std::vector<std::string>& protocols() const { return protocols_; }

  bool runs() {
    process_.pump();
    return process_.exit_status() < 0;
  }

  /// Returns -1 if the system does not report it.
  long resident_kib() const {
    std::ifstream status("/proc/" + std::to_string(process_id_) + "/status");
    for (std::string word; status >> word;) {
      long kib = -1;
      if (word == "VmRSS:" && status >> kib) return kib;
    }
    return -1;
  }
  long descriptors() const {
    DIR* folder = ::opendir(("/proc/" + std::to_string(process_id_) + "/fd").c_str());
    if (folder == nullptr) return -1;
    long count = -2;  // `.` and `..`
    while (::readdir(folder) != nullptr) ++count;
    ::closedir(folder);
    return count;
  }

  bool wait_for(const std::function<bool()>& condition, milliseconds limit) {
    const TimePoint end = now() + limit;
    while (!condition()) {
      if (now() >= end || !runs()) return false;
      rest_for(milliseconds(1));
    }
    return true;
  }

  /// Stops the server; returns true if it ends as it should.
  bool stops() {
    process_.terminate();
    wait_for([this] { return process_.has_ended(); }, seconds(5));
    return process_.exit_status() == 0;
  }

  std::string describe() const { return process_.describe(); }

 private:
  std::vector<std::string> arguments() const {
    std::vector<std::string> words = {"--join-timeout=3", "--datagram-idle=5", "--color=never"};
    for (const std::string& protocol : protocols_) {
      words.insert(words.end(), {"--listen", protocol + ":0"});
    }
    return words;
  }

  // From the lines `listening on 127.0.0.1:PORT/tcp (PROTOCOL)`.
  std::map<std::string, Address> read_places() const {
    std::map<std::string, Address> places;
    for (const std::string& protocol : protocols_) {
      const std::size_t end = process_.output().find(" (" + protocol + ")\n");
      if (end == std::string::npos) continue;
      const std::size_t colon = process_.output().rfind(':', end);
      const int port = std::atoi(process_.output().c_str() + colon + 1);
      places[protocol] = *Address::parse("127.0.0.1", static_cast<std::uint16_t>(port));
    }
    return places;
  }

  const std::vector<std::string> protocols_ = every_protocol();
  ChildProcess process_{"chat-server", arguments(), {ChildProcess::Input::null_device, {}, {}}};
  long process_id_ = -1;
  std::map<std::string, Address> places_;
};

// ------------------------------------------------------------------------------------ the load

class Random {
 public:
  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(engine_); }
  bool one_in(int count) { return below(count) == 0; }
  const std::string& of(const std::vector<std::string>& words) {
    return words[static_cast<std::size_t>(below(static_cast<int>(words.size())))];
  }
  std::string bytes(int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += static_cast<char>(below(256));
    return all;
  }

 private:
  std::mt19937 engine_{1};
};

// A client that does something at each call, until its time is up.
class Actor {
 public:
  Actor(Server& server, const std::string& protocol, std::string called, milliseconds life)
      : dialect(dialect_of(protocol)), name(std::move(called)), end_(now() + life) {
    const Address& place = server.place(protocol);
    if (dialect.is_over_udp()) {
      client = std::make_unique<DatagramClient>(place);
    } else {
      client = std::make_unique<StreamClient>(place);
    }
  }
  virtual ~Actor() = default;

  virtual void act(Random& random) = 0;
  virtual void part(Random&) {}
  bool is_over() const { return now() >= end_ || client->is_over(); }

 protected:
  void join() {
    const std::string request = dialect.join(name);
    if (!request.empty()) client->send(request);
  }
  StreamClient& stream() const { return dynamic_cast<StreamClient&>(*client); }

  const Dialect& dialect;
  const std::string name;
  std::unique_ptr<TestClient> client;

 private:
  TimePoint end_;
};

// Sends messages at random times, and leaves in a random way.
class Talker : public Actor {
 public:
  Talker(Server& server, const std::string& protocol, std::string called, milliseconds life)
      : Actor(server, protocol, std::move(called), life) {
    join();
  }
  void act(Random& random) override {
    if (random.one_in(300)) client->send(dialect.say(name, "I say " + something(random)));
    client->pump();
    client->forget_all();
  }
  void part(Random& random) override {
    if (random.one_in(3)) return;  // closing, perhaps with a reset, and silently over UDP
    client->send(dialect.leave(name));
    client->pump();
  }

 private:
  std::string something(Random& random) const {
    if (dialect.carries_any_bytes()) return random.bytes(20);
    return std::string(20, static_cast<char>('a' + random.below(26)));
  }
};

// Sends as much as the system accepts.
class Flooder : public Actor {
 public:
  Flooder(Server& server, std::string called, milliseconds life)
      : Actor(server, "framed", std::move(called), life) {
    join();
  }
  void act(Random&) override {
    if (stream().unsent() < 64 * 1024) {
      for (int i = 0; i < 64; ++i) client->send(frame(std::string(1000, 'f')));
    }
    client->pump();
    client->forget_all();
  }
};

// Reads a little or nothing, until the server gives it up.
class BadReader : public Actor {
 public:
  BadReader(Server& server, std::string called, milliseconds life, std::size_t reads_at_once)
      : Actor(server, "framed", std::move(called), life), reads_at_once_(reads_at_once) {
    stream().reads = false;
    join();
  }
  void act(Random& random) override {
    client->pump();
    if (reads_at_once_ > 0 && random.one_in(20)) stream().read_some(reads_at_once_);
    client->forget_all();
  }

 private:
  std::size_t reads_at_once_;
};

// Sends random bytes.
class Babbler : public Actor {
 public:
  using Actor::Actor;
  void act(Random& random) override {
    if (random.one_in(50)) client->send(random.bytes(1 + random.below(200)));
    client->pump();
    client->forget_all();
  }
};

// Connects and never sends anything.
class SilentOne : public Actor {
 public:
  using Actor::Actor;
  void act(Random&) override { client->pump(); }
};

class Crowd {
 public:
  explicit Crowd(Server& server) : server_(server) {}

  void act() {
    keep(talkers_, 30, [this] {
      return std::make_unique<Talker>(server_, random_.of(member_protocols()), a_name(),
                                      a_life(20));
    });
    keep(passers_by_, 10, [this] {
      return std::make_unique<Talker>(server_, random_.of(member_protocols()), a_name(), a_life(1));
    });
    keep(bad_readers_, 4, [this] {
      const std::size_t reads = random_.one_in(2) ? 0u : 500u;
      return std::make_unique<BadReader>(server_, a_name(), a_life(15), reads);
    });
    keep(babblers_, 6, [this] {
      return std::make_unique<Babbler>(server_, random_.of(server_.protocols()), a_name(),
                                       a_life(3));
    });
    keep(silent_ones_, 20, [this] {
      return std::make_unique<SilentOne>(server_, random_.of(stream_protocols()), a_name(),
                                         a_life(6));
    });
    if (now() >= next_flood_) {
      keep(flooders_, 1, [this] {
        next_flood_ = now() + seconds(5 + random_.below(6));
        return std::make_unique<Flooder>(server_, a_name(), a_life(5));
      });
    }
    for (Group* group : groups()) {
      for (const auto& actor : *group) actor->act(random_);
      remove_those_who_are_over(*group);
    }
    if (random_.one_in(20000)) leave_all();  // with resets
  }

  // Most close with input unread.
  void leave_all() {
    for (Group* group : groups()) group->clear();
  }

  std::size_t came() const { return came_; }

 private:
  using Group = std::vector<std::unique_ptr<Actor>>;

  template <typename Make>
  void keep(Group& group, std::size_t count, Make make) {
    if (group.size() < count) group.push_back(make());
  }
  void remove_those_who_are_over(Group& group) {
    const auto is_over = [this](const std::unique_ptr<Actor>& actor) {
      if (!actor->is_over()) return false;
      actor->part(random_);
      return true;
    };
    group.erase(std::remove_if(group.begin(), group.end(), is_over), group.end());
  }
  std::vector<Group*> groups() {
    return {&talkers_, &passers_by_, &bad_readers_, &babblers_, &silent_ones_, &flooders_};
  }
  std::string a_name() { return "Guest " + std::to_string(++came_); }
  milliseconds a_life(int at_most) { return milliseconds(50 + random_.below(at_most * 1000)); }

  Server& server_;
  Random random_;
  std::size_t came_ = 0;
  TimePoint next_flood_ = now();
  Group talkers_;
  Group passers_by_;
  Group bad_readers_;
  Group babblers_;
  Group silent_ones_;
  Group flooders_;
};

// ------------------------------------------------------------------------------------ measuring

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto index = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(index),
                   values.end());
  return values[index];
}

void keep_last(std::string& text, std::size_t size) {
  if (text.size() > size) text.erase(0, text.size() - size);
}

// Measures the delay of a message from one well-behaved member to another.
class Probe {
 public:
  explicit Probe(Server& server)
      : speaker_(server.place("framed")), listener_(server.place("framed")) {
    speaker_.send(frame("Probe"));
    listener_.send(frame("Listener"));
  }

  void act() {
    const TimePoint time = now();
    if (!waits_ && time >= next_) {
      text_ = "probe " + std::to_string(++count_);
      speaker_.send(frame(text_));
      sent_ = time;
      waits_ = true;
    }
    speaker_.pump();
    keep_last(speaker_.heard, 100);
    listener_.pump();
    // A part that has arrived already is kept.
    const std::string expected = frame("Probe") + frame(text_);
    if (waits_ && listener_.heard.find(expected) != std::string::npos) {
      delays_.push_back(std::chrono::duration<double, std::milli>(now() - sent_).count());
      waits_ = false;
      next_ = sent_ + probe_interval;
    }
    keep_last(listener_.heard, 100);
  }

  bool is_well() const { return !speaker_.is_over() && !listener_.is_over(); }

  /// The last bytes that each member received.
  std::string describe() const {
    return "Probe heard " + escaped(speaker_.heard) + ", Listener " + escaped(listener_.heard);
  }

  /// All delays so far, in milliseconds.
  const std::vector<double>& delays() const { return delays_; }

  /// How long the current message has taken so far, in milliseconds.
  double pending() const {
    return waits_ ? std::chrono::duration<double, std::milli>(now() - sent_).count() : 0;
  }

 private:
  StreamClient speaker_;
  StreamClient listener_;
  std::string text_;
  int count_ = 0;
  bool waits_ = false;
  TimePoint sent_;
  TimePoint next_ = now() + seconds(1);  // both have joined by then
  std::vector<double> delays_;
};

class Verdict {
 public:
  void expect(bool holds, const std::string& what) {
    std::printf("%s  %s\n", holds ? "ok    " : "FAILED", what.c_str());
    failed_ = failed_ || !holds;
  }
  int status() const { return failed_ ? 1 : 0; }

 private:
  bool failed_ = false;
};

std::string in_milliseconds(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f ms", value);
  return text;
}

int soak(seconds duration) {
  Server server;
  const long descriptors_before = server.descriptors();
  const TimePoint start = now();
  // During the warm-up, the server's memory may grow to its working size.
  const auto warm_up = std::min<milliseconds>(seconds(60), duration / 2);
  TimePoint next_sample = start + sample_interval;
  std::size_t sampled = 0;
  long warm_rss = -1;
  long peak_rss = -1;
  auto probe = std::make_unique<Probe>(server);
  Crowd crowd(server);
  std::printf("seconds  RSS KiB  descriptors  came in all  probes  p50 ms  p99 ms  max ms\n");
  while (now() < start + duration && server.runs() && probe->is_well()) {
    crowd.act();
    probe->act();
    rest_for(milliseconds(1));
    const TimePoint time = now();
    if (time < next_sample) continue;
    next_sample += sample_interval;
    const long rss = server.resident_kib();
    long& highest = time < start + warm_up ? warm_rss : peak_rss;
    highest = std::max(highest, rss);
    const std::vector<double> recent(probe->delays().begin() + static_cast<std::ptrdiff_t>(sampled),
                                     probe->delays().end());
    sampled = probe->delays().size();
    std::printf("%7ld  %7ld  %11ld  %11zu  %6zu  %6.2f  %6.2f  %6.2f\n",
                static_cast<long>(std::chrono::duration_cast<seconds>(time - start).count()), rss,
                server.descriptors(), crowd.came(), recent.size(), percentile(recent, 0.5),
                percentile(recent, 0.99), percentile(recent, 1));
    std::fflush(stdout);
  }
  Verdict verdict;
  verdict.expect(server.runs(), "the server runs");
  verdict.expect(probe->is_well(), "well-behaved members were kept");
  if (!probe->is_well()) std::printf("        %s\n", probe->describe().c_str());
  const std::vector<double> delays = probe->delays();
  const double max = std::max(percentile(delays, 1), probe->pending());
  verdict.expect(!delays.empty() && percentile(delays, 0.5) < median_limit,
                 "delay p50 " + in_milliseconds(percentile(delays, 0.5)));
  verdict.expect(percentile(delays, 0.99) < p99_limit,
                 "delay p99 " + in_milliseconds(percentile(delays, 0.99)));
  verdict.expect(max < max_limit, "delay max " + in_milliseconds(max));
  verdict.expect(peak_rss - warm_rss <= rss_growth_limit || warm_rss < 0,
                 "RSS at most " + std::to_string(warm_rss) + " KiB in the warm-up, at most " +
                     std::to_string(peak_rss) + " KiB after it");
  crowd.leave_all();
  probe.reset();
  const bool all_closed =
      server.wait_for([&] { return server.descriptors() == descriptors_before; }, seconds(15));
  verdict.expect(all_closed, "descriptors " + std::to_string(descriptors_before) +
                                 " before, and when all had left " +
                                 std::to_string(server.descriptors()));
  std::printf("        RSS when all had left %ld KiB\n", server.resident_kib());
  const bool stopped = server.stops();
  verdict.expect(stopped, "it ends with 0 when it is asked to");
  if (!stopped) std::printf("%s\n", server.describe().c_str());
  return verdict.status();
}

}  // namespace
}  // namespace chatlab

int main(int argc, char** argv) {
  const chatlab::Process process(argc, argv);
  const long duration = argc > 1 ? std::atol(argv[1]) : 300;
  if (argc > 2 || duration < 10 || duration > 24 * 60 * 60) {
    std::fprintf(stderr, "usage: soak [SECONDS], 10 to 86400\n");
    return 2;
  }
  try {
    return chatlab::soak(std::chrono::seconds(duration));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "soak: %s\n", error.what());
    return 1;
  }
}
