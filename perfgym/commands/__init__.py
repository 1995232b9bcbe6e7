"""Commands of ``perfgym``, a file for each kind of thing they work on."""

__all__: list[str] = []
