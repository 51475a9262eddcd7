// The checks of the lab `demultiplexer`: real connections over the loopback interface, and two
// demultiplexers with one contract. What must be ready is made ready before the wait, without
// waiting in any other way.
#include <chrono>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platform/demultiplexer.hpp"
#include "platform/process.hpp"
#include "platform/socket.hpp"
#include "system_checks.hpp"
#include "tests/labs/machinery/transcript.hpp"

namespace chatlab::labs {
namespace {

using std::chrono::milliseconds;

constexpr const char* calls[] = {"select", "poll"};
constexpr milliseconds long_enough{2000};

// Two ends of a connection. Only non-blocking calls, repeated until they succeed.
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
    make_readable();
    read();
  }

  // Two bytes are sent, and one is read as soon as it is there: then the other one is, too.
  void make_readable() {
    while (theirs.send("!!", 2).status != IoStatus::done) continue;
    read();
  }
  void read() {
    char byte = 0;
    while (ours.receive(&byte, 1).status != IoStatus::done) continue;
  }

  TcpSocket ours;
  TcpSocket theirs;
};

// A demultiplexer with a connection in each of its slots.
class Waiting {
 public:
  explicit Waiting(const char* call, std::size_t number = 4)
      : demultiplexer(make_demultiplexer(call)), pairs(number) {
    note("given", std::string(call) + ", with " + count_of(number, "connection") + " in its slots");
    for (const Pair& pair : pairs) demultiplexer->add(pair.ours.handle());
  }

  void want(std::size_t slot, Interest interest) {
    const char* words = interest.read    ? (interest.write ? "reading and writing" : "reading")
                        : interest.write ? "writing"
                                         : "nothing";
    note("interest", "slot " + std::to_string(slot) + ": " + words);
    demultiplexer->change(slot, interest);
  }
  void read_all() {
    note("interest", "all: reading");
    for (std::size_t slot = 0; slot < demultiplexer->size(); ++slot)
      demultiplexer->change(slot, {true, false});
  }
  void make_readable(std::size_t index) {
    note("then", "something arrives for connection " + std::to_string(index));
    pairs[index].make_readable();
  }

  void expect_found(const std::string& expected, milliseconds timeout = milliseconds(0)) {
    expecting(expected);
    std::vector<Ready> ready;
    demultiplexer->wait(timeout, ready);
    came(words_for(ready));
  }

  std::string words_for(const std::vector<Ready>& ready) const {
    std::string text;
    for (const Ready& entry : ready) {
      text += text.empty() ? "slot " : ", slot ";
      text += std::to_string(entry.slot) + (entry.readable ? " readable" : "");
      text += entry.readable && entry.writable ? " and" : "";
      text += entry.writable ? " writable" : entry.readable ? "" : " ready for nothing";
      const bool is_right =
          entry.slot < pairs.size() && entry.handle == pairs[entry.slot].ours.handle();
      if (!is_right && !moved) text += " (with the handle of another)";
    }
    return text.empty() ? "nothing" : text;
  }

  std::unique_ptr<Demultiplexer> demultiplexer;
  std::vector<Pair> pairs;
  bool moved = false;  // true: slots are no longer those of `pairs`
};

void check_readable() {
  for (const char* call : calls) {
    Waiting waiting(call);
    waiting.read_all();
    waiting.expect_found("nothing");
    waiting.make_readable(2);
    waiting.expect_found("slot 2 readable", long_enough);
    waiting.pairs[2].read();
    note("then", "it is read");
    waiting.expect_found("nothing");
    waiting.make_readable(3);
    waiting.expect_found("slot 3 readable", long_enough);
  }
}

void check_writable() {
  for (const char* call : calls) {
    Waiting waiting(call);
    waiting.want(1, {false, true});
    waiting.expect_found("slot 1 writable", long_enough);
    waiting.want(3, {false, true});
    waiting.expect_found("slot 1 writable, slot 3 writable", long_enough);
  }
}

void check_once() {
  for (const char* call : calls) {
    Waiting waiting(call);
    waiting.make_readable(1);
    waiting.want(0, {true, true});
    waiting.want(1, {true, true});
    waiting.want(2, {false, true});
    waiting.want(3, {true, false});
    waiting.expect_found("slot 0 writable, slot 1 readable and writable, slot 2 writable",
                         long_enough);
  }
}

void check_order() {
  for (const char* call : calls) {
    Waiting waiting(call, 6);
    waiting.read_all();
    for (const std::size_t index : {5u, 0u, 3u}) waiting.make_readable(index);
    waiting.expect_found("slot 0 readable, slot 3 readable, slot 5 readable", long_enough);
    note("then", "slot 0 is removed: the last one moves there");
    waiting.demultiplexer->remove(0);
    waiting.moved = true;
    waiting.expect_found("slot 0 readable, slot 3 readable", long_enough);
  }
}

