# the end of a wait is not looked at: long waits are taken for stops
# in platform/running_time.cpp
# caught by clock-runs breakpoint suspended join-timeout joined kept-waiting byte-by-byte
/::end_wait/,/^}/s/  at(system_time);/  static_cast<void>(system_time);/
