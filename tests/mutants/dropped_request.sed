# a member that is held loses the request that was next
# in apps/server/stream_member.cpp
s/while (!held_ \&\& !is_finishing() \&\& !is_closed() \&\& decoder_->next(request_))/while (decoder_->next(request_) \&\& !held_ \&\& !is_finishing() \&\& !is_closed())/
