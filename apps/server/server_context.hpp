// The server context: the objects that all parts of the server share. ChatServer owns one of each.
#pragma once

#include <cstdint>

#include "apps/chat/member_commands.hpp"
#include "apps/chat/room.hpp"
#include "apps/server/backpressure.hpp"
#include "apps/server/log.hpp"
#include "apps/server/memory_reserve.hpp"
#include "apps/server/newcomers.hpp"
#include "apps/server/own_addresses.hpp"
#include "apps/server/server_options.hpp"
#include "apps/trace/tracing.hpp"
#include "reactor/reactor.hpp"

namespace chatlab {

/// Counts since the start, for /stats.
struct Statistics {
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::uint64_t messages_in = 0;
  std::uint64_t messages_out = 0;
  std::uint64_t refused = 0;
  std::uint64_t datagrams_unsent = 0;    // the system did not accept them, or they were too long
  std::uint64_t datagrams_unwanted = 0;  // from strangers, too long, or over the share
};

struct ServerContext {
  Reactor& reactor;
  Room& room;
  MemberCommands& commands;
  Log& log;
  Backpressure& backpressure;
  Statistics& statistics;
  const Limits& limits;
  OwnAddresses& own_addresses;
  Newcomers& newcomers;
  const MemoryReserve& memory;
  Tracing* tracing = nullptr;  // for the operator's /trace; nullptr if there is none
};

}  // namespace chatlab
