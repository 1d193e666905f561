"""What the rules of the workday promise."""
