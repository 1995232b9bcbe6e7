"""Size and kind -> bodies, a time step and a number of steps, as bytes.

Every kind keeps bodies from meeting at close range: there, rounding errors grow beyond any
tolerance, and an honest program that sums in another order would fail.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate"]

Floats = NDArray[np.float64]

_KINDS = ("coincident", "massless", "planets", "random", "rest")
_DT = 0.16
_PLANETS_DT = 0.003
_PAIR_RATE = 2.5
"""Angular speed of a pair of typical distance: 0.4 rad per step, so a program that skips a step is wrong."""


def _lattice(rng: np.random.Generator, points: int) -> tuple[Floats, float]:
    """Points of a jittered cubic lattice in [-1, 1]^3, in random order, and its spacing."""
    side = 1
    while side**3 < points:
        side += 1
    spacing = 2 / side
    cells = rng.permutation(side**3)[:points]
    corners = np.stack([cells // side**2, cells // side % side, cells % side], axis=1)
    return -1 + spacing * (corners + rng.uniform(0.35, 0.65, (points, 3))), spacing


def _directions(rng: np.random.Generator, n: int) -> tuple[Floats, Floats]:
    """Two arrays of unit vectors; the vectors of a row are at right angles to each other."""
    first = rng.normal(size=(n, 3))
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    second = np.cross(first, rng.normal(size=(n, 3)))
    return first, second / np.linalg.norm(second, axis=1, keepdims=True)


def _pairs(rng: np.random.Generator, n: int) -> Floats:
    """Bodies in pairs that circle each other, a tenth of the lattice spacing apart."""
    pairs = (n + 1) // 2
    centre, spacing = _lattice(rng, pairs)
    apart = spacing / 10 * rng.uniform(0.8, 1.2, (pairs, 1))
    mass = _PAIR_RATE**2 * (spacing / 10) ** 3 / 2 * rng.uniform(0.7, 1.3, (2, pairs, 1))
    total = mass[0] + mass[1]
    along, across = _directions(rng, pairs)
    offset, velocity = apart * along, np.sqrt(total / apart) * across
    drift = rng.uniform(-0.003, 0.003, (pairs, 3))
    halves = [
        np.concatenate([centre + share * offset, drift + share * velocity, own], axis=1)
        for share, own in ((mass[1] / total, mass[0]), (-mass[0] / total, mass[1]))
    ]
    return rng.permutation(np.concatenate(halves)[:n])


def _planets(rng: np.random.Generator, n: int) -> Floats:
    """A sun of mass 1 and light planets on wide circular orbits, the innermost at 0.5."""
    radius = 0.5 + 0.25 * np.arange(n - 1)[:, None]
    along, across = _directions(rng, n - 1)
    mass = rng.uniform(1e-6, 1e-5, (n - 1, 1))
    planets = np.concatenate([radius * along, across / np.sqrt(radius), mass], axis=1)
    sun = np.zeros((1, 7))
    sun[0, 6] = 1
    return np.concatenate([sun, planets])


def _bodies(rng: np.random.Generator, n: int, kind: str) -> Floats:
    """Bodies of a kind as an N x 7 array: x y z vx vy vz mass."""
    match kind:
        case "random":
            return _pairs(rng, n)
        case "planets":
            return _planets(rng, n)
        case "rest" | "massless" | "coincident":
            bodies = np.zeros((n, 7))
            bodies[:, :3] = _lattice(rng, n)[0]
            if kind == "massless":
                bodies[:, 3:6] = rng.uniform(-1, 1, (n, 3))
            else:
                bodies[:, 6] = rng.uniform(0.5, 1.5, n) / n
            if kind == "coincident":
                bodies[n // 2 :, :6] = bodies[: n - n // 2, :6]
            return bodies
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """N and steps as int32, dt as float32, then N bodies of seven float32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n`` bodies and ``steps``.
        kind: ``random`` (pairs that circle each other; about 20 steps), ``planets`` (a few hundred
            steps), ``rest`` (no velocity; a few steps), ``massless`` (straight lines), or
            ``coincident`` (two bodies at each place; for one step, or for two bodies alone).

    Raises:
        ValueError: There is no such kind.
    """
    n = size["n"]
    bodies = _bodies(rng, n, kind)
    dt = np.array(_PLANETS_DT if kind == "planets" else _DT, "<f4")
    header = np.array([n, size["steps"]], "<i4").tobytes() + dt.tobytes()
    return header + bodies.astype("<f4").tobytes()
