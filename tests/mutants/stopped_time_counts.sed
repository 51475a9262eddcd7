# time for which the program was stopped counts
# in platform/running_time.cpp
s/  return system_time - stopped_;/  return system_time;/
