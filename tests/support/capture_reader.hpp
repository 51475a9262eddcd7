// Reads captures, to test the capture writer. Shares no code with it, and checks what a reader can
// check: a malformed packet fails the test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "apps/trace/capture.hpp"

namespace chatlab {

struct CapturedPacket {
  WallTime time{};
  std::string source;  // ADDRESS, as printed
  std::string destination;
  unsigned protocol = 0;       // 6 is TCP, 17 UDP
  std::uint32_t sequence = 0;  // this member and the next two: TCP only
  std::uint32_t acknowledgement = 0;
  std::string flags;  // such as `SYN ACK`
  std::string payload;
  std::string transport;  // header and payload of TCP or UDP
  bool checksums_are_valid = false;
};

/// Returns the packets of a whole file, which begins with its header.
std::vector<CapturedPacket> read_capture(std::string_view file);

/// Returns the packets in a later part of a file.
std::vector<CapturedPacket> read_records(std::string_view records);

}  // namespace chatlab
