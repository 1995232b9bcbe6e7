"""Repositories served to git clients, and cloned by agents."""
