"""What an author of problems needs: a folder to begin with, sizes, checks."""

__all__: list[str] = []
