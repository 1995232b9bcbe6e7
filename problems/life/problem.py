"""Size and kind -> a grid and a number of generations, as bytes; and the last grid, by another method."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Cells = NDArray[np.uint8]

_KINDS = ("blinkers", "dense", "empty", "full", "gliders", "islands", "noise", "random", "still", "stripes")
_SHARES = {"dense": 0.5, "noise": 0.03, "random": 0.35}
_BLOCK = 16  # cells
_TILES = {  # left or right shifts of these lives make the grid
    "blinkers": ["00000", "00100", "00100", "00100", "00000", "00000"],
    "gliders": ["0000000", "0010000", "0001000", "0111000", "0000000", "0000000", "0000000"],
    "still": ["0000", "0110", "0110", "0000"],
}


def _soup(rng: np.random.Generator, shape: tuple[int, int], share: float) -> Cells:
    return (rng.integers(0, 256, shape, dtype=np.uint8) < round(share * 256)).astype(np.uint8)


def _grid(rng: np.random.Generator, shape: tuple[int, int], kind: str) -> Cells:
    """A grid of ``shape`` (rows, columns)."""
    match kind:
        case "random" | "dense" | "noise":
            return _soup(rng, shape, _SHARES[kind])
        case "islands":  # blocks of other densities
            rows, columns = (-(-side // _BLOCK) for side in shape)
            shares = rng.integers(50, 150, (rows, columns), dtype=np.uint8)
            shares = shares.repeat(_BLOCK, 0).repeat(_BLOCK, 1)[: shape[0], : shape[1]]
            return (rng.integers(0, 256, shape, dtype=np.uint8) < shares).astype(np.uint8)
        case "stripes":  # denser and less dense rows
            shares = rng.integers(60, 140, (shape[0], 1), dtype=np.uint8)
            return (rng.integers(0, 256, shape, dtype=np.uint8) < shares).astype(np.uint8)
        case "empty" | "full":
            return np.full(shape, kind == "full", np.uint8)
        case "blinkers" | "gliders" | "still":
            tile = np.array([list(row) for row in _TILES[kind]]).astype(np.uint8)
            laps = [-(-side // edge) for side, edge in zip(shape, tile.shape, strict=True)]
            return np.roll(np.tile(tile, laps)[: shape[0], : shape[1]], rng.integers(0, _BLOCK, 2), (0, 1))
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Width, height and generations as int32, then a byte a cell, row-major, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``w``, ``h`` and ``t``.
        kind: ``random`` (35 % of the cells live), ``dense`` (half of them), ``islands`` (blocks of 16 x 16
            cells with more and less life), ``stripes`` (rows with more and less), ``noise`` (3 % live),
            ``empty``, ``full``, ``still`` (blocks that stay), ``blinkers`` or ``gliders``.

    Raises:
        ValueError: There is no such kind.
    """
    header = np.array([size["w"], size["h"], size["t"]], "<i4")
    return header.tobytes() + _grid(rng, (size["h"], size["w"]), kind).tobytes()


def answer(stdin: bytes) -> bytes:
    """What a right program writes for this input: sums of shifted grids."""
    w, h, t = (int(number) for number in np.frombuffer(stdin, "<i4", 3))
    grid = np.frombuffer(stdin, np.uint8, w * h, 12).reshape(h, w)
    for _ in range(t):
        rows = np.roll(grid, 1, 0) + grid + np.roll(grid, -1, 0)
        around = np.roll(rows, 1, 1) + rows + np.roll(rows, -1, 1) - grid
        grid = ((around == 3) | ((around == 2) & (grid == 1))).astype(np.uint8)
    return grid.tobytes()
