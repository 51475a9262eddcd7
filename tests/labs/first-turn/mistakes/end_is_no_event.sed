# the end of a stream is thought to be no event
# in tests/labs/first-turn/predictions.txt
# caught by poll-end
s/^poll-end = .*/poll-end = 0/
