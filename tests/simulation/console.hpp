// The surroundings of the simulated process: standard input and output, and signals.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "platform/io_result.hpp"
#include "tests/simulation/world.hpp"

namespace chatlab::simulation {

/// Standard input.
class Keyboard : public Descriptor {
 public:
  void type(const std::string& text) { typed_ += text; }
  void end() { ended_ = true; }
  IoResult read(char* buffer, std::size_t size);
  bool is_readable() const override { return !typed_.empty() || ended_; }
  std::size_t unread() const { return typed_.size(); }

 private:
  std::string typed_;
  bool ended_ = false;
};

/// The self-pipe's reading end.
class SignalPipe : public Descriptor {
 public:
  void raise() { raised_ = true; }
  bool take() { return std::exchange(raised_, false); }
  bool is_readable() const override { return raised_; }

 private:
  bool raised_ = false;
};

/// The self-pipe's writing end, which only occupies a descriptor.
class SilentEnd : public Descriptor {
 public:
  bool is_readable() const override { return false; }
};

/// The surroundings of the simulated process; one object at a time.
class Surroundings {
 public:
  Surroundings();
  ~Surroundings();
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;

  std::shared_ptr<Keyboard> keyboard = std::make_shared<Keyboard>();  // handle 0
  SignalPipe* signal = nullptr;  // nullptr if there is no StopSignal
  std::function<void(std::string_view)> output;
  std::size_t output_stalls = 0;  // N: the reader pauses after one in N writes; 0: never
  TimePoint output_stalled_until = {};
};

Surroundings& surroundings();

}  // namespace chatlab::simulation
