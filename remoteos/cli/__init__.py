"""The command line: stdout carries data only, everything else goes to stderr."""
