"""One folder for each trainer that perfgym fits into; each is imported by its own name only."""

__all__: list[str] = []
