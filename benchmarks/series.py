"""Timed series for the benchmarks: taken in random order, shown by quartiles, kept in pyperf's format."""

import platform
import random
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pyperf

from perfgym.machine import cpu_model

__all__ = ["Way", "dump", "interleaved", "machine", "quartiles", "timed"]

Way = Callable[[], float]
"""Does a piece of work once, and answers with the seconds that count."""


def timed(work: Callable[[], object]) -> Way:
    """The way that counts all of ``work``."""

    def way() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return way


def interleaved(ways: Mapping[str, Way], rounds: int) -> dict[str, list[float]]:
    """Seconds of each way, ``rounds`` times: every round takes all of them in an order of its own.

    A round before the first warms up and is not counted.
    """
    series: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name in random.sample(list(ways), len(ways)):
            seconds = ways[name]()
            if number:
                series[name].append(seconds)
    return series


def machine() -> str:
    """What the figures were taken on, in one line."""
    return f"{cpu_model()}, {platform.platform()}"


def quartiles(values: list[float], unit: str = "ms", scale: float = 1e3) -> str:
    """Median with the quartiles around it."""
    low, middle, high = (scale * float(q) for q in np.quantile(values, (0.25, 0.5, 0.75)))
    return f"{middle:.2f} {unit} (quartiles {low:.2f} to {high:.2f})"


def _benchmark(name: str, seconds: list[float]) -> pyperf.Benchmark:
    metadata = {
        "name": name,
        "unit": "second",
        "cpu_model_name": cpu_model(),
        "platform": platform.platform(),
    }
    return pyperf.Benchmark([pyperf.Run(seconds, metadata=metadata, collect_metadata=False)])


def dump(series: Mapping[str, list[float]], path: Path) -> None:
    """Writes the series, in seconds, in pyperf's format (``python -m pyperf show FILE``)."""
    suite = pyperf.BenchmarkSuite([_benchmark(name, seconds) for name, seconds in series.items()])
    suite.dump(str(path), replace=True)
