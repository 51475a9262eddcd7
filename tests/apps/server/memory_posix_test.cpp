// A server that finds no memory at all: it closes the member that needs most, and turns on. Linux
// only, where setrlimit(2) limits the memory of a process.
#ifdef __linux__
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "apps/server/backpressure.hpp"
#include "platform/call_observer.hpp"
#include "tests/support/reactor_testing.hpp"
#include "tests/support/server_under_test.hpp"

namespace chatlab::memory_posix_test {
namespace {

// The memory that is mapped, in bytes. proc(5)
std::size_t mapped() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word && word != "VmSize:") {
  }
  std::size_t kib = 0;
  status >> kib;
  return kib * 1024;
}

// While an object of this class lives, no memory can be allocated, except what is freed meanwhile.
class NoMemory {
 public:
  explicit NoMemory(std::size_t limit) {
    getrlimit(RLIMIT_AS, &before_);
    const rlimit now_mapped = {limit, before_.rlim_max};
    setrlimit(RLIMIT_AS, &now_mapped);
    for (const std::size_t size : {1u << 20, 1u << 16, 1u << 12}) use_up(size);
    for (std::size_t size = 2048; size > 0; size -= 8) use_up(size);
  }

  ~NoMemory() {
    setrlimit(RLIMIT_AS, &before_);
    while (used_ != nullptr) {
      Block* const first = used_;
      used_ = first->next;
      std::free(first);
    }
  }

  NoMemory(const NoMemory&) = delete;
  NoMemory& operator=(const NoMemory&) = delete;

 private:
  struct Block {
    Block* next;
  };

  void use_up(std::size_t size) {
    while (void* const memory = std::malloc(size)) used_ = new (memory) Block{used_};
  }

  rlimit before_ = {};
  Block* used_ = nullptr;
};

TEST(ServerWithoutMemory, ClosesTheMemberWithTheLargestBacklogAndTurnsOn) {
  if (mapped() > 4096ull * 1024 * 1024) GTEST_SKIP() << "a sanitizer reserves too much memory";
  ServerUnderTest room;
  const Person slow = room.join("framed", "Slow");
  const Person ann = room.join("framed", "Ann");
  slow.stream().reads = false;
  const std::string text(60000, 'x');
  EXPECT_TRUE(room.wait_until([&] {
    if (room.server.backpressure().is_congested()) return true;
    ann.say(text);
    return false;
  }));
  ASSERT_TRUE(room.has("Slow"));
  const std::size_t limit = mapped();
  const std::uint64_t before = room.reactor.statistics().turns;
  std::uint64_t after = 0;
  {
    std::get_new_handler()();  // the reserve is used up
    const NoMemory memory(limit);
    room.server.turn();
    after = room.reactor.statistics().turns;
  }
  EXPECT_EQ(after, before + 1);
  room.settle();
  EXPECT_FALSE(room.has("Slow"));
  EXPECT_TRUE(room.has("Ann"));
}

class IdleParticipant : public Participant {
 public:
  std::size_t backlog() const override { return unsent; }
  TimePoint last_progress() const override { return {}; }
  void try_to_send() override {}
  void on_too_slow(std::string_view) override {}
  void on_hold(bool) override {}

  std::size_t unsent = 0;
};

// Calls `call` a hundred times without memory. Returns how many of the calls failed.
int count_failures(const std::function<void(std::size_t)>& call) {
  int failures = 0;
  const NoMemory memory(mapped());
  for (std::size_t i = 0; i < 100; ++i) {
    try {
      call(i);
    } catch (const std::bad_alloc&) {
      ++failures;
    }
  }
  return failures;
}

TEST(BackpressureWithoutMemory, ForgetsParticipantsThatItCouldNotNoteAsBehindOrHeld) {
  if (mapped() > 4096ull * 1024 * 1024) GTEST_SKIP() << "a sanitizer reserves too much memory";
  TimerQueue timers;
  Backpressure backpressure(timers, 64 * 1024);
  std::vector<IdleParticipant> many(100);
  IdleParticipant slow;
  slow.unsent = 32 * 1024;
  backpressure.on_backlog(slow);
  ASSERT_TRUE(backpressure.is_congested());
  for (IdleParticipant& one : many) one.unsent = 16 * 1024;
  EXPECT_GT(count_failures([&](std::size_t i) { backpressure.on_backlog(many[i]); }), 0);
  EXPECT_GT(count_failures([&](std::size_t i) { backpressure.hold(many[i]); }), 0);
  for (IdleParticipant& one : many) backpressure.forget(one);
  EXPECT_TRUE(backpressure.is_congested()) << "of the one that is still behind";
  backpressure.forget(slow);
  EXPECT_FALSE(backpressure.is_congested());
}

// Less than the time after which a server stops whatever is unsent.
constexpr milliseconds time_to_stop{1500};

// Turns the server until it has stopped, or until `limit`, which must be running, rings and so ends
// the wait of the last turn.
void turn_until_stopped(ServerUnderTest& room, const Alarm& limit) {
  while (!room.server.is_stopped() && limit.rings == 0) room.server.turn();
}

