# what arises while an event is delivered is delivered at once, in the midst of it
# in apps/chat/room.cpp
s/if (!delivering_) deliver_waiting();/deliver_waiting();/
