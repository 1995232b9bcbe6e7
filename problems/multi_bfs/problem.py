"""Size and kind -> a graph and sources, as bytes; and the sums, by another method than the programs'."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Nodes = NDArray[np.int64]

_KINDS = ("communities", "grid", "islands", "loops", "path", "random", "ring", "skewed", "star", "two")
_COMMUNITY, _ISLAND = 32, 100  # nodes
_SHORTCUTS = {"communities": 0.4, "grid": 0.1, "ring": 0.34}  # shares of edges that lead anywhere


def _other_ends(rng: np.random.Generator, n: int, begin: Nodes, anywhere: Nodes, kind: str) -> Nodes:
    """Where edges end that begin at these nodes, in the kinds that are not measured."""
    match kind:
        case "islands":
            return np.minimum(begin - begin % _ISLAND + rng.integers(0, _ISLAND, len(begin)), n - 1)
        case "loops":
            return begin + np.arange(len(begin)) % 3 // 2
        case "path":
            return np.minimum(begin + 1, n - 1)
        case "star":
            return np.zeros(len(begin), np.int64)
        case "two":  # halves without an edge between them
            end = anywhere - (anywhere + begin) % 2
            return np.where(end < 0, begin, end)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def _ends(rng: np.random.Generator, n: int, m: int, kind: str) -> tuple[Nodes, Nodes]:
    """Both ends of each edge, before nodes are renumbered. Each node begins as many edges as any other."""
    begin, lap = np.arange(m) % n, np.arange(m) // n
    anywhere = rng.integers(0, n, m)
    match kind:
        case "random":
            end = anywhere
        case "skewed":  # a few nodes have many edges
            end = (n * rng.random(m) ** 2).astype(np.int64)
        case "ring":
            end = begin + 1 + lap
        case "grid":
            side = max(1, int(np.sqrt(n)))
            end = begin + np.where(lap % 2 == 0, 1, side)
        case "communities":
            end = begin - begin % _COMMUNITY + rng.integers(0, _COMMUNITY, m)
        case _:
            end = _other_ends(rng, n, begin, anywhere, kind)
    return begin, np.where(rng.random(m) < _SHORTCUTS.get(kind, 0), anywhere, end) % n


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The numbers of nodes, edges and sources, then the edges, then the sources, as int32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of nodes, ``m``, that of edges, and ``s``, that of sources.
        kind: ``random`` (edges between any nodes), ``skewed`` (some nodes have many), ``ring`` (neighbours on
            a ring, and shortcuts), ``communities`` (most edges within small groups), ``grid`` (and few
            shortcuts), ``islands`` (small groups without edges between them), ``two`` (two halves), ``path``,
            ``star`` or ``loops`` (most edges join a node to itself, others come again and again).

    Raises:
        ValueError: There is no such kind.
    """
    n, m, s = size["n"], size["m"], size["s"]
    number = rng.permutation(n)
    edges = number[np.stack(_ends(rng, n, m, kind), axis=1)][rng.permutation(m)]
    turned = rng.random(m) < 0.5
    edges[turned] = edges[turned, ::-1]
    sources = rng.integers(0, n, s)
    return b"".join(part.astype("<i4").tobytes() for part in (np.array([n, m, s]), edges, sources))


def answer(stdin: bytes) -> bytes:
    """What a right program writes for this input: all edges are followed at once, until nothing is new."""
    n, m, s = (int(number) for number in np.frombuffer(stdin, "<i4", 3))
    edges = np.frombuffer(stdin, "<i4", 2 * m, 12).reshape(m, 2)
    begin, end = np.concatenate([edges, edges[:, ::-1]]).T
    answers = np.zeros(s, np.dtype([("reached", "<i4"), ("sum", "<i8")]))
    for i, source in enumerate(np.frombuffer(stdin, "<i4", s, 12 + 8 * m)):
        reached = np.zeros(n, bool)
        reached[source] = True
        distance = total = 0
        while True:
            after = reached.copy()
            after[end[reached[begin]]] = True
            fresh = int(np.count_nonzero(after)) - int(np.count_nonzero(reached))
            if fresh == 0:
                break
            distance += 1
            total += distance * fresh
            reached = after
        answers[i] = np.count_nonzero(reached), total
    return answers.tobytes()
