"""Repositories of Go code that an agent tunes: their trees, their git, and what their tools say."""
