# a removed member that speaks is not told
# in apps/server/datagram_member.cpp
# caught by told-once
s/  if (endpoint_.has_news_for(source_)) tell(removed_text);//
