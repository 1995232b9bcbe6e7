"""One module for each subcommand of ``perfgym``; each defines the object ``command``."""

__all__: list[str] = []
