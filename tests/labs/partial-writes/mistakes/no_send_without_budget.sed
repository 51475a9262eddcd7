# a flush that finds the budget used up sends nothing
# in reactor/connection.cpp
# caught by once-at-least
s/  while (unsent() > 0) {/  while (unsent() > 0 \&\& !reactor_.system_calls().is_used_up()) {/
s/if (is_short || reactor_.system_calls().is_used_up()) break;/if (is_short) break;/
