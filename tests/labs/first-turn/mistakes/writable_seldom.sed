# a handle is thought to be writable only after something was sent
# in tests/labs/first-turn/predictions.txt
# caught by poll-write
s/^poll-write = .*/poll-write = 0/
