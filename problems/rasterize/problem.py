"""Size and kind -> the size of a picture and triangles, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Integers = NDArray[np.int64]

_KINDS = ("scattered", "mixed", "mesh", "random", "flat", "slivers", "empty", "outside", "layers", "corners")
_LOW, _HIGH = -1024, 2047
_DEEPEST = 65535
_REACH = 0.1  # of a triangle's corners from its middle, beside the picture's side
_CELL = 0.147  # side of a mesh's cell, likewise
_SLOPE = 6000  # how much the corners of a triangle differ in depth


def _around(rng: np.random.Generator, size: tuple[int, int], reach: Integers) -> Integers:
    """Corners x, y of triangles around anywhere in the picture; one for each reach."""
    middles = rng.integers(0, size, (len(reach), 1, 2))
    third = np.arange(3) / 3 + rng.uniform(-0.08, 0.08, (len(reach), 3))
    angles = 2 * np.pi * rng.choice([-1, 1], (len(reach), 1)) * (third + rng.random((len(reach), 1)))
    ways = np.stack([np.cos(angles), np.sin(angles)], 2) * rng.uniform(0.7, 1.2, (len(reach), 3, 1))
    return middles + np.rint(ways * reach[:, None, None]).astype(np.int64)


def _mesh(rng: np.random.Generator, size: tuple[int, int], t: int, side: float) -> Integers:
    """Triangles x, y, z of uneven meshes, one over the other, with common edges."""
    columns, rows = (max(1, int(np.ceil(length / side))) for length in size)
    quads = np.arange((t + 1) // 2)
    layers = len(quads) // (columns * rows) + 1
    shape = layers, rows + 1, columns + 1
    x, y = np.arange(columns + 1) * side, np.arange(rows + 1) * side
    shift = rng.uniform(-0.5, 0.5, (2, layers, 1, 1)) + rng.uniform(-0.2, 0.2, (2, *shape))
    z = rng.integers(_SLOPE, _DEEPEST - _SLOPE, (layers, 1, 1)) + rng.integers(-_SLOPE, _SLOPE, shape) // 2
    points = np.stack([x + shift[0] * side, y[:, None] + shift[1] * side, z], 3).round().astype(np.int64)
    layer, place = np.divmod(quads, columns * rows)
    row, column = np.divmod(place, columns)
    a, b = points[layer, row, column], points[layer, row, column + 1]
    c, d = points[layer, row + 1, column], points[layer, row + 1, column + 1]
    corners = np.stack([a, b, c, d, c, b], 1).reshape(-1, 3, 3)[:t]
    return corners[rng.permutation(len(corners))]


def _corners(rng: np.random.Generator, size: tuple[int, int], t: int, kind: str) -> Integers:
    """Corners x, y of triangles."""
    reach = _REACH * np.sqrt(size[0] * size[1])
    match kind:
        case "mixed":
            share = np.where(np.arange(t) % 10 < 7, 0.25, 2.75)
            return _around(rng, size, reach * np.sqrt(share * 1.04))
        case "random":
            return rng.integers(0, size, (t, 3, 2))
        case "slivers":
            corners = _around(rng, size, np.full(t, 2 * reach))
            corners[:, 2] = corners[:, 0] + rng.integers(-1, 2, (t, 2))
            return corners
        case "empty":
            corners = _around(rng, size, np.full(t, reach))
            corners[::2, 2] = 2 * corners[::2, 1] - corners[::2, 0]
            corners[::5, 1] = corners[::5, 0]
            return corners
        case "outside":
            return rng.integers(_LOW, _HIGH + 1, (t, 3, 2))
        case "layers":
            return np.tile([[_LOW, _LOW], [_HIGH, _LOW], [_LOW, _HIGH]], (t, 1, 1)) + rng.integers(
                0, 2, (t, 3, 2)
            )
        case "corners":
            return rng.choice([_LOW, 0, _HIGH], (t, 3, 2))
    return _around(rng, size, np.full(t, reach))


def _depths(rng: np.random.Generator, t: int, kind: str) -> Integers:
    match kind:
        case "flat":
            return rng.integers(0, 3, (t, 1)) * np.ones(3, np.int64)
        case "layers":
            return np.sort(rng.integers(0, _DEEPEST + 1, (t, 1)), 0)[:: rng.choice([-1, 1])] * np.ones(
                3, np.int64
            )
        case "corners" | "outside":
            return rng.choice([0, 1, _DEEPEST], (t, 3))
    return rng.integers(_SLOPE, _DEEPEST - _SLOPE, (t, 1)) + rng.integers(-_SLOPE, _SLOPE + 1, (t, 3))


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Columns, rows, the number of triangles, and three corners x, y, z of each, as int32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``w``, ``h`` and ``t``.
        kind: ``scattered`` triangles, of ``mixed`` sizes, or of ``mesh``es with common edges; ``random`` (of
            any size), ``flat`` (of few depths), ``slivers``, ``empty`` (half of them without area),
            ``outside`` (mostly), ``layers`` (each covers all) or of extreme ``corners``.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    w, h, t = size["w"], size["h"], size["t"]
    if kind == "mesh":
        triangles = _mesh(rng, (w, h), t, max(2.0, _CELL * float(np.sqrt(w * h))))
    else:
        triangles = np.concatenate([_corners(rng, (w, h), t, kind), _depths(rng, t, kind)[:, :, None]], 2)
    triangles[:, :, :2] = triangles[:, :, :2].clip(_LOW, _HIGH)
    return np.array([w, h, t], "<i4").tobytes() + triangles.astype("<i4").tobytes()


def answer(stdin: bytes) -> bytes:
    """The triangles in front, each looked for in the whole picture."""
    w, h, t = (int(number) for number in np.frombuffer(stdin, "<i4", 3))
    x, y = np.arange(w), np.arange(h)[:, None]
    depth, front = np.full((h, w), np.iinfo(np.int64).max), np.full((h, w), -1, "<i2")
    for i, corners in enumerate(np.frombuffer(stdin, "<i4", 9 * t, 12).astype(np.int64).reshape(t, 3, 3)):
        (ax, ay, az), (bx, by, bz), (cx, cy, cz) = corners
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if area == 0:
            continue
        p = ((cx - bx) * (y - by) - (cy - by) * (x - bx)) * np.sign(area)
        q = ((ax - cx) * (y - cy) - (ay - cy) * (x - cx)) * np.sign(area)
        r = abs(area) - p - q
        own = (p * az + q * bz + r * cz) // abs(area)
        nearer = (p >= 0) & (q >= 0) & (r >= 0) & (own < depth)
        depth[nearer], front[nearer] = own[nearer], i
    return front.tobytes()
