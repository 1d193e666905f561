"""Use cases: (store, clock) in, domain values out. The screens and the command line call the same ones."""