TEST(ServerWithoutMemory, StopsOnceAllIsDelivered) {
  if (mapped() > 4096ull * 1024 * 1024) GTEST_SKIP() << "a sanitizer reserves too much memory";
  ServerUnderTest room;
  for (int i = 0; i < 100; ++i) room.join("framed", "Ann" + std::to_string(i));
  room.settle();
  Alarm guard(room.reactor.timers());
  guard.start(time_to_stop);
  room.server.stop();
  const std::size_t limit = mapped();
  {
    std::get_new_handler()();  // the reserve is used up
    const NoMemory memory(limit);
    turn_until_stopped(room, guard);
  }
  EXPECT_TRUE(room.server.is_stopped());
}

// Finds no memory for what it should write when the server first asks what is unsent.
class TracerWithoutMemory : public CallObserver {
 public:
  void on_call(const SystemCall& call) override {
    if (call.call != Call::ask_unacknowledged || ++questions > 1) return;
    throw std::bad_alloc();
  }

  int questions = 0;
};

TEST(ServerWithoutMemory, StopsThoughTheTraceOfStoppingFails) {
  ServerUnderTest room;
  room.join("framed", "Ann");
  Alarm guard(room.reactor.timers());
  guard.start(time_to_stop);
  room.server.stop();
  TracerWithoutMemory tracer;
  observe_calls(&tracer);
  turn_until_stopped(room, guard);
  observe_calls(nullptr);
  EXPECT_GE(tracer.questions, 1);
  EXPECT_TRUE(room.server.is_stopped());
}

// Finds no memory for what it should write about the second datagram that is sent.
class TracerOfDatagramsWithoutMemory : public CallObserver {
 public:
  void on_call(const SystemCall& call) override {
    if (call.call == Call::send_datagram && ++datagrams == 2) throw std::bad_alloc();
  }

  int datagrams = 0;
};

TEST(ServerWithoutMemory, SendsTheOtherDatagramsThoughTheTraceOfOneFails) {
  constexpr std::uint64_t count = 20;
  ServerUnderTest room;
  std::vector<Person> people;
  for (std::uint64_t i = 0; i < count; ++i) {
    people.push_back(room.join("datagram", "Ann" + std::to_string(i)));
  }
  room.forget_all();
  const std::uint64_t unsent_before = room.server.statistics().datagrams_unsent;
  TracerOfDatagramsWithoutMemory tracer;
  observe_calls(&tracer);
  room.operator_says("hello");
  EXPECT_TRUE(room.wait_until([&] { return tracer.datagrams == count; }));
  observe_calls(nullptr);
  for (const Person& person : people) EXPECT_TRUE(room.hears(person, "6Serverhello"));
  EXPECT_EQ(room.server.statistics().datagrams_unsent, unsent_before + 1);
}

// Memory in pieces of the size of the reserve's blocks, which have others between them that are not
// free. So what is freed never makes one larger piece.
class Fragments {
 public:
  Fragments() {
    for (void*& piece : pieces_) piece = std::malloc(16 * 1024);
  }
  ~Fragments() {
    for (void* piece : pieces_) std::free(piece);
  }
  Fragments(const Fragments&) = delete;
  Fragments& operator=(const Fragments&) = delete;

  void free_every_other() {
    for (std::size_t i = 0; i < pieces_.size(); i += 2) {
      std::free(pieces_[i]);
      pieces_[i] = nullptr;
    }
  }

 private:
  std::array<void*, 2 * 70> pieces_ = {};  // half of it: 64 for the reserve, and some
};

// The silence of members is noticed in the order of their last datagrams. The stranger, who was
// heard first, is not among them, and is told nothing.
TEST(ServerWithoutMemory, ForgetsAStrangerWhoseDatagramNeedsMoreThanThereIs) {
  if (mapped() > 4096ull * 1024 * 1024) GTEST_SKIP() << "a sanitizer reserves too much memory";
  Limits limits;
  limits.datagram_idle = std::chrono::seconds(1);
  ServerUnderTest room("poll", limits);
  DatagramClient& stranger = room.bind_client("datagram");
  stranger.send("USERNAME" + std::string(40000, 'x'));
  stranger.pump();
  Alarm guard(room.reactor.timers());
  guard.start(milliseconds(1000));  // ends the wait if the datagram never comes
  {
    Fragments fragments;
    std::get_new_handler()();  // the reserve is freed, to be set aside again in fragments
    const NoMemory memory(mapped());
    fragments.free_every_other();
    room.server.turn();
  }
  EXPECT_EQ(room.server.statistics().datagrams_unwanted, 1u);
  guard.start(milliseconds(0));
  room.server.turn();  // the reserve is set aside again
  const Person ann = room.join("datagram", "Ann");
  EXPECT_TRUE(room.wait_until([&] { return !room.has("Ann"); }));
  EXPECT_TRUE(room.hears_nothing_more(stranger));
}

}  // namespace
}  // namespace chatlab::memory_posix_test
#endif
