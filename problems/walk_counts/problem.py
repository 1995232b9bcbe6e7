"""Size and kind -> the edges of a graph and a number of steps, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Indices = NDArray[np.int64]

_MEASURED = ("uniform", "local", "popular")
_KINDS = (*_MEASURED, "loops", "parallel", "ring", "hub", "sink", "layers", "sorted")
_NEAR = 0.01  # of the nodes: how far a local edge leads


def _other_edges(rng: np.random.Generator, n: int, starts: Indices, kind: str) -> tuple[Indices, Indices]:
    """Edges of a kind that is not measured."""
    m = len(starts)
    match kind:
        case "loops":
            return starts, starts
        case "parallel":
            pairs = rng.integers(n, size=(2, max(1, m // 10)))[:, rng.integers(max(1, m // 10), size=m)]
            return pairs[0], pairs[1]
        case "ring":
            return np.arange(m) % n, (np.arange(m) + 1) % n
        case "hub":
            hub = int(rng.integers(n))
            return np.where(np.arange(m) % 2 == 0, hub, starts), np.where(np.arange(m) % 2 == 0, starts, hub)
        case "sink":
            return starts, np.maximum(starts - 1 - rng.integers(n, size=m), 0)
        case "layers":
            return starts // 2, n // 2 + rng.integers(n - n // 2, size=m)
        case "sorted":
            starts.sort()
            return starts, rng.integers(n, size=m)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def _edges(rng: np.random.Generator, n: int, m: int, kind: str) -> tuple[Indices, Indices]:
    """Where the edges start and end. In measured kinds, edges start at any node."""
    starts = rng.integers(n, size=m)
    match kind:
        case "uniform":
            return starts, rng.integers(n, size=m)
        case "local":
            near = max(1, int(_NEAR * n))
            order = rng.permutation(n)
            return order[starts], order[(starts + rng.integers(-near, near + 1, size=m)) % n]
        case "popular":
            return starts, rng.permutation(n)[(rng.random(m) ** 2 * n).astype(np.int64)]
        case _:
            return _other_edges(rng, n, starts, kind)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The numbers n, m and t, then the edges, all as int32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n`` nodes, ``m`` edges and ``t`` steps.
        kind: ``uniform`` (edges between any nodes), ``local`` (edges to one of some neighbours), ``popular``
            (edges rather to some nodes), ``loops``, ``parallel`` (each edge about ten times), ``ring`` (one
            cycle, perhaps more than once), ``hub`` (all edges from or to one node), ``sink`` (edges to
            smaller nodes), ``layers`` (from the first half of the nodes to the second) or ``sorted`` (by
            where edges start).

    Raises:
        ValueError: There is no such kind.
    """
    starts, ends = _edges(rng, size["n"], size["m"], kind)
    header = np.array([size["n"], size["m"], size["t"]], "<i4")
    return header.tobytes() + np.stack([starts, ends], 1).astype("<i4").tobytes()


def answer(stdin: bytes) -> bytes:
    """The output for an input: in each step, every edge adds the count at its end to the one at its start."""
    n, m, t = (int(x) for x in np.frombuffer(stdin, "<i4", 3))
    starts, ends = np.frombuffer(stdin, "<i4", 2 * m, 12).reshape(m, 2).T
    counts = np.ones(n, np.uint32)
    for _ in range(t):
        after = np.zeros(n, np.uint32)
        np.add.at(after, starts, counts[ends])
        counts = after
    return counts.astype("<u4").tobytes()
