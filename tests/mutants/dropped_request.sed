# a member that is held loses its next request
# in apps/server/stream_member.cpp
s/while (!held_ \&\& !is_finishing() \&\& !is_closed() \&\& decoder_->next(request_))/while (decoder_->next(request_) \&\& !held_ \&\& !is_finishing() \&\& !is_closed())/
