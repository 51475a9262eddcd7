# every stranger is told that it was removed
# in apps/server/datagram_member.cpp
# caught by told-once by-address join-twice idle forgotten
s/  if (endpoint_.has_news_for(source_)) tell(removed_text);/  tell(removed_text);/
