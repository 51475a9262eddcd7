// The checks of the lab `framing`: bytes in, frames out.
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "apps/protocols/frame.hpp"
#include "tests/labs/machinery/transcript.hpp"

namespace chatlab::labs {
namespace {

constexpr std::size_t limit = 100;
const std::string nothing = "no frame";
const std::string malformed = "malformed";
const std::string too_long = "too long";

std::string frame(std::string_view payload) {
  return "the frame " + quoted(payload);
}

// A reader whose calls are told.
class ToldReader {
 public:
  void feed(std::string_view bytes) {
    note("fed in", quoted(bytes));
    reader_.feed(bytes);
  }

  void expect_next(const std::string& expected) {
    expecting(expected);
    came(next());
  }

  // As expect_next(), without a word unless it fails: for checks with thousands of steps.
  std::string next() {
    std::string payload = "untouched";
    switch (reader_.next(payload, limit)) {
      case FrameReader::Found::nothing:
        return payload == "untouched" ? nothing : "no frame, but `payload` was changed";
      case FrameReader::Found::payload:
        return frame(payload);
      case FrameReader::Found::malformed:
        return malformed;
      case FrameReader::Found::too_long:
        break;
    }
    return too_long;
  }

  void feed_silently(std::string_view bytes) { reader_.feed(bytes); }
  std::string unfinished() const { return reader_.unfinished(); }

 private:
  FrameReader reader_;
};

void check_whole() {
  ToldReader reader;
  reader.expect_next(nothing);
  reader.feed("5         hello");
  reader.expect_next(frame("hello"));
  reader.expect_next(nothing);
  reader.feed("100       " + std::string(limit, 'x'));
  reader.expect_next(frame(std::string(limit, 'x')));
}

void check_header_in_parts() {
  ToldReader reader;
  reader.feed("5");
  reader.expect_next(nothing);
  reader.feed("        ");
  reader.expect_next(nothing);
  reader.feed(" hello");
  reader.expect_next(frame("hello"));
}

void check_payload_in_parts() {
  ToldReader reader;
  reader.feed("5         ");
  reader.expect_next(nothing);
  reader.feed("hel");
  reader.expect_next(nothing);
  reader.feed("lo");
  reader.expect_next(frame("hello"));
}

void check_one_byte() {
  ToldReader reader;
  for (const char* payload : {"Ann", "hello"}) {
    const std::string bytes = encode_frame(payload);
    for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
      reader.feed(bytes.substr(i, 1));
      if (const std::string found = reader.next(); found != nothing) {
        expecting(nothing);
        came(found);
      }
    }
    reader.feed(bytes.substr(bytes.size() - 1));
    reader.expect_next(frame(payload));
  }
}

void check_several() {
  ToldReader reader;
  reader.feed("3         Ann5         hello2         ok7       ");
  for (const char* payload : {"Ann", "hello", "ok"}) reader.expect_next(frame(payload));
  reader.expect_next(nothing);
  reader.feed("  exit@me");
  reader.expect_next(frame("exit@me"));
}

void check_any_cut() {
  const std::string stream = "3         Ann12        12345678 12 2         ok";
  const std::vector<std::string> expected = {frame("Ann"), frame("12345678 12 "), frame("ok"),
                                             nothing};
  for (std::size_t first = 0; first <= stream.size(); ++first) {
    for (std::size_t second = first; second <= stream.size(); ++second) {
      ToldReader reader;
      std::vector<std::string> found;
      for (const std::string& piece :
           {stream.substr(0, first), stream.substr(first, second - first), stream.substr(second)}) {
        reader.feed_silently(piece);
        std::string next;
        for (next = reader.next(); next != nothing && found.size() < expected.size();
             next = reader.next())
          found.push_back(next);
      }
      found.resize(expected.size(), nothing);
      if (found == expected) continue;
      for (const std::string& piece :
           {stream.substr(0, first), stream.substr(first, second - first), stream.substr(second)})
        note("fed in", quoted(piece));
      for (std::size_t i = 0; i < expected.size(); ++i) expect(expected[i], found[i]);
    }
  }
}

void check_spaces() {
  for (const char* header :
       {"5         ", "         5", "    5     ", "0000000005", " 05       "}) {
    ToldReader reader;
    reader.feed(header + std::string("hello"));
    reader.expect_next(frame("hello"));
  }
}

void check_empty() {
  ToldReader reader;
  reader.feed("0         ");
  reader.expect_next(frame(""));
  reader.expect_next(nothing);
  reader.feed("0000000000         02         ok");
  reader.expect_next(frame(""));
  reader.expect_next(frame(""));
  reader.expect_next(frame("ok"));
}

void check_malformed() {
  for (const char* header : {"hello wor!", "          ", "+5        ", "-5        ", "5 5       ",
                             "5\t        ", "5\n        ", "\r\n5       ", "5.0       ",
                             "0x5       ", "5,        ", "         :", "/5        "}) {
    ToldReader reader;
    reader.feed(header + std::string("hello"));
    reader.expect_next(malformed);
  }
}

void check_too_long() {
  for (const char* header :
       {"101       ", "9999999999", "4294967301"}) {  // 2 to the power of 32, and 5
    ToldReader reader;
    reader.feed(header);
    reader.expect_next(too_long);
  }
  ToldReader reader;
  reader.feed("100       ");
  reader.expect_next(nothing);
}

void check_given_up() {
  for (const std::string start : {"ten letter", "101       "}) {
    ToldReader reader;
    reader.feed(start + "5         hello");
    reader.expect_next(start[0] == 't' ? malformed : too_long);
    reader.expect_next(nothing);
    expect("no bytes are kept",
           reader.unfinished().empty() ? "no bytes are kept" : "kept: " + reader.unfinished());
    reader.feed("5         hello");
    reader.expect_next(nothing);
    expect("no bytes are kept",
           reader.unfinished().empty() ? "no bytes are kept" : "kept: " + reader.unfinished());
  }
}

constexpr Check checks[] = {
    {"whole", check_whole},
    {"header-in-parts", check_header_in_parts},
    {"payload-in-parts", check_payload_in_parts},
    {"one-byte", check_one_byte},
    {"several", check_several},
    {"any-cut", check_any_cut},
    {"spaces", check_spaces},
    {"empty", check_empty},
    {"malformed", check_malformed},
    {"too-long", check_too_long},
    {"given-up", check_given_up},
};

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  return chatlab::labs::run_checks(argc, argv, chatlab::labs::checks,
                                   std::size(chatlab::labs::checks));
}
