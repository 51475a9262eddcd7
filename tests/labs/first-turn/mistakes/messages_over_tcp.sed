# one recv is thought to return what one send has sent
# in tests/labs/first-turn/predictions.txt
# caught by two-sends
s/^two-sends = .*/two-sends = 2/
