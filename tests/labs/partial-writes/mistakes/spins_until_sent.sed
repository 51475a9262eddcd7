# the connection tries again at once, until the system accepts
# in reactor/connection.cpp
# caught by short-send would-block interest pieces progress
s/    if (result.status != IoStatus::done) break;/    if (result.status == IoStatus::would_block) continue;\n&/
s/if (is_short || /if (/
