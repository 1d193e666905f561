"""What opens over a page, asks for one thing and goes away."""
