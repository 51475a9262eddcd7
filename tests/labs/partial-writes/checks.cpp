// The checks of the lab `partial-writes`: the output buffer by itself, then a connection whose
// system accepts as much as the check says.
#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "reactor/connection.hpp"
#include "reactor/output_buffer.hpp"
#include "tests/labs/machinery/played_platform.hpp"
#include "tests/labs/machinery/transcript.hpp"
#include "tests/support/recording_connection.hpp"

namespace chatlab::labs {
namespace {

// ---------------------------------------------------------------------------------- the buffer

// A buffer whose calls are told.
class ToldBuffer {
 public:
  void append(std::string_view bytes) {
    note("append", quoted(bytes));
    buffer_.append(bytes);
  }
  void append_apart(std::string_view bytes) {
    note("append", quoted(bytes) + " apart");
    buffer_.append_apart(bytes);
  }
  void consume(std::size_t count) {
    note("consume", count_of(count, "byte"));
    buffer_.consume(count);
  }
  void expect_next(std::string_view expected, std::size_t limit = plenty) {
    expecting("next" + (limit == plenty ? std::string() : " of at most " + std::to_string(limit)) +
              ": " + quoted(expected));
    came("next" + (limit == plenty ? std::string() : " of at most " + std::to_string(limit)) +
         ": " + quoted(buffer_.next(limit)));
  }
  void expect_size(std::size_t size) {
    expecting(count_of(size, "unsent byte"));
    came(count_of(buffer_.size(), "unsent byte"));
  }

 private:
  OutputBuffer buffer_;
};

void check_buffer() {
  ToldBuffer buffer;
  buffer.expect_next("");
  for (const char* part : {"one ", "two ", "three"}) buffer.append(part);
  buffer.expect_size(13);
  buffer.expect_next("one two three");
  buffer.consume(2);
  buffer.expect_next("e two three");
  buffer.append(" four");
  buffer.consume(9);
  buffer.expect_next("ee four");
  buffer.consume(0);
  buffer.consume(7);
  buffer.expect_size(0);
  buffer.expect_next("");
  buffer.append("again");
  buffer.expect_next("again");
}

void check_limit() {
  ToldBuffer buffer;
  buffer.append("abcdefgh");
  buffer.expect_next("abc", 3);
  buffer.consume(3);
  buffer.expect_next("def", 3);
  buffer.consume(3);
  buffer.expect_next("gh", 3);
}

void check_apart() {
  ToldBuffer buffer;
  buffer.append("be");
  buffer.append("fore");
  buffer.append_apart("apart");
  buffer.append_apart("");
  buffer.append_apart("too");
  buffer.append("af");
  buffer.append("ter");
  for (const std::string_view piece : {"before", "apart", "too", "after"}) {
    buffer.expect_next(piece);
    buffer.consume(piece.size());
  }
  buffer.append_apart("alone");
  buffer.append("rest");
  buffer.expect_next("alone");
}

void check_apart_in_part() {
  ToldBuffer buffer;
  for (const char* part : {"first", "second", "third"}) buffer.append_apart(part);
  buffer.consume(1);
  buffer.expect_next("irst");
  buffer.consume(3);
  buffer.expect_next("t");
  buffer.consume(5);
  buffer.expect_next("nd");
  buffer.expect_next("n", 1);
  buffer.consume(2);
  buffer.expect_next("third");
}

void check_memory() {
  OutputBuffer buffer;
  note("append", "1 byte, then 10000 times 1 KiB apart, of which 1 KiB is consumed each time");
  expecting("at most 16 KiB of memory");
  buffer.append("x");
  for (int i = 0; i < 10000; ++i) {
    buffer.append_apart(std::string(1024, 'y'));
    buffer.consume(1024);
  }
  if (buffer.capacity() > 16 * 1024) fail(count_of(buffer.capacity() / 1024, "KiB") + " of memory");
  OutputBuffer large;
  note("append", "10 MB, consumed in 100000 steps");
  expecting("bytes are moved seldom: less than a second");
  large.append(std::string(10'000'000, 'z'));
  for (int i = 0; i < 100000; ++i) large.consume(100);
  expect("0 unsent bytes", count_of(large.size(), "unsent byte"));
}

// ------------------------------------------------------------------------------ the connection

// A connection over a stream that the check plays.
class Stage {
 public:
  explicit Stage(std::size_t budget = TurnBudget::ordinary)
      : reactor(std::unique_ptr<Demultiplexer>(demultiplexer = new PlayedDemultiplexer), budget),
        connection(reactor, open_played_stream()),
        peer(stream(connection.handle())) {
    tell_calls(true);
  }

