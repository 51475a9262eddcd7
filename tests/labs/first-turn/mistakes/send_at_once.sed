# each message is thought to be sent by a call of its own
# in tests/labs/first-turn/predictions.txt
# caught by one-turn-sends
s/^one-turn-sends = .*/one-turn-sends = 3/
