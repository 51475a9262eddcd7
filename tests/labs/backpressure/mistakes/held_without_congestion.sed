# speakers are held although every member keeps up
# in apps/server/backpressure.cpp
# caught by held
/::charge(Share/,/^}/s/  if (!is_congested_) return;//;/::charge(Speaker/,/^}/s/if (is_congested_ \&\& /if (/
