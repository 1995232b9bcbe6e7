"""Size and kind -> points and the numbers of clusters and rounds, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Points = NDArray[np.float64]

_KINDS = ("blobs", "uniform", "curve", "random", "equal", "few", "corners", "small", "far", "sorted", "level")
_LIMIT = 2000
_FEW = 4  # coordinates next to the limit
_CHUNK = 1 << 20  # differences of coordinates that `answer` takes at a time


def _curve(rng: np.random.Generator, shape: tuple[int, int]) -> Points:
    """Points along a curve, with some noise."""
    places = rng.random((shape[0], 1))
    waves = np.sin(2 * np.pi * (places * rng.uniform(0.5, 3.0, shape[1]) + rng.random(shape[1])))
    return 1100 * waves + rng.normal(0, 300, shape)


def _level(rng: np.random.Generator, shape: tuple[int, int], k: int) -> Points:
    """Points in one corner, and first centres in the opposite one.

    The coordinates of each first centre have the same sum. So the distances of a point from them are large
    and nearly equal: single precision cannot tell them apart.
    """
    points = rng.integers(-_LIMIT, _FEW - _LIMIT, shape)
    centres = points[:k]
    centres[:] = _LIMIT - rng.permuted(np.tile(np.arange(shape[1]) % _FEW, (len(centres), 1)), axis=1)
    return points.astype(float)


def _other_points(rng: np.random.Generator, shape: tuple[int, int], kind: str) -> Points:
    """Points of a kind that is not measured."""
    match kind:
        case "random":
            return rng.uniform(-1, 1, shape) * rng.choice([2, 50, _LIMIT]) + rng.uniform(-500, 500)
        case "equal":
            return np.full(shape, rng.integers(-_LIMIT, _LIMIT + 1), float)
        case "few":
            return rng.integers(-_LIMIT, _LIMIT + 1, (3, shape[1])).astype(float)[
                rng.integers(3, size=shape[0])
            ]
        case "corners":
            return rng.choice([-_LIMIT, _LIMIT], shape).astype(float)
        case "small":
            return rng.integers(-2, 3, shape).astype(float)
        case "far":
            return np.where(rng.random((shape[0], 1)) < 0.02, 1, 0.01) * rng.uniform(-_LIMIT, _LIMIT, shape)
        case "sorted":
            return np.sort(rng.normal(0, 700, shape), 0)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def _points(rng: np.random.Generator, shape: tuple[int, int], k: int, kind: str) -> Points:
    match kind:
        case "blobs":
            middles = rng.uniform(-900, 900, (2 * k, shape[1]))
            return middles[rng.integers(2 * k, size=shape[0])] + rng.normal(0, 450, shape)
        case "uniform":
            return rng.uniform(-1500, 1500, shape)
        case "curve":
            return _curve(rng, shape)
        case "level":
            return _level(rng, shape, k)
        case _:
            return _other_points(rng, shape, kind)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Four numbers as int32, then the points as int16, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n`` points, ``d`` coordinates, ``k`` clusters and ``t`` rounds.
        kind: Where the points lie: in ``blobs`` that overlap, ``uniform``, along a ``curve``, or, of several
            widths, ``random``; all ``equal``, at ``few`` places, in the ``corners`` of the range, at
            ``small`` coordinates (many ties), a few of them ``far`` away, ``sorted`` by each coordinate, or
            nearly as far from each first centre (``level``).

    Raises:
        ValueError: There is no such kind.
    """
    n, d, k, t = (size[name] for name in "ndkt")
    points = np.clip(np.rint(_points(rng, (n, d), k, kind)), -_LIMIT, _LIMIT)
    return np.array([n, d, k, t], "<i4").tobytes() + points.astype("<i2").tobytes()


def answer(stdin: bytes) -> bytes:
    """Clusters and centres, with all centres at once."""
    n, d, k, t = (int(number) for number in np.frombuffer(stdin, "<i4", 4))
    points = np.frombuffer(stdin, "<i2", n * d, 16).reshape(n, d).astype(np.int64)
    centres = points[np.arange(k) % n]
    step = max(1, _CHUNK // (k * d))
    clusters = np.zeros(n, np.int64)
    for _ in range(t):
        for start in range(0, n, step):
            some = slice(start, start + step)
            clusters[some] = ((points[some, None] - centres) ** 2).sum(2).argmin(1)
        for cluster in np.unique(clusters):
            members = points[clusters == cluster]
            centres[cluster] = members.sum(0) // len(members)
    return clusters.astype("<i4").tobytes() + centres.astype("<i4").tobytes()
