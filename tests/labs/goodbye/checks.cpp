// The checks of the lab `goodbye`: a connection over a stream whose other end is the check. Each
// turn is expected to have certain effects, and no others.
#include <chrono>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>

#include "reactor/connection.hpp"
#include "tests/labs/machinery/played_platform.hpp"
#include "tests/labs/machinery/transcript.hpp"

namespace chatlab::labs {
namespace {

// What has happened: `heard "hello", sent "bye", half-closed`.
class Happenings {
 public:
  void add(const std::string& what) { text_ += text_.empty() ? what : ", " + what; }
  std::string text() const { return text_.empty() ? "nothing happens" : text_; }
  void clear() { text_.clear(); }

 private:
  std::string text_;
};

// What the observer of the reactor is told about the end of connections.
class Steps : public ReactorObserver {
 public:
  void on_connection(const EventHandler&, ConnectionStep step, std::size_t) override {
    if (step == ConnectionStep::output_broken) told_.add("output_broken");
    if (step == ConnectionStep::half_closed) told_.add("half_closed");
    if (step == ConnectionStep::lingering) told_.add("lingering");
    if (step == ConnectionStep::gave_up) told_.add("gave_up");
  }
  std::string text() const { return "the observer is told: " + told_.text(); }

  void on_wait(const Wait&) override {}
  void on_ready(const EventHandler&, const Ready&) override {}
  void on_timer(const TimerHandler&, const Timer&) override {}
  void on_added(const EventHandler&) override {}
  void on_removed(const EventHandler&) override {}
  void on_interest(const EventHandler&, Interest) override {}
  void on_budget_used_up(std::size_t) override {}
  void on_retired(std::size_t) override {}
  void on_turn_end() override {}

 private:
  Happenings told_;
};

class Talk : public Connection {
 public:
  Talk(Reactor& on, TcpSocket connected, Happenings& happenings)
      : Connection(on, std::move(connected)), happenings_(happenings) {}

 protected:
  void on_bytes(std::string_view bytes) override { happenings_.add("heard " + quoted(bytes)); }
  void on_end(std::error_code error) override {
    happenings_.add("told of the end: " + end_reason(error));
  }
  void on_closed() override { happenings_.add("closed"); }

 private:
  Happenings& happenings_;
};

// A reactor, one connection on it, and the system's side of that connection.
class Stage {
 public:
  Stage()
      : reactor(std::make_unique<PlayedDemultiplexer>()),
        talk(reactor, open_played_stream(), happenings),
        peer(stream(talk.handle())) {
    tell_calls(true);
    reactor.observe(&steps);
  }

  void send(std::string_view bytes) {
    note("given", "send(" + quoted(bytes) + ")");
    talk.send(bytes);
  }
  void end_output() {
    note("given", "end_output()");
    talk.end_output();
  }
  void finish() {
    note("given", "finish()");
    talk.finish();
  }
  void peer_sends(const std::string& bytes) {
    note("given", "the peer has sent " + quoted(bytes));
    peer.arriving.push_back(bytes);
  }
  void peer_ends() {
    note("given", "the peer has ended its stream");
    peer.peer_has_ended = true;
  }
  void peer_reads(std::size_t most) {
    note("given", most == plenty ? "the system has plenty of room"
                                 : "the system has room for " + count_of(most, "byte"));
    peer.room = most;
  }
  void fails(std::errc error) {
    note("given", error == std::errc::broken_pipe ? "the next send fails with EPIPE"
                                                  : "the next call fails with ECONNRESET");
    peer.failure = std::make_error_code(error);
  }
  // A failed send consumes the error: what the system reports then is an orderly end.
  void error_was_consumed() {
    note("given", "the send has consumed the error: the next recv returns 0");
    peer.failure = {};
    peer.peer_has_ended = true;
  }

  // One turn of the reactor, in which this must happen.
  void turn(const std::string& expected) {
    begin(expected);
    reactor.turn();
    end();
  }

  // The same for a flush at once.
  void flush(const std::string& expected) {
    begin(expected);
    talk.flush();
    end();
  }

  // Turns until the connection is closed, without anything that wakes the reactor but its timers.
  // Returns the time that it took in milliseconds; 99999 if it is never closed.
  long milliseconds_until_closed() {
    const TimePoint start = now();
    for (int turns = 0; turns < 50 && !talk.is_closed(); ++turns) reactor.turn();
    const auto time = std::chrono::duration_cast<milliseconds>(now() - start);
    return talk.is_closed() ? static_cast<long>(time.count()) : 99999;
  }

