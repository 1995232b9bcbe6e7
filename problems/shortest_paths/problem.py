"""Size and kind -> a graph with lengths and sources in it, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Indices = NDArray[np.int64]

_MEASURED = ("grid", "strip", "shortcuts")
_KINDS = (
    *_MEASURED,
    "random",
    "path",
    "star",
    "loops",
    "parallel",
    "islands",
    "equal",
    "complete",
    "repeated",
)
_MISSING = 0.15  # of the edges of a grid
# Nodes of each kind as a share of the size, such that the reference takes equally long.
_GRID, _STRIP, _SHORTCUTS = 1.0, 0.9, 0.88
_STRIP_WIDTH = 30
_LONG = 0.02  # of the edges of a grid with shortcuts: those between any nodes
_DEGREE = 3.4
_LONGEST = 100


def _grid(rng: np.random.Generator, width: int, height: int) -> tuple[int, Indices]:
    """A grid without some of its edges."""
    nodes = np.arange(width * height).reshape(height, width)
    across = np.stack([nodes[:, :-1].ravel(), nodes[:, 1:].ravel()], 1)
    down = np.stack([nodes[:-1].ravel(), nodes[1:].ravel()], 1)
    edges = np.concatenate([across, down])
    return width * height, edges[rng.random(len(edges)) >= _MISSING]


def _other_edges(rng: np.random.Generator, size: int, kind: str) -> Indices:
    """Edges of a kind that is not measured."""
    match kind:
        case "random" | "equal" | "repeated":
            return rng.integers(size, size=(round(_DEGREE / 2 * size), 2))
        case "path":
            return np.stack([np.arange(size - 1), np.arange(1, size)], 1)
        case "star":
            return np.stack([np.zeros(size - 1, np.int64), np.arange(1, size)], 1)
        case "loops":
            return rng.integers(size, size=(size, 1)).repeat(2, 1)
        case "parallel":
            few = rng.integers(size, size=(max(1, size // 4), 2))
            return few[rng.integers(len(few), size=2 * size)]
        case "islands":
            starts = rng.integers(size, size=size)
            return np.stack(
                [starts, np.minimum(starts // 10 * 10 + rng.integers(10, size=size), size - 1)], 1
            )
        case "complete":
            return np.stack(np.triu_indices(size, 1), 1)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def _graph(rng: np.random.Generator, size: int, kind: str) -> tuple[int, Indices, Indices]:
    """How many nodes there are, the edges and their lengths."""
    nodes = size
    match kind:
        case "grid":
            side = max(1, round((_GRID * size) ** 0.5))
            nodes, edges = _grid(rng, side, side)
        case "strip":
            width = max(1, min(_STRIP_WIDTH, size // 4))
            nodes, edges = _grid(rng, width, max(1, round(_STRIP * size / width)))
        case "shortcuts":
            side = max(1, round((_SHORTCUTS * size) ** 0.5))
            nodes, edges = _grid(rng, side, side)
            long = rng.random(len(edges)) < _LONG
            edges[long] = rng.integers(nodes, size=(int(long.sum()), 2))
        case _:
            edges = _other_edges(rng, size, kind)
    uniform = rng.random(len(edges))
    if kind == "equal":
        return nodes, edges, np.full(len(edges), int(rng.integers(1, _LONGEST + 1)))
    return nodes, edges, 1 + (_LONGEST * (uniform**2 if kind == "strip" else uniform)).astype(np.int64)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The numbers n, m and s, then the edges and the sources, all as int32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: about ``nodes`` nodes and ``s`` sources.
        kind: ``grid`` (a square one with some edges missing), ``strip`` (a long one, with many short edges),
            ``shortcuts`` (a grid in which some edges lead anywhere), ``random`` (edges between any nodes),
            ``path``, ``star``, ``loops`` (no other edges), ``parallel`` (each edge many times), ``islands``
            (ten nodes each), ``equal`` (random, all of one length), ``complete`` (all pairs) or ``repeated``
            (random, all from one source).

    Raises:
        ValueError: There is no such kind.
    """
    nodes, edges, lengths = _graph(rng, size["nodes"], kind)
    edges = rng.permutation(nodes)[edges]
    order = rng.permutation(len(edges))
    table = np.concatenate([edges, lengths[:, None]], 1)[order]
    sources = rng.integers(nodes, size=size["s"])
    if kind == "repeated":
        sources[:] = rng.integers(nodes)
    numbers = np.concatenate([[nodes, len(edges), size["s"]], table.ravel(), sources])
    return numbers.astype("<i4").tobytes()


def answer(stdin: bytes) -> bytes:
    """The output for an input: distances are improved edge by edge until none changes."""
    n, m, s = (int(x) for x in np.frombuffer(stdin, "<i4", 3))
    one, other, lengths = np.frombuffer(stdin, "<i4", 3 * m, 12).reshape(m, 3).T.astype(np.int64)
    checksums = []
    for source in np.frombuffer(stdin, "<i4", s, 12 + 12 * m).tolist():
        distances = np.full(n, 1 << 40)
        distances[source] = 0
        while True:
            before = distances.copy()
            np.minimum.at(distances, other, distances[one] + lengths)
            np.minimum.at(distances, one, distances[other] + lengths)
            if (before == distances).all():
                break
        checksum = 0
        for distance in distances.tolist():
            checksum = (checksum * 31 + (distance if distance < 1 << 40 else -1)) % 2**32
        checksums.append(checksum)
    return np.array(checksums, "<u4").tobytes()
