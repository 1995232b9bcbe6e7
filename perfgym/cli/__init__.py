"""The ``perfgym`` command: its subcommands are in ``commands/``; the other modules are what they share."""

__all__: list[str] = []
