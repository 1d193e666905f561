"""The steps of the start ritual, the end ritual and the first run."""
