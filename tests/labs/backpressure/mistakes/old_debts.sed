# a speaker pays for earlier congestions
# in apps/server/backpressure.cpp
# caught by fresh
/::charge(Share/,/^}/s/  if (share.congestion_ != congestions_) share.bytes_ = 0;//
