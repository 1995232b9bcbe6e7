"""``PerfOptimize-mixed``: episodes of ``PerfOptimize``, each of a problem that is drawn for it."""

__all__: list[str] = []
