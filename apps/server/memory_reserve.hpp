// The memory reserve: memory that is set aside for the moment in which there is none left.
//
// operator new calls the new-handler before it throws std::bad_alloc ([new.handler] in the C++
// standard). This one frees the reserve, so that the small pieces of memory with which the server
// completes what it is doing (an event, a line of the log) can be had. While the reserve is used,
// few newcomers are accepted, so that what is left of it suffices for those who leave and give
// memory back. Only a request for more than the reserve fails; the connection that needed it is
// closed.
#pragma once

namespace chatlab {

/// There must not be two at a time, since a program has one new-handler.
class MemoryReserve {
 public:
  /// Sets the reserve aside and installs the new-handler.
  MemoryReserve();
  ~MemoryReserve();
  MemoryReserve(const MemoryReserve&) = delete;
  MemoryReserve& operator=(const MemoryReserve&) = delete;

  /// Sets the reserve aside again if it was used. Returns false if there is no memory for it.
  bool refill();

  /// True if the reserve was used, and is not set aside again yet.
  bool is_short() const;
};

}  // namespace chatlab
