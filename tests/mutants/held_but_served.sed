# a member that is held for what it has just said is served on
# in apps/server/stream_member.cpp
# found by FloodedRoomOfOrdinarySize.HoldsAFloodOf*
/^void StreamMember::serve()/,/^}/s/attention_ == Attention::held || //