  void expect_told(const std::string& expected) const {
    expect("the observer is told: " + expected, steps.text());
  }

  Happenings happenings;
  Steps steps;
  Reactor reactor;
  Talk talk;
  PlayedStream& peer;

 private:
  void begin(const std::string& expected) {
    happenings.clear();
    sent_before_ = peer.accepted.size();
    was_half_closed_ = peer.half_closed;
    expecting(expected);
  }

  void end() {
    const std::string closed = peer.closed ? "closed" : "";
    Happenings all;
    const std::string sent = peer.accepted.substr(sent_before_);
    if (happenings.text() != "nothing happens" && happenings.text() != "closed")
      all.add(happenings.text());
    if (!sent.empty()) all.add("sent " + quoted(sent));
    if (peer.half_closed && !was_half_closed_) all.add("half-closed");
    if (happenings.text() == "closed") all.add("closed");
    came(all.text());
  }

  std::size_t sent_before_ = 0;
  bool was_half_closed_ = false;
};

void expect_unread(const Stage& stage, bool is_unread) {
  const auto words = [](bool unread) {
    return unread ? "the bytes are not read" : "the bytes are read, and discarded";
  };
  expect(words(is_unread), words(!stage.peer.arriving.empty()));
}

// A handle stays readable after the end: waiting for it would be a busy loop.
void expect_no_wait_to_read(const Stage& stage) {
  const auto words = [](bool waits) {
    return waits ? "it waits to read, and the end is always readable" : "it does not wait to read";
  };
  expect(words(false), words(stage.talk.wants_read()));
}

void expect_closed_within(Stage& stage, long least, long most) {
  const std::string expected = "closed after " + std::to_string(least / 1000) + " to " +
                               std::to_string(most / 1000) + " s without a sign of the peer";
  expecting(expected);
  const long time = stage.milliseconds_until_closed();
  if (time == 99999) fail("not closed, however long it takes");
  came(time >= least && time <= most ? expected : "closed after " + std::to_string(time) + " ms");
}

void check_half_close() {
  Stage stage;
  stage.send("good");
  stage.send("bye");
  stage.end_output();
  stage.turn("sent \"goodbye\", half-closed");
  stage.peer_sends("wait");
  stage.turn("heard \"wait\"");
  stage.send("more");
  stage.turn("nothing happens");
  Stage quiet;
  note("then", "another connection, with nothing to send");
  quiet.end_output();
  quiet.turn("half-closed");
}

void check_backlog() {
  Stage stage;
  stage.peer_reads(4);
  stage.send("goodbye");
  stage.end_output();
  stage.turn("sent \"good\"");
  stage.send("more");
  stage.turn("nothing happens");
  stage.peer_reads(2);
  stage.turn("sent \"by\"");
  stage.peer_reads(plenty);
  stage.turn("sent \"e\", half-closed");
}

void check_end_told() {
  Stage stage;
  stage.peer_sends("a question");
  stage.peer_ends();
  stage.turn("heard \"a question\"");
  stage.turn("told of the end: end of stream");
  stage.turn("nothing happens");
  expect_no_wait_to_read(stage);
  stage.send("the answer");
  stage.turn("sent \"the answer\"");
  stage.turn("nothing happens");
}

void check_lingers() {
  Stage stage;
  stage.send("refused");
  stage.finish();
  stage.turn("sent \"refused\", half-closed");
  stage.peer_sends("hello?");
  stage.finish();
  stage.turn("nothing happens");
  expect_unread(stage, false);
  stage.peer_ends();
  stage.turn("closed");
  stage.finish();
  stage.turn("nothing happens");
  stage.expect_told("lingering, half_closed");
}

void check_both_ends() {
  Stage first;
  first.peer_ends();
  first.turn("told of the end: end of stream");
  first.peer_reads(3);
  first.send("answer");
  first.finish();
  first.turn("sent \"ans\"");
  first.peer_reads(plenty);
  first.turn("sent \"wer\", half-closed, closed");
  note("then", "another connection, whose backlog is not sent when the peer ends");
  Stage last;
  last.peer_reads(3);
  last.send("answer");
  last.finish();
  last.turn("sent \"ans\"");
  last.peer_ends();
  last.turn("nothing happens");
  expect_no_wait_to_read(last);
  last.peer_reads(plenty);
  last.turn("sent \"wer\", half-closed, closed");
}

void check_held() {
  Stage stage;
  note("given", "hold(true)");
  stage.talk.hold(true);
  stage.peer_sends("a flood");
  stage.turn("nothing happens");
  expect_unread(stage, true);
  stage.send("enough");
  stage.finish();
  stage.turn("sent \"enough\", half-closed");
  if (!stage.peer.arriving.empty()) stage.turn("nothing happens");
  expect_unread(stage, false);
  stage.peer_ends();
  stage.turn("closed");
}

void check_reset() {
  Stage stage;
  stage.peer_reads(0);
  stage.send("unsent");
  stage.turn("nothing happens");
  stage.fails(std::errc::connection_reset);
  const int sends = stage.peer.sends;
  stage.turn("told of the end: reset by peer");
  expect("nothing is unsent", stage.talk.unsent() == 0
                                  ? "nothing is unsent"
                                  : count_of(stage.talk.unsent(), "byte") + " unsent");
  stage.send("more");
  stage.turn("nothing happens");
  expect("no further send", stage.peer.sends == sends ? "no further send" : "a further send");
  expect_no_wait_to_read(stage);
  stage.expect_told("output_broken");
}

void check_last_words() {
  Stage stage;
  stage.peer_sends("my last words");
  stage.fails(std::errc::connection_reset);
  stage.send("hello?");
  stage.flush("nothing happens");
  expect("nothing is unsent", stage.talk.unsent() == 0
                                  ? "nothing is unsent"
                                  : count_of(stage.talk.unsent(), "byte") + " unsent");
  stage.error_was_consumed();
  stage.turn("heard \"my last words\"");
  stage.turn("told of the end: reset by peer");
  stage.turn("nothing happens");
  stage.expect_told("output_broken");
}

void check_broken_pipe() {
  Stage stage;
  stage.peer_sends("my last words");
  stage.fails(std::errc::broken_pipe);
  stage.send("hello?");
  stage.flush("nothing happens");
  stage.error_was_consumed();
  stage.turn("heard \"my last words\"");
  stage.turn("told of the end: end of stream");
}

void check_gone() {
  Stage reset;
  reset.peer_reads(0);
  reset.send("unsent");
  reset.finish();
  reset.turn("nothing happens");
  reset.fails(std::errc::connection_reset);
  reset.turn("closed");
  note("then", "another connection, whose send fails");
  Stage failed;
  failed.send("unsent");
  failed.finish();
  failed.fails(std::errc::broken_pipe);
  failed.turn("closed");
}

void check_silent() {
  Stage stalled;
  stalled.peer_reads(4);
  stalled.send("goodbye");
  stalled.finish();
  stalled.turn("sent \"good\"");
  expect_closed_within(stalled, 2000, 4000);
  stalled.expect_told("lingering, gave_up");
  note("then", "another peer, which has got everything, but never closes");
  Stage open;
  open.send("goodbye");
  open.finish();
  open.turn("sent \"goodbye\", half-closed");
  expect_closed_within(open, 2000, 4000);
}

// The peer reads a byte every one and a half seconds.
void check_slow() {
  const std::string text = "a long goodbye";
  Stage stage;
  stage.peer_reads(0);
  stage.send(text);
  stage.finish();
  stage.turn("nothing happens");
  tell_calls(false);
  note("given", "the peer reads a byte every 1.5 s");
  for (std::size_t byte = 0; byte < 6; ++byte) {
    pass(milliseconds(1500));
    stage.peer.room = 1;
    stage.turn("sent \"" + text.substr(byte, 1) + "\"");
  }
  expecting("closed once ten seconds are over");
  for (int byte = 6; byte < 10 && !stage.talk.is_closed(); ++byte) {
    pass(milliseconds(1500));
    stage.peer.room = 1;
    stage.reactor.turn();
  }
  came(stage.talk.is_closed() ? "closed once ten seconds are over" : "open after 15 s");
  note("then", "another peer, which reads one byte after 1.5 s, and then no more");
  Stage stalled;
  stalled.peer_reads(0);
  stalled.send(text);
  stalled.finish();
  stalled.turn("nothing happens");
  pass(milliseconds(1500));
  stalled.peer_reads(1);
  stalled.turn("sent \"a\"");
  expect_closed_within(stalled, 2000, 5000);
}

constexpr Check checks[] = {
    {"half-close", check_half_close},
    {"backlog", check_backlog},
    {"end-told", check_end_told},
    {"lingers", check_lingers},
    {"both-ends", check_both_ends},
    {"held", check_held},
    {"reset", check_reset},
    {"last-words", check_last_words},
    {"broken-pipe", check_broken_pipe},
    {"gone", check_gone},
    {"silent", check_silent},
    {"slow", check_slow},
};

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  return chatlab::labs::run_checks(argc, argv, chatlab::labs::checks,
                                   std::size(chatlab::labs::checks));
}
