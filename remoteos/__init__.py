"""A personal operating system for remote work, in the terminal."""

__version__ = "0.1.0"
