// The result of one non-blocking attempt to send, receive, accept or connect.
//
// There are four outcomes, and every caller must distinguish them: some bytes were transferred, the
// call would have blocked, the peer has ended the stream, or the call failed.
#pragma once

#include <cstddef>
#include <system_error>

namespace chatlab {

enum class IoStatus {
  done,         // `bytes` were transferred; an empty datagram has 0
  would_block,  // not now: wait until the demultiplexer reports the handle, then try again
  closed,       // orderly end of stream: the peer will send no more
  error,        // failed, `error` says why
};

struct IoResult {
  IoStatus status = IoStatus::done;
  std::size_t bytes = 0;
  /// The system's own code if the status is `error`, and if it is `would_block`, provided that the
  /// system gave one. Compare it with std::errc and not by its number: the category depends on the
  /// platform.
  std::error_code error;

  static IoResult done(std::size_t bytes) { return {IoStatus::done, bytes, {}}; }
  static IoResult would_block(std::error_code error = {}) {
    return {IoStatus::would_block, 0, error};
  }
  static IoResult closed() { return {IoStatus::closed, 0, {}}; }
  static IoResult failed(std::error_code error) { return {IoStatus::error, 0, error}; }
};

}  // namespace chatlab
