# a backlog may grow for as long as it likes
# in apps/server/backpressure.cpp
# caught by limit asks-first
/::on_backlog/,/^}/s/if (backlog >= limit_) {/if (backlog == 0) {/
