// The printer, with a pipe in the place of standard output.
#include "reactor/printer.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <string>

#include "tests/support/reactor_testing.hpp"
#include "tests/support/redirect_posix.hpp"

namespace chatlab {
namespace {

class RecordingPrinter : public Printer {
 public:
  using Printer::Printer;

  int prints = 0;
  std::function<void()> when_printed;

 protected:
  void on_printed() override {
    ++prints;
    if (when_printed) when_printed();
  }
};

// Nothing may be expected while standard output is away: what GoogleTest says would go there too.
class PrinterPosix : public testing::Test {
 protected:
  // Runs `work` with the pipe as standard output.
  void with_output(const std::function<void()>& work) {
    const Redirection redirection(STDOUT_FILENO, pipe.write_end());
    work();
  }

  TestPipe pipe;
  Reactor reactor{make_demultiplexer("poll")};
  RecordingPrinter printer{reactor};
};

TEST_F(PrinterPosix, WritesAllThatATurnPrintedAtItsEnd) {
  std::string before_the_turn;
  with_output([&] {
    printer.print("one\n");
    printer.print("two\n");
    before_the_turn = pipe.read();
    reactor.turn();
  });
  EXPECT_EQ(before_the_turn, "");
  EXPECT_EQ(pipe.read(), "one\ntwo\n");
  EXPECT_EQ(printer.pending(), 0u);
  EXPECT_EQ(printer.prints, 1);
}

TEST_F(PrinterPosix, FlushWritesNow) {
  with_output([&] {
    printer.print("now\n");
    printer.flush();
  });
  EXPECT_EQ(pipe.read(), "now\n");
}

// A server whose log is piped into a pager must go on serving.
TEST_F(PrinterPosix, NeitherBlocksNorSpinsWhereNobodyReadsAndKeepsTheRest) {
  const std::string text = pattern(256 * 1024);
  std::size_t kept = 0;
  std::uint64_t turns = 0;
  std::string read;
  bool all_read = false;
  with_output([&] {
    printer.print(text);
    reactor.turn();
    kept = printer.pending();
    const auto turns_before = reactor.statistics().turns;
    const TimePoint until = now() + milliseconds(50);
    while (now() < until) reactor.turn();
    turns = reactor.statistics().turns - turns_before;
    all_read = turn_until(reactor, [&] {
      read += pipe.read();
      return read.size() >= text.size();
    });
  });
  EXPECT_GT(kept, 0u) << "the pipe took everything: nothing was tested";
  EXPECT_LT(turns, 10u) << "it tried again and again";
  EXPECT_TRUE(all_read);
  EXPECT_TRUE(read == text) << "bytes were lost, doubled or swapped";
  EXPECT_EQ(printer.pending(), 0u);
}

TEST_F(PrinterPosix, WritesWhatIsPrintedBecauseSomethingWasPrinted) {
  printer.when_printed = [&] {
    if (printer.prints == 1) printer.print("and more\n");
  };
  with_output([&] {
    printer.print("some\n");
    reactor.turn();
  });
  EXPECT_EQ(pipe.read(), "some\nand more\n");
}

TEST_F(PrinterPosix, DropsWhatIsPrintedWhereNobodyReadsAnyMore) {
  pipe.close_read_end();
  with_output([&] {
    printer.print("lost\n");
    reactor.turn();
    printer.print("lost too\n");
  });
  EXPECT_TRUE(printer.is_broken());
  EXPECT_EQ(printer.pending(), 0u);
  EXPECT_EQ(printer.prints, 1) << "that it broke is told once";
}

TEST_F(PrinterPosix, DestroyedWithTextPendingItIsFlushedNoMore) {
  with_output([&] {
    auto short_lived = std::make_unique<RecordingPrinter>(reactor);
    short_lived->print("never printed");
    short_lived.reset();
    printer.print("printed");
    reactor.turn();
  });
  EXPECT_EQ(pipe.read(), "printed");
}

}  // namespace
}  // namespace chatlab
