"""One package for each trainer that perfgym supports. Importing one needs the trainer; nothing else does."""

__all__: list[str] = []
