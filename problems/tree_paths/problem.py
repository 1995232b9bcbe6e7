"""Size and kind -> a tree with weights and pairs of its nodes, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Indices = NDArray[np.int64]

_MEASURED = ("legs", "forks", "twigs")
_KINDS = (*_MEASURED, "winding", "path", "star", "random", "equal", "lines", "comb")
# Nodes of a leg for each step of the depth, such that the reference takes equally many steps in all measured
# kinds.
_LEGS, _FORKS, _TWIGS = 1.46, 1.24, 2.25
_FORK = 0.1  # of the length of a leg: how far from its start others may leave it


def _legs(n: int, length: float) -> tuple[Indices, Indices]:
    """Parents in many legs of one length that leave the root, and where the legs begin."""
    parents = np.arange(n) - 1
    starts = np.arange(1, n, max(1, round(length)))
    parents[starts] = 0
    return parents, starts


def _forks(rng: np.random.Generator, n: int, length: float) -> Indices:
    """Legs that leave other legs, near where those begin."""
    parents, starts = _legs(n, length)
    on = np.arange(len(starts) - 1) // 3  # so that all such trees are about equally deep
    parents[starts[1:]] = starts[on] + (rng.random(len(starts) - 1) * _FORK * min(n, length)).astype(np.int64)
    return parents


def _twigs(rng: np.random.Generator, n: int, length: float) -> Indices:
    """Legs with many a short twig: each node is a child of one of the two before it."""
    parents, starts = _legs(n, length)
    back = rng.integers(2, size=n)
    back[starts] = 0
    back[(starts + 1)[starts + 1 < n]] = 0
    return parents - back


def _parents(rng: np.random.Generator, n: int, depth: int, kind: str) -> Indices:
    """Parents with smaller numbers than their children; what is below 0 means node 0, the root."""
    match kind:
        case "legs":
            return _legs(n, _LEGS * depth)[0]
        case "forks":
            return _forks(rng, n, _FORKS * depth)
        case "twigs":
            return _twigs(rng, n, _TWIGS * depth)
        case "winding":
            return np.arange(n) - 1 - (rng.random(n) * max(1.0, n / depth - 1)).astype(np.int64)
        case "path" | "lines":
            return np.arange(n) - 1
        case "star":
            return np.zeros(n, np.int64)
        case "random" | "equal":
            return (rng.random(n) * np.arange(n)).astype(np.int64)
        case "comb":
            return (np.arange(n) - 1) // 2 * 2 - 1
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The numbers n and q, parents, weights (uint32) and pairs, otherwise int32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n`` nodes, ``q`` pairs and ``depth``, about how far a node is from the root.
        kind: ``legs`` (long ways leave the root), ``forks`` (long ways leave others), ``twigs`` (long ways
            with short ones at their sides), ``winding`` (each node below one of some before it), ``path``,
            ``star``, ``random`` (shallow), ``equal`` (the same, and pairs of a node and itself), ``lines`` (a
            path in its own order, and pairs of neighbours) or ``comb`` (a path with one leaf at every node).

    Raises:
        ValueError: There is no such kind.
    """
    n, q = size["n"], size["q"]
    parents = np.maximum(_parents(rng, n, size["depth"], kind), 0)
    names = np.arange(n) if kind == "lines" else rng.permutation(n)
    named = np.empty(n, np.int64)
    named[names] = names[parents]
    named[names[0]] = -1
    pairs = rng.integers(n, size=(q, 2))
    if kind == "equal":
        pairs[:, 1] = pairs[:, 0]
    if kind == "lines":
        pairs[:, 1] = np.minimum(pairs[:, 0] + 1, n - 1)
    numbers = np.concatenate([[n, q], named]).astype("<i4").tobytes()
    return numbers + rng.bytes(4 * n) + pairs.astype("<i4").tobytes()


def answer(stdin: bytes) -> bytes:
    """The output for an input: the ancestors of one node are a set, in which the other's are looked for."""
    n, q = (int(x) for x in np.frombuffer(stdin, "<i4", 2))
    parents = np.frombuffer(stdin, "<i4", n, 8).tolist()
    weights = np.frombuffer(stdin, "<u4", n, 8 + 4 * n).tolist()
    sums = []
    for one, another in np.frombuffer(stdin, "<i4", 2 * q, 8 + 8 * n).reshape(q, 2).tolist():
        way = {}
        node, total = one, 0
        while node >= 0:
            total += weights[node]
            way[node] = total
            node = parents[node]
        node, total = another, 0
        while node not in way:
            total += weights[node]
            node = parents[node]
        sums.append((total + way[node]) % 2**32)
    return np.array(sums, "<u4").tobytes()
