"""The ``perfgym`` command, one file a subcommand."""

__all__: list[str] = []
