"""Tasks: what is read from their folders, and where their files come from."""
