# the member that moves to a free position does not know
# in apps/server/backpressure.cpp
# caught by gone low-mark stalled
/::catch_up/,/^}/s/  behind_\[participant.position_\]->position_ = participant.position_;//
