# a newcomer that is gone is still one of the server's newcomers
# in apps/server/stream_member.cpp
# caught by gone
s/  server_.newcomers.remove(newcomer_number_);//
