"""Size and kind -> cities and places, as bytes; no place has two cities at nearly the same distance."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Reals = NDArray[np.float64]

_KINDS = (
    "random",
    "clusters",
    "routes",
    "poles",
    "date_line",
    "twins",
    "cities",
    "opposite",
    "equator",
    "crowd",
)
_LEAST_GAP = 4e-12  # between cosines; the specification promises a quarter of it
_SPARE = 16  # places that are drawn in addition, for those that have no clear answer
_CHUNK = 1 << 21  # pairs that are looked at together


def _degrees(vectors: Reals) -> Reals:
    """Latitude and longitude of directions, which may have any length."""
    x, y, z = vectors.T
    return np.degrees(np.stack([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)], 1))


def _vectors(degrees: Reals) -> Reals:
    latitude, longitude = np.radians(degrees).T
    across = np.cos(latitude)
    return np.stack([across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)], 1)


def _spread(rng: np.random.Generator, count: int, kind: str) -> Reals:
    """Latitudes and longitudes of so many places."""
    vectors = rng.standard_normal((count, 3))
    match kind:
        case "clusters":
            vectors /= np.linalg.norm(vectors, axis=1)[:, None]
            centres = vectors[rng.integers(0, (count + 15) // 16, count)]
            vectors = centres + rng.standard_normal((count, 3)) * 0.004
        case "routes":
            ends = vectors[rng.integers(0, (count + 15) // 16, (2, count))]
            vectors = ends[0] + rng.random((count, 1)) * (ends[1] - ends[0]) + vectors * 0.002
        case "poles":
            vectors = vectors * [0.01, 0.01, 0.001] + np.where(rng.random((count, 1)) < 0.5, 1, -1) * [
                0,
                0,
                1,
            ]
        case "date_line":
            vectors = vectors * [0.1, 0.005, 1] - [2, 0, 0]
        case "equator":
            vectors *= [1, 1, 0.0001]
        case "crowd":
            vectors = vectors[0] / np.linalg.norm(vectors[0]) + vectors * 0.00005
    degrees = _degrees(vectors)
    if kind == "poles":
        degrees[:1] = 90 * rng.choice([-1, 1]), rng.uniform(-180, 180)
    if kind == "date_line":
        degrees[::7, 1] = rng.choice([-180.0, 180.0], len(degrees[::7]))
    return degrees


def _is_clear(places: Reals, cities: Reals) -> NDArray[np.bool_]:
    """Which places have one city that is clearly the nearest."""
    if len(cities) == 1:
        return np.ones(len(places), bool)
    clear = []
    to, step = _vectors(cities).T, max(1, _CHUNK // len(cities))
    for start in range(0, len(places), step):
        cosines = _vectors(places[start : start + step]) @ to
        best = cosines.argmax(1)
        rows = np.arange(len(best))
        most = cosines[rows, best]
        cosines[rows, best] = -2
        clear.append(most - cosines.max(1) > _LEAST_GAP)
    return np.concatenate(clear)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The numbers of cities and of places as int32, then both as pairs of float64, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of cities, and ``q``, the number of places.
        kind: Where they are: anywhere (``random``), in ``clusters``, along ``routes``, at the ``poles``, at
            the ``date_line`` or the ``equator``; ``twins`` has each city about twice, ``cities`` asks for
            cities' own places, ``opposite`` for places opposite to cities, and in a ``crowd`` all are within
            about a kilometre.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    n, q = size["n"], size["q"]
    both = _spread(rng, n + q + _SPARE, kind)
    both = both[rng.permutation(len(both))]
    cities, places = both[:n], both[n:]
    if kind in ("cities", "opposite"):
        places = cities[rng.integers(n, size=q + _SPARE)]
    if kind == "opposite":
        places = np.stack([-places[:, 0], places[:, 1] - np.where(places[:, 1] > 0, 180, -180)], 1)
    if kind == "twins":
        cities = cities[rng.integers((n + 1) // 2, size=n)]
    clear = np.flatnonzero(_is_clear(places, np.unique(cities, axis=0) if kind == "twins" else cities))
    chosen = places[np.resize(clear, q)]
    header = np.array([n, q], "<i4").tobytes()
    return header + cities.astype("<f8").tobytes() + chosen.astype("<f8").tobytes()


def answer(stdin: bytes) -> bytes:
    """The numbers of the nearest cities: the shortest way through the Earth."""
    n, q = np.frombuffer(stdin, "<i4", 2)
    vectors = _vectors(np.frombuffer(stdin, "<f8", 2 * (n + q), 8).reshape(-1, 2))
    cities, places = vectors[:n], vectors[n:]
    step = max(1, _CHUNK // n)
    nearest = [np.empty(0, np.int64)]
    for start in range(0, q, step):
        differences = places[start : start + step, None] - cities
        nearest.append((differences**2).sum(2).argmin(1))
    return np.concatenate(nearest).astype("<i4").tobytes()
