// The checks of the lab `the-turn`: a reactor over a demultiplexer that the check plays. Which
// handles are ready is what the check says; what the handlers do is told in the transcript.
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "reactor/reactor.hpp"
#include "tests/labs/machinery/played_platform.hpp"
#include "tests/labs/machinery/transcript.hpp"

namespace chatlab::labs {
namespace {

constexpr Interest read_only{true, false};
constexpr Interest read_and_write{true, true};

// A reactor, and what its handlers were called for in this turn: `A reads, B writes`.
class Stage {
 public:
  explicit Stage(std::size_t budget = TurnBudget::ordinary)
      : reactor(std::unique_ptr<Demultiplexer>(demultiplexer = new PlayedDemultiplexer), budget) {}

  void ready(Handle handle, Interest what) { demultiplexer->also_ready[handle] = what; }

  void add_call(const std::string& call) { calls += calls.empty() ? call : ", " + call; }

  // One turn, in which these calls are expected, and no others.
  void turn(const std::string& expected) {
    calls.clear();
    expecting(expected);
    reactor.turn();
    came(calls.empty() ? "no calls" : calls);
  }

  // So many turns, in which each of these handlers is called at least once, in any order.
  void expect_all_called(int turns, const std::string& names) {
    calls.clear();
    expecting("each of " + names + " reads within " + std::to_string(turns) + " turns");
    for (int i = 0; i < turns; ++i) reactor.turn();
    for (const char name : names) {
      if (calls.find(std::string(1, name) + " reads") == std::string::npos) fail(calls);
    }
  }

  std::string calls;
  PlayedDemultiplexer* demultiplexer;  // owned by the reactor
  Reactor reactor;
};

// A handler with a name, which the check destroys when it likes.
class Actor : public EventHandler {
 public:
  Actor(Stage& stage, std::string name, Handle handle)
      : stage_(stage), name_(std::move(name)), handle_(handle) {}
  ~Actor() override {
    stage_.reactor.remove(*this);
    if (when_destroyed) when_destroyed();
  }

  void join(Interest is_ready) {
    stage_.reactor.add(*this);
    stage_.ready(handle_, is_ready);
  }

  Handle handle() const override { return handle_; }
  void on_readable() override {
    stage_.add_call(name_ + " reads");
    if (const std::function<void()> action = when_read) action();
  }
  void on_writable() override {
    stage_.add_call(name_ + " writes");
    if (const std::function<void()> action = when_written) action();
  }

  std::function<void()> when_read;
  std::function<void()> when_written;
  std::function<void()> when_destroyed;

 private:
  Stage& stage_;
  std::string name_;
  Handle handle_;
};

// Handlers A, B, C and so on with the handles 10, 11, 12, all registered, all readable.
class Cast {
 public:
  Cast(Stage& stage, std::size_t number) {
    for (std::size_t i = 0; i < number; ++i) {
      const std::string name(1, static_cast<char>('A' + i));
      actors.push_back(std::make_unique<Actor>(stage, name, static_cast<Handle>(10 + i)));
      actors.back()->join(read_only);
    }
    note("given", "handlers A to " + std::string(1, static_cast<char>('A' + number - 1)) +
                      ", all of them readable");
  }
  std::unique_ptr<Actor>& operator[](std::size_t index) { return actors[index]; }

