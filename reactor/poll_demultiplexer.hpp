// Waiting with poll(2): an array with one entry a handle, as long as it needs to be.
#pragma once

#include "platform/wait.hpp"
#include "reactor/demultiplexer.hpp"

namespace chatlab {

class PollDemultiplexer : public Demultiplexer {
 public:
  const char* name() const override { return "poll"; }
  bool can_hold(Handle handle) const override;
  void wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) override;

 private:
  void add_slot(Handle handle) override;
  void change_slot(std::size_t slot, bool read, bool write) override;
  void remove_slot(std::size_t slot) override;

  PollSet entries_;  // entry i belongs to the handler in slot i
};

}  // namespace chatlab
