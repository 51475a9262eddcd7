// A capture for Wireshark, written by the program itself, without privileges.
//
// The capture is told what the program's sockets do, and makes up the packets that tcpdump could
// have seen: true addresses and bytes, a handshake for each connection, one segment per send and
// per receive, FIN or RST at the end of a stream. Sequence and acknowledgement numbers are
// consistent. Acknowledgements without data, retransmissions and windows are known only to the
// system and are left out.
//
// Format: classic pcap with microseconds, LINKTYPE_RAW (101), in which a packet begins with its IP
// header. pcap-savefile(5), https://www.tcpdump.org/linktypes.html
//
// Pure: the caller drains the bytes, writes the file and passes the time.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "platform/address.hpp"

namespace chatlab {

/// The time on the wall clock: microseconds since 1970-01-01 00:00 UTC.
using WallTime = std::chrono::microseconds;

/// The two ends of a conversation as the program sees them: its own end, and the peer.
enum class Side { local, peer };

/// The default limit of a capture's size, in bytes.
constexpr std::uint64_t default_capture_limit = 256 * 1024 * 1024;

class Capture {
 public:
  /// The caller's number for a connection, such as its handle. It may be used again after
  /// record_close() or record_reset().
  using ConnectionId = std::uint64_t;

  /// `limit` is the greatest size of the file, in bytes. The packet that would exceed it and all
  /// later packets are left out.
  explicit Capture(std::uint64_t limit = default_capture_limit);

  // -------------------------------------------------------------------------------------- TCP

  /// A connection was established between `local` and `peer`; `opener` is the side that called
  /// connect(). The calls below have no effect if `connection` was not opened here.
  void record_open(WallTime time, ConnectionId connection, const Address& local,
                   const Address& peer, Side opener);

  /// connect() from `local` was answered by a reset: no socket listens at `peer`.
  void record_refusal(WallTime time, const Address& local, const Address& peer);

  /// One send accepted these bytes. They are split only if one packet can't hold them.
  void record_sent(WallTime time, ConnectionId connection, std::string_view bytes);

  /// One receive returned these bytes.
  void record_received(WallTime time, ConnectionId connection, std::string_view bytes);

  /// `who` ended its stream: shutdown() for the local side, a receive of 0 bytes for the peer. No
  /// effect if its stream had ended before.
  void record_end(WallTime time, ConnectionId connection, Side who);

  /// The local side closed the connection without a reset. Ends its stream if it had not ended.
  void record_close(WallTime time, ConnectionId connection);

  /// `who` reset the connection.
  void record_reset(WallTime time, ConnectionId connection, Side who);

  // -------------------------------------------------------------------------------------- UDP

  /// One datagram was sent or received. `local` is shown as given, also if it is 0.0.0.0 or ::.
  void record_datagram_sent(WallTime time, const Address& local, const Address& peer,
                            std::string_view bytes);
  void record_datagram_received(WallTime time, const Address& local, const Address& peer,
                                std::string_view bytes);

  // ------------------------------------------------------------------------------- the file

  /// Returns the bytes to append to the file, whole packets; empty if nothing happened since the
  /// last call. The bytes of the first call begin with the file header.
  std::string drain();

  /// Returns a sentence for the log once after the limit was reached; empty before and afterwards.
  std::string consume_limit_notice();

 private:
  enum class Stream { open, ended };

  struct End {
    Address address;
    std::uint32_t next_sequence = 0;
    Stream stream = Stream::open;
  };

  struct Conversation {
    End local;
    End peer;
  };

  enum class Limit { not_reached, reached, told };

  Conversation* find(ConnectionId connection);
  void write_data(WallTime time, End& from, End& to, std::string_view bytes);
  void write_end(WallTime time, End& from, End& to);
  void write_segment(WallTime time, End& from, const End& to, std::uint8_t flags,
                     std::string_view payload = {});
  void write_datagram(WallTime time, const Address& from, const Address& to,
                      std::string_view bytes);
  void append_packet(WallTime time, const std::string& packet);
  std::uint32_t choose_initial_sequence();

  std::uint64_t limit_;
  std::uint64_t written_ = 0;  // bytes of the file, those in `pending_` included
  Limit limit_state_ = Limit::not_reached;
  std::string pending_;  // not drained yet
  std::uint32_t last_initial_sequence_ = 0;
  std::map<ConnectionId, Conversation> conversations_;
};

}  // namespace chatlab
