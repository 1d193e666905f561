"""A believable history of a knowledge worker, made up from a seed: the same seed, the same history."""
