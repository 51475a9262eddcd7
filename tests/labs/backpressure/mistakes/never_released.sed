# a held speaker is not told that it may go on
# in apps/server/backpressure.cpp
# caught by released fresh
/::release/,/^}/s/  speaker.on_hold(false);//
