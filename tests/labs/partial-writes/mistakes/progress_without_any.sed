# progress is reported although nothing was accepted
# in reactor/connection.cpp
# caught by progress
s/if (unsent() < before \&\& !is_closed()) on_progress/if (!is_closed()) on_progress/
