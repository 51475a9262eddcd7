// Waiting for many handles at once: thin wrappers for poll(2) and select(2).
//
// They keep each call's own shape, because that is the lesson: poll takes an array with an entry a
// handle and marks what it found in the same entry; select takes three sets, one bit a handle, and
// overwrites them. What a reactor makes of either is in reactor/*_demultiplexer.*.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

#include "platform/handle.hpp"

namespace chatlab {

/// As a timeout: wait until something happens.
constexpr std::chrono::milliseconds forever{-1};

/// The array that poll(2) takes. WSAPoll on Windows.
class PollSet {
 public:
  PollSet();
  ~PollSet();

  /// A new last entry that wants nothing yet.
  void append(Handle handle);

  /// What entry `index` waits for. Wanting neither takes it out of the wait altogether: poll would
  /// otherwise report errors and hang-ups that nobody asked for, over and over.
  void want(std::size_t index, bool read, bool write);

  /// The last entry moves into the place of entry `index`.
  void remove(std::size_t index);

  /// Waits; returns how many entries are ready: 0 at the timeout, and where a signal cut it short.
  std::size_t wait(std::chrono::milliseconds timeout);

  /// What the last wait found. An error or a hang-up counts as readable where reading is wanted, so
  /// that recv tells what happened, and else as writable, so that send does.
  bool is_readable(std::size_t index) const;
  bool is_writable(std::size_t index) const;

 private:
  struct Entries;
  std::unique_ptr<Entries> entries_;
};

/// One set of handles as select(2) takes it: the fd_set.
class HandleSet {
 public:
  HandleSet();
  HandleSet(const HandleSet& other);
  HandleSet& operator=(const HandleSet& other);
  ~HandleSet();

  /// Whether select can wait for `handle` beside `held` others. FD_SETSIZE limits the descriptor's
  /// number on POSIX, and how many there are on Windows.
  static bool can_hold(Handle handle, std::size_t held);

  void add(Handle handle);
  void remove(Handle handle);
  bool contains(Handle handle) const;

 private:
  struct Bits;
  friend std::size_t select_handles(HandleSet&, HandleSet&, Handle, std::chrono::milliseconds);
  std::unique_ptr<Bits> bits_;
};

/// Waits with select(2). Both sets are overwritten: what is left in them is ready, counted in the
/// result (0 at the timeout, and where a signal cut it short). `highest` is the largest handle in
/// either. A connect that failed counts as writable on all systems.
std::size_t select_handles(HandleSet& readable, HandleSet& writable, Handle highest,
                           std::chrono::milliseconds timeout);

}  // namespace chatlab
