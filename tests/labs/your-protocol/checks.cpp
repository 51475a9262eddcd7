// The checks of the lab `your-protocol`: bytes in, requests and replies out, and back.
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "apps/chat/event.hpp"
#include "apps/protocols/json.hpp"
#include "tests/labs/machinery/transcript.hpp"

namespace chatlab::labs {
namespace {

constexpr std::size_t limit = 20;
const std::string nothing = "nothing";
const std::string malformed_start = "Malformed message: ";
const std::string malformed = "malformed, told as \"Malformed message: ...\"";
const std::string join = "{\"type\":\"join\",\"name\":\"Ann\"}\n";
const std::string leave = "{\"type\":\"leave\"}\n";
const std::string welcome = "{\"type\":\"welcome\",\"text\":\"hi\"}\n";

std::string say(const std::string& text) {
  return "{\"type\":\"say\",\"text\":\"" + text + "\"}\n";
}

std::string shown(std::string_view kind, std::string_view text) {
  return std::string(kind) + ' ' + quoted(text);
}

// What is wrong is told in words of the server's own; only how they begin is specified.
std::string words_of_malformed(const std::string& text) {
  const bool is_specified = text.size() > malformed_start.size() &&
                            text.compare(0, malformed_start.size(), malformed_start) == 0;
  return is_specified ? malformed : "malformed, told as " + quoted(text);
}

std::string words(const Request& request) {
  switch (request.kind) {
    case Request::Kind::join:
      return shown("join", request.text);
    case Request::Kind::say:
      return shown("say", request.text);
    case Request::Kind::leave:
      return "leave";
    case Request::Kind::malformed:
      break;
  }
  return words_of_malformed(request.text);
}

// The words for a broken server are the client's own.
std::string words(const Reply& reply) {
  switch (reply.kind) {
    case Reply::Kind::welcome:
      return shown("welcome", reply.text);
    case Reply::Kind::refused:
      return shown("refused", reply.text);
    case Reply::Kind::message:
      return reply.name + " says " + quoted(reply.text);
    case Reply::Kind::malformed:
      return "malformed";
    case Reply::Kind::unattributed:
    case Reply::Kind::closed:
    case Reply::Kind::removed:
      break;
  }
  return "a kind of reply that this protocol does not have";
}

// A decoder whose calls are told.
template <typename Decoder, typename Found>
class Told {
 public:
  explicit Told(std::unique_ptr<Decoder> decoder) : decoder_(std::move(decoder)) {}

  void feed(std::string_view bytes) {
    note("fed in", quoted(bytes));
    decoder_->feed(bytes);
  }
  void feed_silently(std::string_view bytes) { decoder_->feed(bytes); }

  void expect_next(const std::string& expected) {
    expecting(expected);
    came(next());
  }
  std::string next() {
    Found found;
    return decoder_->next(found) ? words(found) : nothing;
  }
  Decoder& decoder() { return *decoder_; }

 private:
  std::unique_ptr<Decoder> decoder_;
};

class ToldServer : public Told<RequestDecoder, Request> {
 public:
  explicit ToldServer(std::size_t max_message = limit)
      : Told(JsonProtocol().make_request_decoder(max_message)) {}

  void join_ann() {
    feed(join);
    expect_next("join \"Ann\"");
  }
};

class ToldClient : public Told<ReplyDecoder, Reply> {
 public:
  ToldClient() : Told(JsonProtocol().make_reply_decoder()) {}

