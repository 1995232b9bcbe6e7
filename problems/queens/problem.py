"""Size and kind -> boards with blocked cells, as bytes; and the right answer for small inputs."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Cells = NDArray[np.bool_]

# Share of the cells of a row that are free. It is less where free cells lie such that queens attack each
# other less often, so that all kinds cost the same.
_FREE = {"scattered": 0.5, "balanced": 0.484, "runs": 0.509}
_KINDS = (*_FREE, "open", "closed_row", "closed", "single", "few", "corner")


def _ranks(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.int64]:
    """A random order of the cells of each row."""
    return rng.random(shape).argsort(axis=-1).argsort(axis=-1)


def _counts(rng: np.random.Generator, boards: int, rows: int, free: float) -> NDArray[np.int64]:
    """How many cells of each row are free. Each board has as many as the others, but for one."""
    order = rng.random((boards, rows)).argsort(axis=1)
    return ((order + 1 + rng.random((boards, 1))) * free % 1 < free % 1).astype(np.int64) + int(free)


def _free(rng: np.random.Generator, shape: tuple[int, int, int], kind: str) -> Cells:
    boards, rows, columns = shape
    match kind:
        case "scattered":
            counts = _counts(rng, boards, rows, _FREE[kind] * columns)
            return _ranks(rng, shape) < counts[:, :, None]
        case "balanced":  # a row's free cells follow those of the row above, in a random order of the columns
            counts = _counts(rng, boards, rows, _FREE[kind] * columns)
            starts = np.concatenate([np.zeros((boards, 1), np.int64), counts.cumsum(axis=1)[:, :-1]], axis=1)
            places = (_ranks(rng, (boards, 1, columns)) - starts[:, :, None]) % columns
            return places < counts[:, :, None]
        case "runs":  # two runs of free cells around the row
            counts = _counts(rng, boards, rows, _FREE[kind] * columns)
            half = (columns + 1) // 2
            places = (np.arange(columns) + rng.integers(columns, size=(boards, rows, 1))) % columns
            lengths = (counts[:, :, None] + (places < half)) // 2
            return places % half < lengths
        case "open":
            return np.ones(shape, np.bool_)
        case "closed_row":
            cells = rng.random(shape) < 0.6
            cells[np.arange(boards), rng.integers(rows, size=boards)] = False
            return cells
        case "closed":
            return np.zeros(shape, np.bool_)
        case "single":  # at most one cell of a row
            return np.arange(columns) == rng.integers(columns, size=(boards, rows, 1))
        case "few":  # at most two cells of a row
            return (np.arange(columns) == rng.integers(columns, size=(2, boards, rows, 1))).any(axis=0)
        case _:  # the upper left part is blocked, or the lower right one
            across = np.add.outer(np.arange(rows) * columns, np.arange(columns) * rows)
            sides = np.stack([across >= rows * columns // 2, across <= rows * columns])
            return sides[rng.integers(2, size=boards)] & (rng.random(shape) < 0.8)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Numbers of boards, rows and columns as int32, then the cells, board by board, row by row.

    Args:
        rng: All randomness comes from it.
        size: ``boards``, ``rows`` and ``columns``.
        kind: Where free cells are: anywhere in a row (``scattered``), in each column about as often
            (``balanced``), in two ``runs`` in each row, everywhere (``open``), nowhere (``closed``), not in
            one of the rows (``closed_row``), in one column of each row (``single``) or one or two (``few``),
            or towards a ``corner``.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    shape = (size["boards"], size["rows"], size["columns"])
    return np.array(shape, "<i4").tobytes() + (~_free(rng, shape, kind)).astype(np.uint8).tobytes()


def answer(stdin: bytes) -> bytes:
    """The right output: all placements on the first rows grow row by row, as an array."""
    shape = tuple(int(number) for number in np.frombuffer(stdin, "<i4", 3))
    boards = np.frombuffer(stdin, np.uint8, offset=12).reshape(shape)
    results = []
    for board in boards:
        placed = np.zeros((1, 0), np.int64)
        for row, cells in enumerate(board):
            columns = np.flatnonzero(cells == 0)
            placed = np.column_stack([placed.repeat(len(columns), axis=0), np.tile(columns, len(placed))])
            distance = abs(placed[:, :row] - placed[:, row:])
            attacked = (distance == 0) | (distance == row - np.arange(row))
            placed = placed[~attacked.any(axis=1)]
        results.append([len(placed), *placed.sum(axis=0)])
    return np.array(results, "<i8").tobytes()
