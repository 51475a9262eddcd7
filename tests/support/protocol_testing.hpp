// Helpers for tests of protocols: events to encode, input for decoders in pieces, and results as
// lines to compare.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

using Lines = std::vector<std::string>;

/// An event about `name`.
inline Event event_of(Event::Kind kind, std::string name, std::string text = {}) {
  Event event;
  event.kind = kind;
  event.name = std::move(name);
  event.text = std::move(text);
  return event;
}

/// `join Ann`, `say hello`, `leave`, `malformed: why`.
inline std::string line_of(const Request& request) {
  switch (request.kind) {
    case Request::Kind::join:
      return "join " + request.text;
    case Request::Kind::say:
      return "say " + request.text;
    case Request::Kind::leave:
      return "leave";
    case Request::Kind::malformed:
      break;
  }
  return "malformed: " + request.text;
}

/// `welcome: text`, `refused: why`, `Ann > hello`, `unattributed: text`, `closed: Server > why`,
/// `removed: Server > why`,
/// `malformed: why`.
inline std::string line_of(const Reply& reply) {
  switch (reply.kind) {
    case Reply::Kind::welcome:
      return "welcome: " + reply.text;
    case Reply::Kind::refused:
      return "refused: " + reply.text;
    case Reply::Kind::message:
      return reply.name + " > " + reply.text;
    case Reply::Kind::unattributed:
      return "unattributed: " + reply.text;
    case Reply::Kind::closed:
      return "closed: " + reply.name + " > " + reply.text;
    case Reply::Kind::removed:
      return "removed: " + reply.name + " > " + reply.text;
    case Reply::Kind::malformed:
      break;
  }
  return "malformed: " + reply.text;
}

/// Feeds the pieces one by one. Returns what the decoder finds, as lines.
inline Lines requests_in(RequestDecoder& decoder, const std::vector<std::string_view>& pieces) {
  Lines lines;
  Request request;
  for (const std::string_view piece : pieces) {
    decoder.feed(piece);
    while (decoder.next(request)) lines.push_back(line_of(request));
  }
  return lines;
}

inline Lines replies_in(ReplyDecoder& decoder, const std::vector<std::string_view>& pieces) {
  Lines lines;
  Reply reply;
  for (const std::string_view piece : pieces) {
    decoder.feed(piece);
    while (decoder.next(reply)) lines.push_back(line_of(reply));
  }
  return lines;
}

/// `lines` without the first, which must be `first`.
inline Lines after(const std::string& first, Lines lines) {
  EXPECT_FALSE(lines.empty()) << "expected " << first;
  if (lines.empty()) return {};
  EXPECT_EQ(lines.front(), first);
  lines.erase(lines.begin());
  return lines;
}

/// `stream` as pieces of one byte each.
inline std::vector<std::string_view> byte_by_byte(std::string_view stream) {
  std::vector<std::string_view> pieces;
  for (std::size_t i = 0; i < stream.size(); ++i) pieces.push_back(stream.substr(i, 1));
  return pieces;
}

/// Every way to cut `stream` into three pieces, empty ones included.
inline std::vector<std::vector<std::string_view>> all_cuts_in_three(std::string_view stream) {
  std::vector<std::vector<std::string_view>> cuts;
  for (std::size_t first = 0; first <= stream.size(); ++first) {
    for (std::size_t second = first; second <= stream.size(); ++second) {
      cuts.push_back(
          {stream.substr(0, first), stream.substr(first, second - first), stream.substr(second)});
    }
  }
  return cuts;
}

}  // namespace chatlab
