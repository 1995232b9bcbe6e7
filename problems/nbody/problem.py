"""Size and kind -> bodies, a time step and a number of steps, as bytes.

Every kind keeps bodies from meeting at close range: there, rounding errors grow beyond any tolerance, and an
honest program that sums in another order would fail. Bodies begin well apart and move in smooth flows; those
that are close circle each other. The pull of far bodies still moves each body by a thousand times the
tolerance, so that no program may treat it carelessly.
"""

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate"]

Floats = NDArray[np.float64]

_FLOWS = ("uniform", "pairs", "clusters", "shells", "disk")
_KINDS = (*_FLOWS, "coincident", "massless", "planets", "random", "rest")
_PLANETS_DT = 0.003
_FEWEST_STEPS = 12  # in the time of a flow; longer steps would not follow a pair on its circle
_APART = 0.75
"""Least distance of equal bodies at first, as a share of that in a lattice of equal density."""
_BALL = 4 / 3 * math.pi  # volume
_TRIED_TOGETHER, _SPARE = 128, 30  # points


def _directions(rng: np.random.Generator, n: int) -> tuple[Floats, Floats]:
    """Two arrays of unit vectors; the vectors of a row are at right angles to each other."""
    first = rng.normal(size=(n, 3))
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    second = np.cross(first, rng.normal(size=(n, 3)))
    return first, second / np.linalg.norm(second, axis=1, keepdims=True)


def _ball(rng: np.random.Generator, n: int) -> Floats:
    return _directions(rng, n)[0] * rng.random((n, 1)) ** (1 / 3)


def _shell(rng: np.random.Generator, n: int) -> Floats:
    return _directions(rng, n)[0] * rng.uniform(0.8, 1, (n, 1))


def _disk(rng: np.random.Generator, n: int) -> Floats:
    angle, radius = rng.uniform(0, 2 * np.pi, n), np.sqrt(rng.uniform(0.04, 1, n))
    flat = np.stack([radius * np.cos(angle), radius * np.sin(angle), rng.uniform(-0.1, 0.1, n)], axis=1)
    return flat @ np.linalg.qr(rng.normal(size=(3, 3)))[0]


_SHAPES: Mapping[str, Callable[[np.random.Generator, int], Floats]] = {"shells": _shell, "disk": _disk}
_VOLUMES = {"shells": 0.49 * _BALL, "disk": 0.6}


def _apart(one: Floats, other: Floats, least: float) -> NDArray[np.bool_]:
    """Which of some points (rows) keep a distance from which of some others (columns)."""
    x, y, z = (one[:, axis, None] - other[:, axis] for axis in range(3))
    return x * x + y * y + z * z >= least**2


def _points(rng: np.random.Generator, mass: Floats, kind: str) -> Floats:
    """Points of a shape of radius 1, one for each mass; heavier ones keep a larger distance from others."""
    n, volume, shape = len(mass), _VOLUMES.get(kind, _BALL), _SHAPES.get(kind, _ball)
    order = np.argsort(-mass)  # the places of heavy ones are easiest to find while there is much room
    reach = _APART / 2 * (volume * mass[order] / mass.sum()) ** (1 / 3)
    kept = np.empty((0, 3))
    while len(kept) < n:
        left = reach[len(kept) :]
        tried = shape(rng, min(len(left) + _SPARE, _TRIED_TOGETHER))
        # A distance from heavy ones is that of the heaviest of a block.
        for first in range(0, len(kept), _TRIED_TOGETHER):
            block = slice(first, first + _TRIED_TOGETHER)
            tried = tried[_apart(tried, kept[block], reach[first] + left[0]).all(axis=1)]
        clash = np.tril(~_apart(tried, tried, 2 * left[0]), -1).any(axis=1)
        kept = np.concatenate([kept, tried[~clash]])[:n]
    points = np.empty((n, 3))
    points[order] = kept
    return points


def _flow(rng: np.random.Generator, points: Floats, rate: float) -> Floats:
    """Velocities of a smooth flow about the origin: it turns and grows."""
    turn = rng.normal(size=3)
    turn *= rate * rng.uniform(0.5, 1) / np.linalg.norm(turn)
    return np.cross(turn, points) + rate * rng.uniform(0.3, 0.8) * points


def _masses(rng: np.random.Generator, n: int) -> Floats:
    """Masses of sum 1: equal, or different by a factor of up to 20."""
    mass = 20 ** rng.uniform(0, 1, n) if rng.random() < 0.5 else np.ones(n)
    return mass / mass.sum()


def _one_body_each(rng: np.random.Generator, n: int, kind: str, rate: float) -> Floats:
    """Bodies of which none is very close to another, in a ball, a shell, a disk or several balls.

    The density is such that a ball at rest would begin to fall together at ``rate``.
    """
    bodies = np.zeros((n, 7))
    mass = _masses(rng, n)
    bodies[:, 6] = rate**2 * mass * _VOLUMES.get(kind, _BALL) / _BALL
    if kind != "clusters":
        bodies[:, :3] = _points(rng, mass, kind)
        bodies[:, 3:6] = _flow(rng, bodies[:, :3], rate)
        return bodies
    cluster = rng.integers(min(int(rng.integers(3, 9)), n), size=n)
    used = np.unique(cluster)
    weights = np.array([mass[cluster == number].sum() for number in used])
    centres = _points(rng, weights, kind)
    drift = _flow(rng, centres, rate)
    for number, weight, centre, velocity in zip(used, weights, centres, drift, strict=True):
        part = cluster == number
        points = _APART / 2 * (_BALL * weight) ** (1 / 3) * _points(rng, mass[part], kind)
        bodies[part, :3] = centre + points
        bodies[part, 3:6] = velocity + _flow(rng, points, rate)
    bodies[:, 6] *= _BALL * (_APART / 2) ** 3  # the share of the ball's volume that the clusters fill
    return bodies


