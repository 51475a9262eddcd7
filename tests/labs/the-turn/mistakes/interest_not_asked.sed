# what was found ready is dispatched, whether it is still wanted or not
# in reactor/reactor.cpp
# caught by wanted
s/ready.readable && handler->wants_read()/ready.readable/
s/ready.writable && handler->wants_write()/ready.writable/
