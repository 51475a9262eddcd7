// Keys as a test writes them down: the bytes a terminal sends for them.
#pragma once

#include <string_view>
#include <vector>

#include "apps/terminal/key_decoder.hpp"

namespace chatlab {
namespace keys {

constexpr std::string_view up = "\33[A";
constexpr std::string_view down = "\33[B";
constexpr std::string_view right = "\33[C";
constexpr std::string_view left = "\33[D";
constexpr std::string_view home = "\33[H";
constexpr std::string_view end = "\33[F";
constexpr std::string_view del = "\33[3~";
constexpr std::string_view backspace = "\x7F";
constexpr std::string_view enter = "\r";
constexpr std::string_view ctrl_c = "\x03";
constexpr std::string_view ctrl_d = "\x04";
constexpr std::string_view ctrl_k = "\x0B";
constexpr std::string_view ctrl_l = "\x0C";
constexpr std::string_view ctrl_u = "\x15";
constexpr std::string_view ctrl_w = "\x17";
constexpr std::string_view ctrl_z = "\x1A";

}  // namespace keys

/// The keys of all that `decoder` has been fed.
inline std::vector<Key> keys_of(KeyDecoder& decoder) {
  std::vector<Key> keys;
  for (Key key; decoder.next(key);) keys.push_back(key);
  return keys;
}

inline std::vector<Key> keys_of(std::string_view bytes) {
  KeyDecoder decoder;
  decoder.feed(bytes);
  return keys_of(decoder);
}

}  // namespace chatlab
