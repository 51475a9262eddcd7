# a UDP checksum that comes to zero says that there is none
# in apps/trace/packet.cpp
# found by Capture*
s/checksum == 0 ? 0xffffu : checksum/checksum/
