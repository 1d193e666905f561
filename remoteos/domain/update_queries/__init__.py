"""The named queries of update formats: each draws the lines of one kind from what may be told."""
