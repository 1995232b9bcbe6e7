"""Size and kind -> a picture and how often it is smoothed, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

_KINDS = ("waves", "noise", "blocks", "random", "constant", "specks", "stripes", "checks", "steps", "two")


def _waves(rng: np.random.Generator, shape: tuple[int, int]) -> NDArray[np.float64]:
    """Slow waves along rows and columns."""
    rows, columns = (np.arange(side) for side in shape)
    down, right = rng.uniform(0.02, 0.15, 2)
    return (
        128
        + 60 * np.sin(rows[:, None] * down + rng.random() * 6)
        + 50 * np.cos(columns * right + rng.random() * 6)
    )


def _other_picture(rng: np.random.Generator, shape: tuple[int, int], kind: str) -> NDArray[np.float64]:
    """A picture of a kind that is not measured."""
    rows, columns = np.arange(shape[0])[:, None], np.arange(shape[1])
    match kind:
        case "random":
            low, high = np.sort(rng.integers(0, 256, 2))
            return rng.integers(low, high + 1, shape).astype(float)
        case "constant":
            return np.full(shape, rng.integers(0, 256), float)
        case "specks":
            return np.where(rng.random(shape) < 0.2, rng.choice([0, 255], shape), _waves(rng, shape))
        case "stripes":
            width = int(rng.integers(1, 4))
            return 255.0 * ((columns if rng.random() < 0.5 else rows) // width % 2) + np.zeros(shape)
        case "checks":
            return 200.0 * ((rows + columns) % 2) + 20
        case "steps":
            return (3.0 * rows + 5.0 * columns) % 256
        case "two":
            return rng.choice([127.0, 128.0], shape)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def _picture(rng: np.random.Generator, shape: tuple[int, int], kind: str) -> NDArray[np.float64]:
    rows, columns = np.arange(shape[0])[:, None], np.arange(shape[1])
    match kind:
        case "waves":
            return _waves(rng, shape) + rng.normal(0, 70, shape)
        case "noise":
            return rng.integers(0, 256, shape).astype(float)
        case "blocks":
            side = int(rng.integers(7, 12))
            blocks = rng.integers(40, 216, (shape[0] // side + 1, shape[1] // side + 1))
            return blocks[rows // side, columns // side] + rng.normal(0, 70, shape)
        case _:
            return _other_picture(rng, shape, kind)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Columns, rows and times as int32, little-endian, then the picture, row-major.

    Args:
        rng: All randomness comes from it.
        size: ``w``, ``h`` and ``t``.
        kind: ``waves`` or ``blocks`` under noise, or only ``noise``; ``random`` (in a range of its own),
            ``constant``, ``specks``, ``stripes``, ``checks`` (a chessboard), ``steps`` (of a slope) or
            ``two`` neighbouring values.

    Raises:
        ValueError: There is no such kind.
    """
    w, h, t = size["w"], size["h"], size["t"]
    picture = np.clip(np.rint(_picture(rng, (h, w), kind)), 0, 255).astype(np.uint8)
    return np.array([w, h, t], "<i4").tobytes() + picture.tobytes()


def answer(stdin: bytes) -> bytes:
    """The smoothed picture: NumPy's median of nine shifted pictures."""
    w, h, t = (int(number) for number in np.frombuffer(stdin, "<i4", 3))
    picture = np.frombuffer(stdin, np.uint8, w * h, 12).reshape(h, w)
    for _ in range(t):
        wide = np.pad(picture, 1, mode="edge")
        picture = np.median([wide[y : y + h, x : x + w] for y in range(3) for x in range(3)], 0).astype(
            np.uint8
        )
    return picture.tobytes()
