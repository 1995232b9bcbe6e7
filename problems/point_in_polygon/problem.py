"""Size and kind -> a polygon and points, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Points = NDArray[np.int64]  # a row x, y each

_KINDS = ("star", "spiral", "comb", "random", "teeth", "steps", "lattice", "line", "repeated", "corners")
_RADIUS = 900_000  # of what a polygon fills
_FARTHEST = 1_000_000
_CHUNK = 256  # points that `answer` takes at a time


def _on_circle(turns: NDArray[np.float64], radius: NDArray[np.float64]) -> Points:
    angles = 2 * np.pi * turns
    return np.stack([np.cos(angles) * radius, np.sin(angles) * radius], 1).round().astype(np.int64)


def _star(rng: np.random.Generator, v: int) -> Points:
    """Around the centre, at an uneven distance; a row meets about an edge in 75."""
    turns = np.sort(rng.random(v))
    waves = 0.1 * np.sin(2 * np.pi * (rng.integers(3, 9) * turns + rng.random()))
    return _on_circle(turns, _RADIUS * (0.83 + waves + rng.uniform(-0.06, 0.06, v)))


def _spiral(rng: np.random.Generator, v: int) -> Points:
    """A band around the centre, its outer side from the middle and its inner side back to it."""
    out, rounds = (v + 1) // 2, max(1.0, v / 150)
    place = np.concatenate([np.sort(rng.random(out)), np.sort(rng.random(v - out))[::-1]])
    width = np.where(np.arange(v) < out, 1.0, 1.0 - 0.5 / rounds)
    return _on_circle(place * rounds + rng.random(), _RADIUS * (0.03 + 0.96 * place) * width)


def _comb(rng: np.random.Generator, v: int) -> Points:
    """Teeth to the right, from the bottom to the top, of uneven lengths and heights."""
    x = np.where(np.arange(v) % 2 == 0, rng.uniform(-0.9, -0.5, v), rng.uniform(0.2, 1.0, v))
    y = np.linspace(-0.95, 0.95, v) + rng.uniform(-0.04, 0.04, v)
    return (np.stack([x, y], 1) * _RADIUS).round().astype(np.int64)


def _teeth(rng: np.random.Generator, v: int) -> Points:
    """Teeth upwards: a row meets most of the edges."""
    low = np.arange(v) % 2 == 0
    y = np.where(low, rng.integers(-_RADIUS, -_RADIUS // 2, v), rng.integers(_RADIUS // 2, _RADIUS, v))
    return np.stack([np.sort(rng.integers(-_RADIUS, _RADIUS, v)), y], 1)


def _steps(rng: np.random.Generator, v: int) -> Points:
    """Edges that go along x and along y by turns."""
    corners = rng.integers(-50, 51, (v, 2)) * 1000
    return np.stack([corners[np.arange(v) // 2 * 2, 0], corners[(np.arange(v) + 1) // 2 * 2 % v, 1]], 1)


def _other_polygon(rng: np.random.Generator, v: int, kind: str) -> Points:
    """A polygon of a kind that is not measured."""
    match kind:
        case "random":
            return rng.integers(-_FARTHEST, _FARTHEST + 1, (v, 2))
        case "teeth":
            return _teeth(rng, v)
        case "steps":
            return _steps(rng, v)
        case "lattice":
            return rng.integers(-6, 7, (v, 2))
        case "line":
            return rng.integers(-1000, 1001, (v, 1)) * rng.choice([[1, 0], [0, 1], [3, -2], [5, 5]])
        case "repeated":
            return rng.integers(-20, 21, (v, 2))[np.sort(rng.integers(0, (v + 2) // 3, v))]
        case "corners":
            return rng.choice([-_FARTHEST, _FARTHEST], (v, 2))
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def _polygon(rng: np.random.Generator, v: int, kind: str) -> Points:
    match kind:
        case "star":
            polygon = _star(rng, v)
        case "spiral":
            polygon = _spiral(rng, v)
        case "comb":
            polygon = _comb(rng, v)
        case _:
            polygon = _other_polygon(rng, v, kind)
    return np.roll(polygon, rng.integers(v), 0)[:: rng.choice([-1, 1])]


def _points(rng: np.random.Generator, polygon: Points, q: int, kind: str) -> Points:
    """Points anywhere, and some of each: vertices, middles of edges, points as high as a vertex."""
    reach = {"lattice": 7, "line": 1500, "repeated": 22, "steps": 55_000, "corners": _FARTHEST}.get(
        kind, 950_000
    )
    points = rng.integers(-reach, reach + 1, (q, 2))
    near = rng.integers(len(polygon), size=q)
    what = rng.random(q)[:, None]
    middles = (polygon[near] + polygon[near - 1]) // 2
    points = np.where(what < 0.1, np.stack([points[:, 0], polygon[near, 1]], 1), points)
    points = np.where(what < 0.06, middles, points)
    return np.where(what < 0.02, polygon[near], points)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The numbers of vertices and of points, then both as pairs x and y, all int32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``v``, the number of vertices, and ``q``, the number of points.
        kind: The shape of the polygon: ``star``, ``spiral`` and ``comb``, of which a row meets few edges;
            ``random`` vertices, ``teeth`` (a row meets most edges), ``steps`` (axis-parallel edges),
            ``lattice`` (few coordinates), ``line`` (no area), ``repeated`` (equal neighbours) or ``corners``
            (of the range).

    Raises:
        ValueError: There is no such kind.
    """
    polygon = _polygon(rng, size["v"], kind)
    points = _points(rng, polygon, size["q"], kind)
    return np.concatenate([[[size["v"], size["q"]]], polygon, points]).astype("<i4").tobytes()


def answer(stdin: bytes) -> bytes:
    """Where the points lie: each edge cut at the point's height, with all edges at once."""
    v, q = np.frombuffer(stdin, "<i4", 2)
    rows = np.frombuffer(stdin, "<i4", 2 * (v + q), 8).astype(np.int64).reshape(-1, 2)
    first = rows[:v]
    second = np.roll(first, -1, 0)
    down = first[:, 1] > second[:, 1]
    (low_x, low_y), (high_x, high_y) = (
        np.where(down[:, None], a, b).T for a, b in ((second, first), (first, second))
    )
    left, right = np.minimum(low_x, high_x), np.maximum(low_x, high_x)
    found = []
    for start in range(0, q, _CHUNK):
        x, y = (rows[v + start : v + q][:_CHUNK, i, None] for i in (0, 1))
        ahead = (y - low_y) * (high_x - low_x) - (x - low_x) * (high_y - low_y)
        border = (ahead == 0) & (low_y <= y) & (y <= high_y) & (left <= x) & (x <= right)
        crossed = (low_y <= y) & (y < high_y) & (ahead > 0)
        found.append(np.where(border.any(1), 2, crossed.sum(1) % 2))
    return np.concatenate([np.empty(0), *found]).astype(np.uint8).tobytes()
