# a handle that is readable and writable is counted twice
# in tests/labs/first-turn/predictions.txt
# caught by poll-both
s/^poll-both = .*/poll-both = 5/
