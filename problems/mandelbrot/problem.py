"""Size and kind -> points of the complex plane, as bytes; and their escape times, all points at a time.

A point's cost is the number of its steps. Each measured input has the same shares of points that never get
out, of points next to those, and of points that get out soon, so that all cost alike.
"""

from collections.abc import Mapping
from math import gcd

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Points = NDArray[np.complex128]
Numbers = NDArray[np.int64]

_ONE, _MOST_PART = 1 << 23, 1 << 24
_INSIDE, _INSIDE_DEEP, _RIM = 0.30, 0.268, 0.25  # shares of points; those next to smaller parts stay longer
_TILE, _RUN = 3, 8  # a tile's side, a run's points
_DEEP = range(5, 14)  # periods
_MEASURED = ("deep", "runs", "random", "tiles")
_KINDS = (*_MEASURED, "corners", "cusp", "equal", "inside", "outside", "real", "rim", "tip")


def _bulbs(periods: range) -> tuple[Points, NDArray[np.float64]]:
    """Centres and radii of the nearly round parts of the set that touch its heart, one for each p / q."""
    turns = [(p, q) for q in periods for p in range(1, q) if gcd(p, q) == 1]
    turn = np.array([p / q for p, q in turns])
    multiplier = np.exp(2j * np.pi * turn)
    outwards = multiplier * (1 - multiplier)
    radii = np.sin(np.pi * turn) / np.array([q * q for _, q in turns])
    return multiplier / 2 - multiplier**2 / 4 + radii * outwards / np.abs(outwards), radii


def _around(rng: np.random.Generator, count: int, kind: str, reach: tuple[float, float]) -> Points:
    """Points about some of the bulbs, so many of their radii away from the centre."""
    centres, radii = _bulbs(_DEEP if kind == "deep" else range(2, 9))
    own = rng.integers(len(radii), size=count)
    away = radii[own] * np.sqrt(rng.uniform(reach[0] ** 2, reach[1] ** 2, count))
    return centres[own] + away * np.exp(2j * np.pi * rng.random(count))


def _heart(rng: np.random.Generator, count: int, reach: tuple[float, float]) -> Points:
    multiplier = np.sqrt(rng.uniform(reach[0] ** 2, reach[1] ** 2, count)) * np.exp(
        2j * np.pi * rng.random(count)
    )
    return multiplier / 2 - multiplier**2 / 4


def _outside(rng: np.random.Generator, count: int) -> Points:
    return -0.5 + rng.uniform(1.3, 2, count) * np.exp(2j * np.pi * rng.random(count))


def _mixture(rng: np.random.Generator, count: int, kind: str) -> Points:
    inside, rim = round(count * (_INSIDE_DEEP if kind == "deep" else _INSIDE)), round(count * _RIM)
    heart = inside // 6
    parts = [
        _heart(rng, heart, (0, 0.9)),
        _around(rng, inside - heart, kind, (0, 0.75)),
        _around(rng, rim, kind, (1.1, 1.6)),
        _outside(rng, count - inside - rim),
    ]
    return rng.permutation(np.concatenate(parts))


def _other_points(rng: np.random.Generator, count: int, kind: str) -> Points:
    """Points of a kind that is not measured."""
    match kind:
        case "inside":
            return _around(rng, count, kind, (0, 0.75))
        case "outside":
            return _outside(rng, count)
        case "rim":
            return _heart(rng, count, (0.999, 1.001))
        case "cusp":
            return 0.25 + rng.integers(-4, 200, count) / _ONE + 1j * rng.integers(-3, 4, count) / _ONE
        case "tip":
            return -2 + rng.integers(0, 60, count) / _ONE + 1j * rng.integers(-1, 2, count) / _ONE
        case "real":
            return rng.uniform(-2, 0.5, count) + 0j
        case "corners":
            parts = np.array([-2, -1, 0, 0.25, 0.5, 1, 2])
            return rng.choice(parts, count) + 1j * rng.choice(parts, count)
        case "equal":
            return np.resize(_around(rng, 1, kind, (1, 1.2)), count)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def _points(rng: np.random.Generator, count: int, kind: str) -> Points:
    match kind:
        case "random" | "deep":
            return _mixture(rng, count, kind)
        case "tiles":
            corners = _mixture(rng, -(-count // _TILE**2), kind)
            step = np.arange(_TILE) * 2.0**-14
            return (corners[:, None] + np.add.outer(1j * step, step).ravel()).ravel()[:count]
        case "runs":
            starts = _mixture(rng, -(-count // _RUN), kind)
            steps = np.exp(2j * np.pi * rng.random(len(starts))) * 2.0**-13
            return np.add(starts[:, None], steps[:, None] * np.arange(_RUN)).ravel()[:count]
        case _:
            return _other_points(rng, count, kind)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The numbers n and most, then the points, all int32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of points, and ``most``, the number of steps after which a point never gets
            out.
        kind: ``random`` (points inside, next to the set and outside), ``deep`` (alike, in and next to smaller
            parts of the set), ``tiles`` (small squares of points), ``runs`` (short straight rows of points),
            ``inside``, ``outside``, ``rim`` (along the edge of the set's heart), ``cusp`` (next to 1/4),
            ``tip`` (next to -2), ``real`` (no imaginary parts), ``corners`` (few points with simple parts) or
            ``equal``.

    Raises:
        ValueError: There is no such kind.
    """
    points = _points(rng, size["n"], kind)
    parts = np.rint(points.view(np.float64) * _ONE).clip(-_MOST_PART, _MOST_PART)
    return np.array([size["n"], size["most"]], "<i4").tobytes() + parts.astype("<i4").tobytes()


def answer(stdin: bytes) -> bytes:
    """What a right program writes for this input."""
    _, most = (int(number) for number in np.frombuffer(stdin, "<i4", 2))
    points: Numbers = np.frombuffer(stdin, "<i4", offset=8).astype(np.int64).reshape(-1, 2).T
    times = np.full(points.shape[1], most, "<u2")
    z, own = np.zeros_like(points), np.arange(points.shape[1])
    for steps in range(most):
        squares = z * z // _ONE
        stays = squares.sum(0) <= 4 * _ONE
        times[own[~stays]] = steps
        z, own, squares = z[:, stays], own[stays], squares[:, stays]
        z = np.stack([squares[0] - squares[1], 2 * z[0] * z[1] // _ONE]) + points[:, own]
    return times.tobytes()