  std::vector<std::unique_ptr<Actor>> actors;
};

void check_called() {
  Stage stage;
  stage.turn("no calls");
  Cast cast(stage, 3);
  stage.turn("A reads, B reads, C reads");
  note("then", "B is writable, too, and wants to write; A is not ready");
  stage.reactor.want_write(*cast[1], true);
  stage.ready(10, {false, false});
  stage.ready(11, read_and_write);
  stage.turn("B reads, B writes, C reads");
}

void check_wanted() {
  Stage stage;
  Cast cast(stage, 2);
  note("then", "both are readable and writable, and want both; A stops B from both");
  for (const auto& actor : cast.actors) stage.reactor.want_write(*actor, true);
  for (const Handle handle : {10, 11}) stage.ready(handle, read_and_write);
  cast[0]->when_read = [&] {
    stage.reactor.want_read(*cast[1], false);
    stage.reactor.want_write(*cast[1], false);
  };
  stage.turn("A reads, A writes");
  note("then", "A does not want to write any more, once it has read");
  cast[0]->when_read = [&] { stage.reactor.want_write(*cast[0], false); };
  stage.turn("A reads");
}

void check_removed() {
  Stage stage;
  Cast cast(stage, 3);
  note("then", "A removes C while it reads; C removes nothing");
  cast[0]->when_read = [&] { stage.reactor.remove(*cast[2]); };
  stage.turn("A reads, B reads");
  expect("C is not registered",
         cast[2]->is_registered() ? "C is registered" : "C is not registered");
  note("then", "B removes A, which has read already, and C once more");
  cast[0]->when_read = nullptr;
  cast[1]->when_read = [&] {
    stage.reactor.remove(*cast[0]);
    stage.reactor.remove(*cast[2]);
  };
  stage.turn("A reads, B reads");
  stage.turn("B reads");
}

void check_behind_removed() {
  Stage stage;
  Cast cast(stage, 6);
  note("then", "A removes B and D while it reads");
  cast[0]->when_read = [&] {
    stage.reactor.remove(*cast[1]);
    stage.reactor.remove(*cast[3]);
  };
  stage.turn("A reads, C reads, E reads, F reads");
}

void check_destroyed() {
  Stage stage;
  Cast cast(stage, 4);
  note("then", "A destroys C while it reads, and B destroys A");
  cast[0]->when_read = [&] { cast[2].reset(); };
  cast[1]->when_read = [&] { cast[0].reset(); };
  stage.turn("A reads, B reads, D reads");
  cast[1]->when_read = nullptr;
  stage.turn("D reads, B reads");
}

void check_itself() {
  Stage stage;
  Cast cast(stage, 3);
  note("then",
       "all are writable, too, and want to write; A destroys itself while it reads, B while it "
       "writes");
  for (const auto& actor : cast.actors) stage.reactor.want_write(*actor, true);
  for (const Handle handle : {10, 11, 12}) stage.ready(handle, read_and_write);
  cast[0]->when_read = [&] { cast[0].reset(); };
  cast[1]->when_written = [&] { cast[1].reset(); };
  stage.turn("A reads, B reads, B writes, C reads, C writes");
  stage.turn("C reads, C writes");
}

void check_added() {
  Stage stage;
  Cast cast(stage, 2);
  Actor added(stage, "N", 20);
  std::vector<std::unique_ptr<Actor>> many;
  note("then", "A adds N, which is readable, too, and 40 others; B is removed and added again");
  cast[0]->when_read = [&] {
    added.join(read_only);
    for (Handle handle = 100; handle < 140; ++handle) {
      many.push_back(std::make_unique<Actor>(stage, "M", handle));
      stage.reactor.add(*many.back());
    }
    stage.reactor.remove(*cast[1]);
    stage.reactor.add(*cast[1]);
  };
  stage.turn("A reads");
  cast[0]->when_read = nullptr;
  stage.turn("A reads, N reads, B reads");
}

void check_reused() {
  Stage stage;
  Cast cast(stage, 3);
  Actor successor(stage, "S", 12);
  note("then", "A destroys C, and adds S with the handle that C had; nothing has arrived for S");
  cast[0]->when_read = [&] {
    if (!cast[2]) return;
    cast[2].reset();
    stage.reactor.add(successor);
  };
  stage.turn("A reads, B reads");
  stage.ready(12, {false, false});
  stage.turn("A reads, B reads");
  note("then", "something arrives for S");
  stage.ready(12, read_only);
  stage.turn("A reads, B reads, S reads");
}

void check_slots() {
  Stage stage;
  Cast cast(stage, 5);
  note("then", "B is removed between two turns: E moves into its slot");
  stage.reactor.remove(*cast[1]);
  stage.turn("A reads, E reads, C reads, D reads");
  note("then", "E is removed: D moves. Then B is added again");
  stage.reactor.remove(*cast[4]);
  stage.reactor.add(*cast[1]);
  stage.turn("A reads, D reads, C reads, B reads");
  note("then", "only B and D are ready, and D removes A, which is not ready");
  for (const Handle handle : {10, 12}) stage.ready(handle, {false, false});
  cast[3]->when_read = [&] { stage.reactor.remove(*cast[0]); };
  stage.turn("D reads, B reads");
  stage.turn("B reads, D reads");
}

void check_retired() {
  Stage stage;
  Cast cast(stage, 3);
  Actor* const first = cast[0].get();
  Actor* const second = cast[2].get();
  first->when_destroyed = [&] {
    stage.add_call("A is destroyed");
    stage.reactor.retire(std::move(cast[2]));
  };
  second->when_destroyed = [&] { stage.add_call("C is destroyed"); };
  note("then", "A removes and retires itself while it reads; its destructor retires C");
  first->when_read = [&] {
    stage.reactor.remove(*first);
    stage.reactor.retire(std::move(cast[0]));
  };
  stage.turn("A reads, B reads, C reads, A is destroyed, C is destroyed");
  stage.turn("B reads");
}

void check_budget() {
  Stage stage(100);  // three system calls use that up
  Cast cast(stage, 5);
  note("then", "each makes a system call while it reads, and a turn has a budget for three");
  for (const auto& actor : cast.actors) {
    actor->when_read = [&] { stage.reactor.system_calls().charge_system_call(); };
  }
  stage.turn("A reads, B reads, C reads");
  stage.turn("D reads, E reads, A reads");
  stage.turn("B reads, C reads, D reads");
  note("then", "E, which comes next, is destroyed between two turns");
  cast[4].reset();
  stage.expect_all_called(2, "ABCD");
}

constexpr Check checks[] = {
    {"called", check_called},       {"wanted", check_wanted},
    {"removed", check_removed},     {"behind-removed", check_behind_removed},
    {"destroyed", check_destroyed}, {"itself", check_itself},
    {"added", check_added},         {"reused", check_reused},
    {"slots", check_slots},         {"retired", check_retired},
    {"budget", check_budget},
};

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  return chatlab::labs::run_checks(argc, argv, chatlab::labs::checks,
                                   std::size(chatlab::labs::checks));
}