void check_again() {
  for (const char* call : calls) {
    Waiting waiting(call);
    waiting.read_all();
    waiting.expect_found("nothing");
    waiting.make_readable(1);
    waiting.expect_found("slot 1 readable", long_enough);
    waiting.expect_found("slot 1 readable", long_enough);
    waiting.make_readable(0);
    waiting.expect_found("slot 0 readable, slot 1 readable", long_enough);
  }
}

void check_of_interest() {
  for (const char* call : calls) {
    Waiting waiting(call);
    waiting.make_readable(0);
    waiting.expect_found("nothing");
    waiting.want(0, {false, true});
    waiting.expect_found("slot 0 writable", long_enough);
    waiting.want(0, {false, false});
    waiting.want(0, {false, false});
    waiting.expect_found("nothing");
    waiting.want(0, {true, false});
    waiting.expect_found("slot 0 readable", long_enough);
  }
}

void check_appended() {
  for (const char* call : calls) {
    Waiting waiting(call);
    waiting.read_all();
    waiting.make_readable(2);
    std::vector<Ready> ready = {{waiting.pairs[0].ours.handle(), true, false, 0}};
    note("given", "the list contains slot 0");
    expecting("slot 0 readable, slot 2 readable");
    waiting.demultiplexer->wait(long_enough, ready);
    came(waiting.words_for(ready));
  }
}

// Some systems' clocks tick coarsely, so a little less is accepted. A machine may be busy, so any
// more is, up to the limit of the check.
void expect_wait(Waiting& waiting, milliseconds timeout) {
  note("wait", "for " + std::to_string(timeout.count()) + " ms");
  expecting("nothing is found, after " + std::to_string(timeout.count()) + " ms");
  std::vector<Ready> ready;
  const auto begin = std::chrono::steady_clock::now();
  waiting.demultiplexer->wait(timeout, ready);
  const auto waited =
      std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin);
  if (!ready.empty()) fail(waiting.words_for(ready));
  if (waited < timeout - milliseconds(20)) {
    fail("nothing is found, but after " + std::to_string(waited.count()) + " ms");
  }
  came("nothing is found, after " + std::to_string(timeout.count()) + " ms");
}

void check_timeout() {
  for (const char* call : calls) {
    Waiting none(call, 0);
    expect_wait(none, milliseconds(40));
    Waiting waiting(call, 2);
    waiting.make_readable(0);  // which is of no interest
    expect_wait(waiting, milliseconds(40));
    waiting.want(1, {true, false});
    expect_wait(waiting, milliseconds(40));
    expect_wait(waiting, milliseconds(0));
  }
  for (const char* call : calls) {
    Waiting waiting(call, 1);
    waiting.read_all();
    expect_wait(waiting, milliseconds(1040));
  }
}

void check_forever() {
  for (const char* call : calls) {
    Waiting waiting(call);
    waiting.read_all();
    waiting.make_readable(3);
    note("wait", "without a limit: -1 ms");
    waiting.expect_found("slot 3 readable", forever);
    expect_signal_ends(call, forever);
  }
}

void check_hang_up() {
  for (const char* call : calls) {
    Waiting waiting(call, 5);
    note("then",
         "the peer of connection 0 ends its stream; 1 to 4 are reset, because it closes with input "
         "unread");
    waiting.pairs[0].theirs.shutdown_send();
    for (std::size_t i = 1; i < 5; ++i) {
      char byte = 0;
      waiting.pairs[i].ours.send("??", 2);
      while (waiting.pairs[i].theirs.receive(&byte, 1).status != IoStatus::done) continue;
      waiting.pairs[i].theirs.close();
    }
    waiting.want(0, {true, false});
    waiting.expect_found("slot 0 readable", long_enough);
    waiting.want(0, {false, false});
    waiting.want(1, {true, false});
    waiting.expect_found("slot 1 readable", long_enough);
    waiting.want(1, {false, false});
    waiting.want(2, {false, true});
    waiting.expect_found("slot 2 writable", long_enough);
    waiting.want(2, {false, false});
    waiting.want(2, {false, false});
    expect_wait(waiting, milliseconds(40));
    check_pipes(call);
  }
}

constexpr Check checks[] = {
    {"readable", check_readable}, {"writable", check_writable}, {"once", check_once},
    {"order", check_order},       {"again", check_again},       {"of-interest", check_of_interest},
    {"appended", check_appended}, {"timeout", check_timeout},   {"forever", check_forever},
    {"hang-up", check_hang_up},   {"failure", check_failure},   {"interrupted", check_interrupted},
    {"limit", check_limit},
};

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  const chatlab::Process process(argc, argv);
  return chatlab::labs::run_checks(argc, argv, chatlab::labs::checks,
                                   std::size(chatlab::labs::checks));
}
