# a connection is taken for ready because it is connected
# in tests/labs/first-turn/predictions.txt
# caught by poll-idle
s/^poll-idle = .*/poll-idle = 4/
