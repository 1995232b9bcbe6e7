"""Size and kind -> a grid and a number of iterations, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate"]

Grid = NDArray[np.float32]

_KINDS = ("blocks", "constant", "huge", "random", "smooth", "spike", "tiny", "zeros")
_BLOCK = 16  # cells


def _grid(rng: np.random.Generator, shape: tuple[int, int], kind: str) -> Grid:
    """A grid of ``shape`` (rows, columns)."""
    match kind:
        case "random":
            return rng.random(shape, dtype=np.float32) * np.float32(200) - np.float32(100)
        case "smooth":
            slopes = rng.uniform(-0.1, 0.1, 2)
            plane = np.add.outer(slopes[0] * np.arange(shape[0]), slopes[1] * np.arange(shape[1]))
            return (plane + rng.uniform(-100, 100)).astype(np.float32) + rng.random(shape, dtype=np.float32)
        case "blocks":
            rows, columns = (-(-side // _BLOCK) for side in shape)
            blocks = rng.random((rows, columns), dtype=np.float32) * np.float32(200) - np.float32(100)
            return blocks.repeat(_BLOCK, 0).repeat(_BLOCK, 1)[: shape[0], : shape[1]]
        case "huge":
            return rng.random(shape, dtype=np.float32) * np.float32(2e30) - np.float32(1e30)
        case "constant":
            return np.full(shape, rng.uniform(-100, 100), dtype=np.float32)
        case "spike":
            grid = np.zeros(shape, dtype=np.float32)
            grid[shape[0] // 2, shape[1] // 2] = rng.uniform(1e3, 1e6)
            return grid
        case "tiny":
            return rng.integers(0, 200, shape, dtype=np.uint32).view(np.float32)
        case "zeros":
            return rng.choice(np.array([0.0, -0.0], dtype=np.float32), shape, p=(0.1, 0.9))
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Width, height and iterations as int32, then the grid as float32, row-major, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``w``, ``h`` and ``iters``.
        kind: ``random`` (values in [-100, 100)), ``smooth`` (a tilted plane and noise), ``blocks`` (16 x 16
            equal cells each), ``huge`` (up to 1e30), ``constant``, ``spike`` (zero but for the middle),
            ``tiny`` (subnormal numbers) or ``zeros`` (of both signs).

    Raises:
        ValueError: There is no such kind.
    """
    w, h, iters = size["w"], size["h"], size["iters"]
    grid = _grid(rng, (h, w), kind)
    return np.array([w, h, iters], "<i4").tobytes() + grid.astype("<f4").tobytes()
