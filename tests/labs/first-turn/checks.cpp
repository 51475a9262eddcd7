// The checks of the lab `first-turn`: experiments whose outcome the student has predicted. The
// right numbers are not written here: the system says them.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "platform/call_observer.hpp"
#include "platform/demultiplexer.hpp"
#include "platform/process.hpp"
#include "platform/socket.hpp"
#include "reactor/connection.hpp"
#include "reactor/reactor.hpp"
#include "tests/labs/machinery/transcript.hpp"
#include "tests/support/recording_connection.hpp"

namespace chatlab::labs {
namespace {

constexpr const char* file_name = "tests/labs/first-turn/predictions.txt";

// ------------------------------------------------------------------------------- the predictions

// What stands behind `NAME =`; empty if there is nothing.
std::string prediction(const std::string& name) {
  const char* const root = std::getenv("LAB_ROOT");
  std::ifstream file(root == nullptr ? file_name : root + std::string("/") + file_name);
  if (!file) file.open(file_name);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string first, equals, value;
    words >> first >> equals >> value;
    if (first == name && equals == "=") return value;
  }
  return {};
}

// The outcome is not told: finding it out is the exercise.
void compare(const std::string& name, std::size_t outcome) {
  const std::string predicted = prediction(name);
  note("see", name + " in " + file_name);
  if (predicted.empty() || predicted == "?") {
    expecting("a prediction");
    fail("none yet");
  }
  note("predicted", predicted);
  if (predicted.find_first_not_of("0123456789") != std::string::npos) {
    expecting("a number in digits");
    fail(quoted(predicted));
  }
  if (predicted != std::to_string(outcome))
    fail("a number that is not " + predicted + ": what did you not think of?");
}

// ------------------------------------------------------------------------------- the experiments

// Two ends of a connection, made with non-blocking calls that are repeated until they succeed.
struct Pair {
  Pair() {
    TcpListener listener(*Address::parse("127.0.0.1", 0));
    IoResult result;
    ours = TcpSocket::connect(listener.local_address(), result);
    for (Accepted accepted = listener.accept();; accepted = listener.accept()) {
      if (accepted.result.status != IoStatus::done) continue;
      theirs = std::move(accepted.socket);
      break;
    }
    arrive(1);
    char byte = 0;
    ours.receive(&byte, 1);
  }

  // The peer sends so many bytes; returns when they have arrived.
  void arrive(std::size_t count) {
    theirs.send(std::string(count, 'x').data(), count);
    await();
  }

  void await() {
    const auto demultiplexer = make_poll_demultiplexer();
    demultiplexer->add(ours.handle());
    demultiplexer->change(0, {true, false});
    std::vector<Ready> ready;
    demultiplexer->wait(std::chrono::milliseconds(2000), ready);
  }

  TcpSocket ours;
  TcpSocket theirs;
};

// What poll returns at once for four connections with this interest, after `prepare`.
std::size_t polled(Interest interest, const std::function<void(Pair&)>& prepare) {
  std::vector<Pair> pairs(4);
  prepare(pairs[2]);
  const auto demultiplexer = make_poll_demultiplexer();
  for (const Pair& pair : pairs) demultiplexer->add(pair.ours.handle());
  for (std::size_t slot = 0; slot < pairs.size(); ++slot) demultiplexer->change(slot, interest);
  std::vector<Ready> ready;
  demultiplexer->wait(std::chrono::milliseconds(0), ready);
  return ready.size();
}

// Counts calls of recv and send.
class Counter : public CallObserver {
 public:
  Counter() { observe_calls(this); }
  ~Counter() override { observe_calls(nullptr); }
  void on_call(const SystemCall& call) override {
    receives += call.call == Call::receive ? 1 : 0;
    sends += call.call == Call::send ? 1 : 0;
  }
  std::size_t receives = 0;
  std::size_t sends = 0;
};

void check_poll_idle() {
  compare("poll-idle", polled({true, false}, [](Pair&) {}));
}

void check_poll_write() {
  compare("poll-write", polled({false, true}, [](Pair&) {}));
}

void check_poll_both() {
  compare("poll-both", polled({true, true}, [](Pair& pair) { pair.arrive(5); }));
}

// await() is the first poll.
void check_poll_again() {
  compare("poll-again", polled({true, false}, [](Pair& pair) { pair.arrive(5); }));
}

void check_poll_part() {
  compare("poll-part", polled({true, false}, [](Pair& pair) {
            char bytes[2];
            pair.arrive(5);
            pair.ours.receive(bytes, sizeof bytes);
          }));
}

void check_poll_end() {
  compare("poll-end", polled({true, false}, [](Pair& pair) {
            pair.theirs.shutdown_send();
            pair.await();
          }));
}

void check_receive_end() {
  Pair pair;
  pair.theirs.shutdown_send();
  pair.await();
  char bytes[10];
  compare("receive-end", pair.ours.receive(bytes, sizeof bytes).bytes);
}

// Both have arrived once the peer's system has their acknowledgements. A system that does not
// report these hands over what is sent on the loopback interface at once.
void check_two_sends() {
  Pair pair;
  pair.theirs.send("ab", 2);
  pair.theirs.send("cd", 2);
  while (pair.theirs.unacknowledged() > 0) continue;
  pair.await();
  char bytes[100];
  compare("two-sends", pair.ours.receive(bytes, sizeof bytes).bytes);
}

void check_small_buffer() {
  Pair pair;
  pair.arrive(10);
  char bytes[4];
  std::size_t calls = 1;
  while (pair.ours.receive(bytes, sizeof bytes).status == IoStatus::done) ++calls;
  compare("small-buffer", calls);
}

void check_one_turn_sends() {
  Pair pair;
  Reactor reactor(make_poll_demultiplexer());
  RecordingConnection connection(reactor, std::move(pair.ours));
  const Counter counter;
  for (const char* message : {"one", "two", "three"}) connection.send(message);
  reactor.turn();
  compare("one-turn-sends", counter.sends);
}

void check_one_turn_receives() {
  Pair pair;
  pair.arrive(200000);
  Reactor reactor(make_poll_demultiplexer());
  RecordingConnection connection(reactor, std::move(pair.ours));
  const Counter counter;
  reactor.turn();
  compare("one-turn-receives", counter.receives);
}

void check_one_message() {
  Pair ann, bob, lea;
  Reactor reactor(make_poll_demultiplexer());
  RecordingConnection from_ann(reactor, std::move(ann.ours));
  RecordingConnection to_bob(reactor, std::move(bob.ours));
  RecordingConnection to_lea(reactor, std::move(lea.ours));
  from_ann.when_bytes = [&](std::string_view bytes) {
    to_bob.send(bytes);
    to_lea.send(bytes);
  };
  ann.theirs.send("5         hello", 15);
  const Counter counter;
  reactor.turn();
  compare("one-message", counter.receives + counter.sends);
}

constexpr Check checks[] = {
    {"poll-idle", check_poll_idle},
    {"poll-write", check_poll_write},
    {"poll-both", check_poll_both},
    {"poll-again", check_poll_again},
    {"poll-part", check_poll_part},
    {"poll-end", check_poll_end},
    {"receive-end", check_receive_end},
    {"two-sends", check_two_sends},
    {"small-buffer", check_small_buffer},
    {"one-turn-sends", check_one_turn_sends},
    {"one-turn-receives", check_one_turn_receives},
    {"one-message", check_one_message},
};

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  const chatlab::Process process(argc, argv);
  return chatlab::labs::run_checks(argc, argv, chatlab::labs::checks,
                                   std::size(chatlab::labs::checks));
}
