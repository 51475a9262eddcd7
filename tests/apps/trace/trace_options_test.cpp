#include "apps/trace/trace_options.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/usage_errors.hpp"

namespace chatlab::trace_options_test {
namespace {

using Words = std::vector<std::string>;

TraceOptions parse(const Words& arguments) {
  return parse_trace_options(Options(with_trace_options({{"name", "NAME"}}), arguments));
}

std::string complaint(const Words& arguments) {
  return complaint_of([&] { parse(arguments); });
}

TEST(TraceOptions, NothingIsTracedOrCapturedUnlessAsked) {
  const TraceOptions options = parse({"--name", "Ann"});
  EXPECT_FALSE(options.trace);
  EXPECT_EQ(options.file, "");
  EXPECT_EQ(options.capture, "");
  EXPECT_EQ(options.capture_limit, 256u * 1024 * 1024);
}

TEST(TraceOptions, TheTraceMayGoToAFile) {
  EXPECT_TRUE(parse({"--trace"}).trace);
  EXPECT_EQ(parse({"--trace"}).file, "");
  EXPECT_EQ(parse({"--trace=log.txt"}).file, "log.txt");
}

// `chat-client --trace HOST`: the next argument is not the file.
TEST(TraceOptions, TheFileFollowsAnEqualsSign) {
  const Options options(with_trace_options({}), {"--trace", "example.org"});
  EXPECT_EQ(options.operands(), Words{"example.org"});
}

TEST(TraceOptions, ExplanationsComeWithTheTrace) {
  using Explain = TraceOptions::Explain;
  EXPECT_EQ(parse({"--trace"}).explain, Explain::never);
  EXPECT_EQ(parse({"--explain"}).explain, Explain::once);
  EXPECT_TRUE(parse({"--explain"}).trace);
  EXPECT_EQ(parse({"--explain=always", "--trace=a.txt"}).explain, Explain::always);
  EXPECT_EQ(complaint({"--explain=twice"}),
            "--explain takes nothing, or =always, not 'twice'; --trace=FILE names a file");
}

TEST(TraceOptions, TheCaptureHasAFileAndALimit) {
  const TraceOptions options = parse({"--capture", "a.pcap", "--capture-limit=4096"});
  EXPECT_EQ(options.capture, "a.pcap");
  EXPECT_EQ(options.capture_limit, 4096u);
  EXPECT_EQ(complaint({"--capture="}), "--capture needs the name of a file");
  EXPECT_EQ(complaint({"--capture"}), "--capture needs a value: --capture FILE");
  EXPECT_EQ(complaint({"--capture-limit", "1"}),
            "--capture-limit takes a number from 1024 to 1099511627776, not '1'");
}

}  // namespace
}  // namespace chatlab::trace_options_test
