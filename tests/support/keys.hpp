// Keys for tests of the terminal: the bytes that a terminal sends for them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apps/terminal/key_decoder.hpp"

namespace chatlab {
namespace keys {

inline const std::string up = "\33[A";
inline const std::string down = "\33[B";
inline const std::string right = "\33[C";
inline const std::string left = "\33[D";
inline const std::string word_left = "\33[1;5D";
inline const std::string word_right = "\33[1;5C";
inline const std::string alt_b =
    "\33"
    "b";
inline const std::string alt_f =
    "\33"
    "f";
inline const std::string tab = "\t";
inline const std::string home = "\33[H";
inline const std::string end = "\33[F";
inline const std::string del = "\33[3~";
inline const std::string backspace = "\x7F";
inline const std::string enter = "\r";
inline const std::string ctrl_c = "\x03";
inline const std::string ctrl_d = "\x04";
inline const std::string ctrl_k = "\x0B";
inline const std::string ctrl_l = "\x0C";
inline const std::string ctrl_u = "\x15";
inline const std::string ctrl_w = "\x17";
inline const std::string ctrl_z = "\x1A";

/// Returns what a terminal sends for a paste in bracketed paste mode. Newlines are sent as CR.
inline std::string pasted(std::string text) {
  for (char& byte : text) byte = byte == '\n' ? '\r' : byte;
  return "\33[200~" + text + "\33[201~";
}

}  // namespace keys

/// All keys that `decoder` finds in its input.
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