  void be_welcomed() {
    feed(welcome);
    expect_next("welcome \"hi\"");
  }
};

std::string event_line(Event::Kind kind, const std::string& name, const std::string& text = {}) {
  Event event;
  event.kind = kind;
  event.name = name;
  event.text = text;
  return JsonProtocol().encode_event(event);
}

void expect_bytes(std::string_view what, const std::string& expected, const std::string& bytes) {
  note("written", what);
  expect(quoted(expected), quoted(bytes));
}

// ----------------------------------------------------------------------------------- writing

void check_server_writes() {
  using Kind = Event::Kind;
  const JsonProtocol protocol;
  expect_bytes("the welcome",
               "{\"type\":\"welcome\",\"text\":\"" + std::string(welcome_text) + "\"}\n",
               protocol.encode_welcome());
  expect_bytes("a refusal", "{\"type\":\"refused\",\"text\":\"no\"}\n",
               protocol.encode_refusal("no"));
  expect_bytes("Ann says hello", "{\"type\":\"said\",\"name\":\"Ann\",\"text\":\"hello\"}\n",
               event_line(Kind::said, "Ann", "hello"));
  expect_bytes("Ann joins", "{\"type\":\"joined\",\"name\":\"Ann\"}\n",
               event_line(Kind::joined, "Ann"));
  expect_bytes("Ann leaves", "{\"type\":\"left\",\"name\":\"Ann\"}\n",
               event_line(Kind::left, "Ann"));
  expect_bytes("Ann leaves unexpectedly", "{\"type\":\"left unexpectedly\",\"name\":\"Ann\"}\n",
               event_line(Kind::left_unexpectedly, "Ann"));
}

void check_client_writes() {
  const JsonProtocol protocol;
  expect_bytes("Ann joins", join, protocol.encode_join("Ann"));
  expect_bytes("a name with a byte that is no UTF-8 joins",
               "{\"type\":\"join\",\"name\":\"A\xef\xbf\xbd\"}\n", protocol.encode_join("A\xff"));
  expect_bytes("Ann says hi", say("hi"), protocol.encode_message("Ann", "hi"));
  expect_bytes("Ann says a byte that is no UTF-8", say("a\xef\xbf\xbd"),
               protocol.encode_message("Ann", "a\xff"));
  expect_bytes("Ann leaves", leave, protocol.encode_leave("Ann"));
}

void check_escapes() {
  const JsonProtocol protocol;
  const auto expect_string = [&](const std::string& text, const std::string& string) {
    expect_bytes(shown("a refusal with the reason", text),
                 "{\"type\":\"refused\",\"text\":\"" + string + "\"}\n",
                 protocol.encode_refusal(text));
  };
  expect_string("say \"hi\"", "say \\\"hi\\\"");
  expect_string("C:\\temp", "C:\\\\temp");
  expect_string("a\tb", "a\\u0009b");
  expect_string("\x1f\x01", "\\u001f\\u0001");
  expect_string("a/b 'c' \x7f", "a/b 'c' \x7f");
  expect_string("\xc3\xa4 \xf0\x9f\x98\x80", "\xc3\xa4 \xf0\x9f\x98\x80");
  note("then", "a name that looks like the end of a message");
  const std::string name = "\",\"text\":\"";
  ToldClient client;
  client.be_welcomed();
  client.feed(event_line(Event::Kind::said, name, "}\n{"));
  client.expect_next(name + " says " + quoted("}\n{"));
  client.expect_next(nothing);
}

// ------------------------------------------------------------------------------ the server reads

void check_requests() {
  ToldServer server;
  server.expect_next(nothing);
  server.feed(join + say("hello") + say("") + "{\"type\":\"say\",");
  server.expect_next("join \"Ann\"");
  server.expect_next("say \"hello\"");
  server.expect_next("say \"\"");
  server.expect_next(nothing);
  server.feed("\"text\":\"\\u00e4\\ud83d\\ude00\\n\"}\n" + leave);
  server.expect_next("say " + quoted("\xc3\xa4\xf0\x9f\x98\x80\n"));
  server.expect_next("leave");
  server.expect_next(nothing);
}

void check_any_cut() {
  const std::string stream = join + say("hello") + "\n" + leave;
  const std::vector<std::string> expected = {"join \"Ann\"", "say \"hello\"", "leave", nothing};
  for (std::size_t first = 0; first <= stream.size(); ++first) {
    for (std::size_t second = first; second <= stream.size(); ++second) {
      const std::string pieces[] = {stream.substr(0, first), stream.substr(first, second - first),
                                    stream.substr(second)};
      ToldServer server;
      std::vector<std::string> found;
      for (const std::string& piece : pieces) {
        server.feed_silently(piece);
        for (std::string next; found.size() < expected.size() && (next = server.next()) != nothing;)
          found.push_back(next);
      }
      found.resize(expected.size(), nothing);
      if (found == expected) continue;
      for (const std::string& piece : pieces) note("fed in", quoted(piece));
      for (std::size_t i = 0; i < expected.size(); ++i) expect(expected[i], found[i]);
    }
  }
}

void check_lenient() {
  for (const char* line :
       {"{\"name\":\"Ann\",\"type\":\"join\"}\n",
        "\n\r\n \t \n{\"type\":\"join\",\"name\":\"Ann\"}\n",
        " { \"type\" :\t\"join\" , \"name\" : \"Ann\" } \r\n",
        "{\"version\":\"2\",\"type\":\"join\",\"name\":\"Ann\",\"text\":\"x\"}\n"}) {
    ToldServer server;
    server.feed(line);
    server.expect_next("join \"Ann\"");
    server.expect_next(nothing);
  }
  ToldServer server;
  server.join_ann();
  server.feed("\n{\"text\":\"hi\",\"to\":\"Bob\",\"type\":\"say\"}\n");
  server.expect_next("say \"hi\"");
  server.feed("{\"t\\u0079pe\":\"s\\u0061y\",\"text\":\"\\u0000\\/\"}\r\n");
  server.expect_next("say " + quoted(std::string("\0/", 2)));
  server.expect_next(nothing);
}

void check_order() {
  for (const std::string& first :
       {say("hi"), leave, std::string("{\"name\":\"Ann\"}\n"), std::string("{\"type\":\"join\"}\n"),
        std::string("{\"type\":\"Join\",\"name\":\"Ann\"}\n")}) {
    ToldServer server;
    server.feed(first);
    server.expect_next(malformed);
  }
  ToldServer server;
  server.join_ann();
  server.feed(join);
  server.expect_next(malformed);
}

void check_malformed() {
  for (const std::string line :
       {"hello\n", "{}\n", "{\"type\":\"say\"}\n", "{\"type\":\"shout\",\"text\":\"hi\"}\n",
        "{\"text\":\"hi\"}\n", "{\"type\":\"say\",\"text\":5}\n",
        "{\"type\":\"say\",\"text\":\"hi\",\"to\":null}\n",
        "{\"type\":\"say\",\"text\":\"hi\",\"to\":\"Bob\",\"to\":\"Bob\"}\n",
        "{\"type\":\"say\",\"text\":\"\\ud83d\"}\n", "{\"type\":\"say\",\"text\":\"\\x\"}\n",
        "\xef\xbb\xbf{\"type\":\"say\",\"text\":\"hi\"}\n",
        "{\"type\":\"say\",\"text\":\"hi\"} x\n", "{\"type\":\"say\",\"text\":\"\xff\"}\n"}) {
    ToldServer server;
    server.join_ann();
    server.feed(line + say("later"));
    server.expect_next(malformed);
    server.expect_next(nothing);
    server.feed(say("much later"));
    server.expect_next(nothing);
  }
}

// A tab is one byte of text and six bytes of a line.
void check_limits() {
  const std::string too_long =
      "malformed, told as \"Message too long: at most 20 bytes are accepted\"";
  std::string tabs;
  std::string escaped_tabs;
  for (std::size_t i = 0; i < limit; ++i) tabs += '\t', escaped_tabs += "\\u0009";
  ToldServer at_the_limit;
  at_the_limit.join_ann();
  at_the_limit.feed(say(escaped_tabs));
  at_the_limit.expect_next("say " + quoted(tabs));
  std::string longest = say("x");
  longest.insert(longest.size() - 1, 6 * limit + 64 - (longest.size() - 1), ' ');
  at_the_limit.feed(longest);
  at_the_limit.expect_next("say \"x\"");
  for (const std::string& line :
       {say(escaped_tabs + "x"), say(std::string(limit - 1, 'x') + "\\u00e4"), ' ' + longest,
        longest.substr(0, longest.size() - 1) + ' '}) {
    ToldServer server;
    server.join_ann();
    server.feed(line);
    server.expect_next(too_long);
    server.feed(say("later"));
    server.expect_next(nothing);
  }
  const std::string first = join.substr(0, join.size() - 1);
  ToldServer longest_first;
  longest_first.feed(first + std::string(1024 - first.size(), ' ') + '\n');
  longest_first.expect_next("join \"Ann\"");
  ToldServer too_long_first;
  too_long_first.feed(first + std::string(1025 - first.size(), ' '));
  too_long_first.expect_next("malformed, told as \"Username not allowed\"");
}

void check_unfinished() {
  ToldServer server;
  server.join_ann();
  server.feed(leave.substr(0, leave.size() - 1));
  server.expect_next(nothing);
  note("then", "the stream ends");
  server.decoder().end();
  server.expect_next(nothing);
  expect("unfinished() says that something is left",
         server.decoder().unfinished().empty() ? "unfinished() is empty"
                                               : "unfinished() says that something is left");
}

// ------------------------------------------------------------------------------ the client reads

void check_replies() {
  ToldClient refused;
  refused.feed("{\"type\":\"refused\",\"text\":\"Username already taken!\"}\n");
  refused.expect_next("refused \"Username already taken!\"");
  ToldClient client;
  client.be_welcomed();
  client.feed(
      "{\"type\":\"joined\",\"name\":\"Bob\"}\n{\"text\":\"hello\",\"type\":\"said\","
      "\"name\":\"Bob\"}\n\n{\"type\":\"left\",\"name\":\"Bob\"}\n{\"type\":\"left une");
  client.expect_next("Server says \"Bob joined the conversation\"");
  client.expect_next("Bob says \"hello\"");
  client.expect_next("Server says \"Bob left the conversation\"");
  client.expect_next(nothing);
  client.feed("xpectedly\",\"name\":\"Cay\"}\n");
  client.expect_next("Server says \"Cay left the conversation unexpectedly\"");
}

void check_bad_replies() {
  const std::string said = "{\"type\":\"said\",\"name\":\"Bob\",\"text\":\"hi\"}\n";
  for (const std::string& first : {said, std::string("{\"type\":\"welcome\"}\n"),
                                   std::string("HTTP/1.1 400 Bad Request\r\n")}) {
    ToldClient client;
    client.feed(first + welcome);
    client.expect_next("malformed");
    client.expect_next(nothing);
  }
  for (const std::string& later :
       {welcome, std::string("{\"type\":\"refused\",\"text\":\"x\",\"name\":\"y\"}\n"),
        std::string("{\"type\":\"said\",\"name\":\"Bob\"}\n"),
        std::string("{\"type\":\"joined\"}\n"),
        std::string("{\"type\":\"sung\",\"name\":\"Bob\",\"text\":\"la\"}\n")}) {
    ToldClient client;
    client.be_welcomed();
    client.feed(later + said);
    client.expect_next("malformed");
    client.expect_next(nothing);
  }
  ToldClient flooded;
  flooded.be_welcomed();
  note("fed in", "an unfinished line of 16 MiB (longest_reply) and one byte");
  flooded.feed_silently(std::string(longest_reply + 1, 'x'));
  flooded.expect_next("malformed");
}

constexpr Check checks[] = {
    {"server-writes", check_server_writes},
    {"client-writes", check_client_writes},
    {"escapes", check_escapes},
    {"requests", check_requests},
    {"any-cut", check_any_cut},
    {"lenient", check_lenient},
    {"order", check_order},
    {"malformed", check_malformed},
    {"limits", check_limits},
    {"unfinished", check_unfinished},
    {"replies", check_replies},
    {"bad-replies", check_bad_replies},
};

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  return chatlab::labs::run_checks(argc, argv, chatlab::labs::checks,
                                   std::size(chatlab::labs::checks));
}
