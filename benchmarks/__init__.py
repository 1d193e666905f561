"""How fast remoteos is, side by side with what it must not fall behind. Run by hand; never a test."""
