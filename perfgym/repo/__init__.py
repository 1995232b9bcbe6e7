"""Repositories that an agent makes fast: their files as values, and what the tools of Go say about them."""
