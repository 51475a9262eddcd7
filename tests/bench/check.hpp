// What can be checked on any machine, beside whatever else it does: counts.
#pragma once

#include <string>

#include "tests/bench/test_bed.hpp"

namespace chatlab::bench {

class Check {
 public:
  /// Prints what was counted and what is allowed; returns false if something exceeds its bound.
  bool run();

 private:
  FanOut measure(const std::string& protocol, int members, int in_flight);
  void expect_few_allocations(const FanOut& few, const FanOut& many, int more_members);
  void expect(const char* what, double value, double most);

  bool good_ = true;
};

}  // namespace chatlab::bench
