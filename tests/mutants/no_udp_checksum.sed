# a UDP checksum of zero is written as zero, which means none
# in apps/trace/packet.cpp
# found by Capture*
s/checksum == 0 ? 0xffffu : checksum/checksum/
