"""A tree -> programs, tests, and what they gain."""
