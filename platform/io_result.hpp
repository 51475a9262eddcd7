// What came of one attempt to send, receive, accept or connect without blocking.
//
// Four outcomes are all there is, and every caller must tell them apart: some bytes moved, nothing
// could move just now, the other side has ended the stream, or it failed and here is why.
#pragma once

#include <cstddef>
#include <system_error>

namespace chatlab {

enum class IoStatus {
  done,         // `bytes` were moved; for a datagram 0 is a legal number
  would_block,  // not now: wait until the demultiplexer reports the handle, then try again
  closed,       // orderly end of stream: the other side will send no more
  error,        // failed, `error` says why
};

struct IoResult {
  IoStatus status = IoStatus::done;
  std::size_t bytes = 0;
  /// Set where status is `error`. Its category is the platform's own; compare it with std::errc,
  /// which all map onto, and not by its number.
  std::error_code error;

  static IoResult done(std::size_t bytes) { return {IoStatus::done, bytes, {}}; }
  static IoResult would_block() { return {IoStatus::would_block, 0, {}}; }
  static IoResult closed() { return {IoStatus::closed, 0, {}}; }
  static IoResult failed(std::error_code error) { return {IoStatus::error, 0, error}; }
};

}  // namespace chatlab
