# poll is thought to report what arrives once
# in tests/labs/first-turn/predictions.txt
# caught by poll-again
s/^poll-again = .*/poll-again = 0/
