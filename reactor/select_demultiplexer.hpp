// Waiting with select(2): the oldest call of its kind, and the one that every system has. Sets of
// fixed size, FD_SETSIZE, copied for each wait because select overwrites them.
#pragma once

#include "platform/wait.hpp"
#include "reactor/demultiplexer.hpp"

namespace chatlab {

class SelectDemultiplexer : public Demultiplexer {
 public:
  const char* name() const override { return "select"; }
  bool can_hold(Handle handle) const override;
  void wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) override;

 private:
  void add_slot(Handle handle) override;
  void change_slot(std::size_t slot, bool read, bool write) override;
  void remove_slot(std::size_t slot) override;

  // What is wanted, kept from wait to wait, and what was found, as the last wait left it.
  HandleSet wanted_readable_;
  HandleSet wanted_writable_;
  HandleSet readable_;
  HandleSet writable_;
  Handle highest_ = no_handle;  // at least as high as any handle held
};

}  // namespace chatlab
