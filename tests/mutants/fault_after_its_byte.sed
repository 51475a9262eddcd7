# a fault that begins after so many bytes begins with the next chunk
# in apps/proxy/fault_schedule.cpp
# found by StreamLane*
s/if (border && \*border > position) nearest/if (border \&\& *border > position + 1000000) nearest/
