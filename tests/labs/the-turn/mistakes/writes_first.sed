# a handler is called for writing before it is called for reading
# in reactor/reactor.cpp
# caught by called wanted itself
/^void Reactor::dispatch(/,/^}/{s/ready.readable && handler->wants_read()/ready.WRITE/;s/ready.writable && handler->wants_write()/ready.readable \&\& handler->wants_read()/;s/ready.WRITE/ready.writable \&\& handler->wants_write()/;s/on_readable()/on_WRITE()/;s/on_writable()/on_readable()/;s/on_WRITE()/on_writable()/}
