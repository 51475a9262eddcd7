# a send that would block is treated as a failed one
# in reactor/connection.cpp
# caught by would-block pieces progress once-at-least
s/if (result.status == IoStatus::error) break_output(result.error);/if (result.status != IoStatus::done) break_output(result.error);/
