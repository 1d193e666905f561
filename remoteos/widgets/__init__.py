"""Pieces of a screen: they take values and post messages, and know neither services nor their parent."""
