// What the client shows: a line a message, on standard output.
#pragma once

#include <string>
#include <string_view>

#include "reactor/printer.hpp"

namespace chatlab {

/// Told when a display that was behind has caught up.
class DisplayListener {
 public:
  virtual ~DisplayListener() = default;
  virtual void on_displayed() = 0;
};

class Display : public Printer {
 public:
  Display(Reactor& reactor, DisplayListener& listener) : Printer(reactor), listener_(listener) {}

  /// `NAME > text`, cleaned: a foreign server may relay anything.
  void show(std::string_view name, std::string_view text);

  /// Whether so much waits to be shown that no more should be read for it.
  bool is_behind() const;

 private:
  void on_printed() override { listener_.on_displayed(); }

  DisplayListener& listener_;
};

}  // namespace chatlab
