"""Products: the page of a round and its publication. They show what `RoundResults` holds and compute nothing."""
