"""What the project writes about itself: run by hand, checked by tests."""
