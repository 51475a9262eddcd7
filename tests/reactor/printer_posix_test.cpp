// The printer, with a pipe in the place of standard output.
#include "reactor/printer.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <string>

#include "tests/support/reactor_testing.hpp"
#include "tests/support/redirect_posix.hpp"

namespace chatlab::printer_posix_test {
namespace {

class RecordingPrinter : public Printer, public PrinterListener {
 public:
  explicit RecordingPrinter(Reactor& reactor) : Printer(reactor) { set_listener(this); }

  int prints = 0;
  std::function<void()> when_printed;

  void on_printed() override {
    ++prints;
    if (when_printed) when_printed();
  }
};

// A frame that can be recognised in the output.
class MarkedFrame : public PrintFrame {
 public:
  std::string before() override { return "<erase>"; }
  std::string after() override { return "<draw " + typed + ">"; }

  std::string typed;
};

// No EXPECT while standard output is replaced: GoogleTest would write its messages there, too.
class PrinterPosix : public testing::Test {
 protected:
  // Runs `work` with the pipe as standard output.
  void with_output(const std::function<void()>& work) {
    const Redirection redirection(STDOUT_FILENO, pipe.write_end());
    work();
  }

  PrinterPosix() {
    pipe.let_writers_wait();
    output_.reset();
  }

  TestPipe pipe;
  Reactor reactor{make_demultiplexer("poll")};

 private:
  // The printer finds out what standard output is when it is constructed.
  std::unique_ptr<Redirection> output_ =
      std::make_unique<Redirection>(STDOUT_FILENO, pipe.write_end());

 protected:
  RecordingPrinter printer{reactor};
};

// Output of a connection, which is to be sent at the end of the turn.
class OtherOutput : public FlushHandler {
 public:
  explicit OtherOutput(const Printer& printer) : printer_(printer) {}
  void on_flush() override { pending_text = printer_.pending(); }

  std::size_t pending_text = 0;  // what the printer had not written when this was sent

 private:
  const Printer& printer_;
};

TEST_F(PrinterPosix, WritesAfterTheOutputOfConnectionsWasSent) {
  OtherOutput other(printer);
  with_output([&] {
    printer.print("one\n");
    reactor.request_flush(other);
    reactor.turn();
  });
  EXPECT_EQ(other.pending_text, 4u);
  EXPECT_EQ(pipe.read(), "one\n");
}

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
TEST_F(PrinterPosix, NeitherBlocksNorSpinsIfTheReaderIsSlowAndKeepsTheRest) {
  const std::string text = pattern(256 * 1024);
  const std::string more = "and more\n";
  std::size_t kept = 0;
  bool asleep = false;
  std::string read;
  bool all_read = false;
  with_output([&] {
    printer.print(text);
    reactor.turn();
    kept = printer.pending();
    printer.print(more);
    asleep = sleeps(reactor);
    all_read = turn_until(reactor, [&] {
      read += pipe.read();
      return read.size() >= text.size() + more.size();
    });
  });
  EXPECT_GT(kept, 0u) << "the pipe accepted everything: nothing was tested";
  EXPECT_TRUE(asleep) << "it tried again and again";
  EXPECT_TRUE(all_read);
  EXPECT_TRUE(read == text + more) << "bytes were lost, doubled or swapped";
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

TEST_F(PrinterPosix, DropsTextOnceTheOutputHasNoReader) {
  pipe.close_read_end();
  with_output([&] {
    printer.print("lost\n");
    reactor.turn();
    printer.print("lost too\n");
  });
  EXPECT_EQ(printer.error(), std::errc::broken_pipe);
  EXPECT_EQ(printer.pending(), 0u);
  EXPECT_EQ(printer.prints, 1) << "that it broke is told once";
}

// Like a disk that is full for a while: no text is lost, and the owner is told once.
TEST_F(PrinterPosix, KeepsTextThatAFullDiskRefusesAndTriesAgain) {
  const int full = ::open("/dev/full", O_WRONLY);
  if (full < 0) GTEST_SKIP() << "this system has no /dev/full";
  std::error_code error_while_full;
  bool was_busy = true;
  bool asleep = false;
  int prints_while_full = 0;
  {
    const Redirection redirection(STDOUT_FILENO, full);
    printer.print("one\n");
    reactor.turn();
    printer.print("two\n");
    reactor.turn();
    asleep = sleeps(reactor);
    error_while_full = printer.error();
    was_busy = printer.is_busy();
    prints_while_full = printer.prints;
  }
  ::close(full);
  EXPECT_EQ(error_while_full, std::errc::no_space_on_device);
  EXPECT_FALSE(was_busy) << "its reader is not behind";
  EXPECT_TRUE(asleep) << "it tried again and again";
  EXPECT_EQ(prints_while_full, 1);
  EXPECT_EQ(printer.pending_lines(), 2u);
  bool all_written = false;
  with_output([&] { all_written = turn_until(reactor, [&] { return printer.pending() == 0; }); });
  EXPECT_TRUE(all_written);
  EXPECT_FALSE(printer.error());
  EXPECT_EQ(pipe.read(), "one\ntwo\n");
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

TEST_F(PrinterPosix, WritesOneFrameAroundAllTheTextOfATurn) {
  MarkedFrame frame;
  with_output([&] {
    printer.set_frame(&frame);
    reactor.turn();
    frame.typed = "hal";
    printer.print("one\n");
    printer.print("two\n");
    reactor.turn();
    frame.typed = "half";
    printer.refresh();
    reactor.turn();
    printer.set_frame(nullptr);
    reactor.turn();
  });
  EXPECT_EQ(pipe.read(),
            "<erase><draw >"
            "<erase>one\ntwo\n<draw hal>"
            "<erase><draw half>"
            "<erase>");
}

}  // namespace
}  // namespace chatlab::printer_posix_test
