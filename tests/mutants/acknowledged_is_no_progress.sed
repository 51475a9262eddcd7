# a reader is closed although its system acknowledges what it reads
# in apps/server/acknowledged_progress.hpp
# found by AcknowledgedProgress*:SlowReader.Stays*
s/    if (is_progress) last_ = now;//
