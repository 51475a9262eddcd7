// Uses up descriptors, to test the limit of select(2): an fd_set has no bit for descriptors from
// FD_SETSIZE on. POSIX only.
#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include <vector>

namespace chatlab {

/// While this object exists, the process may open as many descriptors as the system allows, and
/// none from 0 to `last` is free. Programs started meanwhile inherit both. getrlimit(2)
class DescriptorHoard {
 public:
  explicit DescriptorHoard(int last) : last_(last) {
    getrlimit(RLIMIT_NOFILE, &before_);
    rlimit most = before_;
    most.rlim_cur = most.rlim_max;
    setrlimit(RLIMIT_NOFILE, &most);
    while (!is_complete()) {
      const int opened = ::dup(STDERR_FILENO);
      if (opened < 0) break;
      kept_.push_back(opened);
    }
  }
  ~DescriptorHoard() {
    for (const int descriptor : kept_) ::close(descriptor);
    setrlimit(RLIMIT_NOFILE, &before_);
  }
  DescriptorHoard(const DescriptorHoard&) = delete;
  DescriptorHoard& operator=(const DescriptorHoard&) = delete;

  /// False if the system allows too few descriptors.
  bool is_complete() const { return !kept_.empty() && kept_.back() >= last_; }

 private:
  int last_;
  rlimit before_ = {};
  std::vector<int> kept_;
};

}  // namespace chatlab