def _with_pairs(rng: np.random.Generator, bodies: Floats, pairs: int, rate: float) -> Floats:
    """Replace the first bodies by pairs of the same mass that circle each other."""
    chosen, rest = bodies[:pairs], bodies[pairs:]
    mass = chosen[:, 6:]
    apart = rng.uniform(0.19, 0.22, (pairs, 1)) * (_BALL * mass / rate**2) ** (1 / 3)
    along, across = _directions(rng, pairs)
    offset, velocity = apart * along, np.sqrt(mass / apart) * across
    share = rng.uniform(0.3, 0.7, (pairs, 1))
    halves = [
        np.concatenate(
            [chosen[:, :3] + lever * offset, chosen[:, 3:6] + lever * velocity, own * mass], axis=1
        )
        for lever, own in ((share, 1 - share), (share - 1, share))
    ]
    return np.concatenate([*halves, rest])


def _flowing(rng: np.random.Generator, n: int, kind: str, time: float) -> Floats:
    """Bodies of one of the flows. Within the time they move by about a third of the flow's size."""
    rate = rng.uniform(0.45, 0.6) / time
    pairs = n // 2 if kind == "pairs" else int(rng.integers(n // 16, n // 4 + 1))
    bodies = _with_pairs(rng, _one_body_each(rng, n - pairs, kind, rate), pairs, rate)
    size = rng.uniform(0.7, 1.0)
    bodies[:, :6] *= size
    bodies[:, 6] *= size**3
    bodies[:, :3] += rng.uniform(-0.5, 0.5, 3)
    bodies[:, 3:6] += rng.uniform(-0.2, 0.2, 3) / time
    return rng.permutation(bodies)


def _planets(rng: np.random.Generator, n: int) -> Floats:
    """A sun of mass 1 and light planets on wide circular orbits, the innermost at 0.5."""
    radius = 0.5 + 0.25 * np.arange(n - 1)[:, None]
    along, across = _directions(rng, n - 1)
    mass = rng.uniform(1e-6, 1e-5, (n - 1, 1))
    planets = np.concatenate([radius * along, across / np.sqrt(radius), mass], axis=1)
    sun = np.zeros((1, 7))
    sun[0, 6] = 1
    return np.concatenate([sun, planets])


def _at_rest(rng: np.random.Generator, n: int, time: float) -> Floats:
    bodies = _one_body_each(rng, n, "uniform", 0.5 / time)
    bodies[:, 3:6] = 0
    return bodies


def _bodies(rng: np.random.Generator, n: int, kind: str, time: float) -> Floats:
    """Bodies of a kind as an N x 7 array: x y z vx vy vz mass; they will move for a time."""
    match kind:
        case "random":
            return _flowing(rng, n, _FLOWS[int(rng.integers(len(_FLOWS)))], time)
        case "planets":
            return _planets(rng, n)
        case "rest":
            return _at_rest(rng, n, time)
        case "massless":
            # Slow, because the rounding of v * dt is the same in every step and adds up.
            return np.concatenate([rng.uniform(-0.5, 0.5, (n, 6)), np.zeros((n, 1))], axis=1)
        case "coincident":
            bodies = _at_rest(rng, (n + 1) // 2, time)
            return np.concatenate([bodies, bodies[: n // 2]])
        case _ if kind in _FLOWS:
            return _flowing(rng, n, kind, time)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def _traded(rng: np.random.Generator, size: Mapping[str, int]) -> tuple[int, int]:
    """Numbers of bodies and of steps; ``vary`` per cent more of one cost as much as fewer of the other."""
    n, steps, most = size["n"], size["steps"], math.log1p(size.get("vary", 0) / 100)
    traded = max(1, round(steps * math.exp(rng.uniform(-most, most))))
    return max(1, round(n * math.sqrt(steps / traded))), traded


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """N and steps as int32, dt as float32, then N bodies of seven float32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n`` bodies and ``steps``. With ``vary`` the number of steps is up to so many per cent
            larger, or smaller by the same factor, and the number of bodies such that the work stays the same.
        kind: ``uniform`` (in a ball), ``pairs`` (all bodies circle another one), ``clusters``, ``shells`` or
            ``disk``; ``random`` (one of these); ``planets`` (about a sun), ``rest`` (no velocity),
            ``massless`` (straight lines), or ``coincident`` (two bodies at each place; for one step, or for
            two bodies alone).

    Raises:
        ValueError: There is no such kind.
    """
    n, steps = _traded(rng, size)
    time = rng.uniform(0.8, 1.6)
    bodies = _bodies(rng, n, kind, time)
    dt = _PLANETS_DT if kind == "planets" else time / max(steps, _FEWEST_STEPS)
    header = np.array([n, steps], "<i4").tobytes() + np.array(dt, "<f4").tobytes()
    return header + bodies.astype("<f4").tobytes()
