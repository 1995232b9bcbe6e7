"""``PerfOptimize``: the agent rewrites a program."""

__all__: list[str] = []
