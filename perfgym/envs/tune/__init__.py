"""``PerfTune``: the agent sets the knobs of a program."""

__all__: list[str] = []