  void send(std::string_view bytes) {
    note("send", quoted(bytes));
    connection.send(bytes);
  }

  void room(std::size_t bytes) {
    note("then", "the system has room for " + count_of(bytes, "byte"));
    peer.room = bytes;
  }

  void turn() {
    note("turn", "");
    reactor.turn();
  }

  void expect_sent(std::string_view bytes) {
    expecting("the system has accepted " + quoted(bytes));
    came("the system has accepted " + quoted(peer.accepted));
  }

  void expect_interest(bool writes) {
    const auto words = [](bool wants) {
      return wants ? "waits to write" : "does not wait to write";
    };
    expect(words(writes), words(connection.wants_write()));
  }

  PlayedDemultiplexer* demultiplexer;  // owned by the reactor
  Reactor reactor;
  RecordingConnection connection;
  PlayedStream& peer;
};

void check_one_send() {
  Stage stage;
  for (const char* part : {"one ", "two ", "three"}) stage.send(part);
  expect("no send yet",
         stage.peer.sends == 0 ? "no send yet" : "a send before the end of the turn");
  stage.turn();
  stage.expect_sent("one two three");
  expect("1 send", count_of(static_cast<std::size_t>(stage.peer.sends), "send"));
  expect("0 unsent bytes", count_of(stage.connection.unsent(), "unsent byte"));
}

void check_short_send() {
  Stage stage;
  stage.room(4);
  stage.send("abcdefghij");
  stage.turn();
  stage.expect_sent("abcd");
  expect("6 unsent bytes", count_of(stage.connection.unsent(), "unsent byte"));
  stage.room(3);
  stage.turn();
  stage.expect_sent("abcdefg");
  stage.send("klm");
  stage.room(100);
  stage.turn();
  stage.expect_sent("abcdefghijklm");
  expect("0 unsent bytes", count_of(stage.connection.unsent(), "unsent byte"));
}

void check_would_block() {
  Stage stage;
  stage.room(0);
  stage.send("abc");
  stage.turn();
  expect("1 send", count_of(static_cast<std::size_t>(stage.peer.sends), "send"));
  expect("3 unsent bytes", count_of(stage.connection.unsent(), "unsent byte"));
  note("then", "three turns in which the handle is not writable");
  for (int i = 0; i < 3; ++i) {
    stage.demultiplexer->also_ready[stage.connection.handle()] = {false, false};
    stage.turn();
  }
  expect("1 send", count_of(static_cast<std::size_t>(stage.peer.sends), "send"));
  stage.demultiplexer->also_ready.clear();
  stage.room(100);
  stage.turn();
  stage.expect_sent("abc");
}

void check_interest() {
  Stage stage;
  stage.expect_interest(false);
  stage.room(2);
  stage.send("abcde");
  stage.turn();
  stage.expect_interest(true);
  stage.room(100);
  stage.turn();
  stage.expect_interest(false);
  const int sends = stage.peer.sends;
  note("then", "nothing is to be sent, and the handle is writable: two turns");
  stage.turn();
  stage.turn();
  expect("no further send", stage.peer.sends == sends ? "no further send" : "a send of nothing");
}

void check_pieces() {
  Stage stage;
  stage.room(0);
  stage.send("before");
  for (const char* part : {"one", "two"}) {
    note("send", quoted(part) + " apart");
    stage.connection.send_apart(part);
  }
  stage.send("after");
  stage.turn();
  stage.room(7);
  stage.turn();
  stage.expect_sent("beforeo");
  stage.room(100);
  const int before = stage.peer.sends;
  stage.turn();
  stage.expect_sent("beforeonetwoafter");
  expect("3 sends", count_of(static_cast<std::size_t>(stage.peer.sends - before), "send"));
}

void check_progress() {
  Stage stage;
  for (const char* part : {"one", "two", "three"}) stage.connection.send_apart(part);
  note("send", "\"one\", \"two\" and \"three\", each apart");
  stage.turn();
  expect("progress once, of 11 bytes",
         "progress " +
             std::string(stage.connection.progresses == 1
                             ? "once"
                             : std::to_string(stage.connection.progresses) + " times") +
             ", of " + count_of(stage.connection.accepted, "byte"));
  stage.room(0);
  stage.send("more");
  stage.turn();
  expect("progress 1 time",
         "progress " + count_of(static_cast<std::size_t>(stage.connection.progresses), "time"));
  note("then", "the connection is closed while it reports progress");
  stage.connection.when_progressed = [&] { stage.connection.close(); };
  stage.room(100);
  stage.turn();
  expect("closed once", stage.connection.closes == 1 ? "closed once" : "not closed, or twice");
}

void check_broken() {
  Stage stage;
  stage.peer.arriving = {"last words"};
  note("then", "sends fail: reset by the peer; \"last words\" have arrived before");
  stage.send("abc");
  stage.peer.failure = std::make_error_code(std::errc::connection_reset);
  stage.connection.flush();
  expect("0 unsent bytes", count_of(stage.connection.unsent(), "unsent byte"));
  stage.expect_interest(false);
  stage.send("more");
  stage.turn();
  expect("1 send", count_of(static_cast<std::size_t>(stage.peer.sends), "send"));
  stage.turn();
  expect("received " + quoted("last words"), "received " + quoted(stage.connection.received));
  expect("the end is reported",
         stage.connection.ends == 1 ? "the end is reported" : "no end is reported");
}

void check_budget() {
  Stage stage(2000);
  tell_calls(false);
  RecordingConnection other(stage.reactor, open_played_stream());
  const std::string bytes(4'000'000, 'x');
  note("send",
       "4000000 bytes, and \"me too\" on another connection; a turn has a budget for about 500 KB");
  stage.connection.send(bytes);
  stage.turn();
  expecting("less than 1 MB is accepted in the first turn");
  if (stage.peer.accepted.size() > 1'000'000)
    fail(count_of(stage.peer.accepted.size(), "byte") + " are accepted in the first turn");
  other.send("me too");
  int turns = 0;
  for (; stage.peer.accepted.size() < bytes.size() && turns < 100; ++turns) stage.reactor.turn();
  expect("all of it within 100 turns",
         stage.peer.accepted == bytes ? "all of it within 100 turns" : "lost, or never sent");
  expect("the other one, too",
         stream(other.handle()).accepted == "me too" ? "the other one, too" : "not the other one");
}

void check_once_at_least() {
  Stage stage(40);  // less than the request and the receive cost
  stage.room(0);
  stage.send("abc");
  stage.turn();
  stage.peer.arriving = {"hello"};
  note("then", "\"hello\" has arrived, and reading it uses up the budget of the turn");
  stage.room(100);
  stage.turn();
  stage.expect_sent("abc");
  expect("2 sends", count_of(static_cast<std::size_t>(stage.peer.sends), "send"));
}

constexpr Check checks[] = {
    {"buffer", check_buffer},         {"limit", check_limit},
    {"apart", check_apart},           {"apart-in-part", check_apart_in_part},
    {"memory", check_memory},         {"one-send", check_one_send},
    {"short-send", check_short_send}, {"would-block", check_would_block},
    {"interest", check_interest},     {"pieces", check_pieces},
    {"progress", check_progress},     {"broken", check_broken},
    {"budget", check_budget},         {"once-at-least", check_once_at_least},
};

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  return chatlab::labs::run_checks(argc, argv, chatlab::labs::checks,
                                   std::size(chatlab::labs::checks));
}
