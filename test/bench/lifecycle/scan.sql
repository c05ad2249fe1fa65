SELECT count(history) FROM histories
