"""Size and kind -> boards with blocked cells, as bytes; and the right answer for small inputs."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Cells = NDArray[np.bool_]

# Share of the cells of a row that are free. It is less where free cells lie such that queens attack each
# other less often, so that kinds cost nearly the same. Boards of like work are chosen among more.
_FREE = {"scattered": 0.5, "balanced": 0.484, "runs": 0.509}
_DRAWN = 4  # times as many
# Work of a chosen board, beside the usual one: less where processors predict worse what is free.
_WORK = {"scattered": 0.985, "balanced": 0.955, "runs": 1.06}
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


def _work(free: Cells) -> NDArray[np.float64]:
    """About how much there is to search on each board, if two queens attack each other or not by chance.

    Chances are those of their two rows.
    """
    boards, rows, columns = free.shape
    cells, counts = free.astype(np.float64), np.maximum(free.sum(axis=2), 1.0)
    work, ways = np.zeros(boards), np.ones(boards)
    for row in range(rows):
        work += ways * (columns + row * counts[:, row])
        ways *= counts[:, row]
        for above in range(row):
            apart = row - above
            upper, lower = cells[:, above], cells[:, row]
            attacks = (upper * lower).sum(axis=1)
            attacks += (upper[:, apart:] * lower[:, :-apart]).sum(axis=1)
            attacks += (upper[:, :-apart] * lower[:, apart:]).sum(axis=1)
            ways *= 1 - attacks / (counts[:, above] * counts[:, row])
    return work


def _usual_work(rows: int, columns: int) -> float:
    """What :func:`_work` is for a board half of which is free, in the mean."""
    work, ways, count = 0.0, 1.0, columns / 2
    for row in range(rows):
        work += ways * (columns + row * count)
        ways *= count
        for apart in range(1, row + 1):
            ways *= 1 - (1 + 2 * max(0, columns - apart) / columns) / columns
    return work


def _alike(rng: np.random.Generator, shape: tuple[int, int, int], kind: str) -> Cells:
    """Boards whose work is nearest to the usual one, out of more boards, in the order in which these come."""
    boards, rows, columns = shape
    free = _free(rng, (_DRAWN * boards, rows, columns), kind)
    apart = abs(_work(free) - _WORK[kind] * _usual_work(rows, columns))
    return free[np.sort(np.argsort(apart)[:boards])]


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
    free = (_alike if kind in _FREE else _free)(rng, shape, kind)
    return np.array(shape, "<i4").tobytes() + (~free).astype(np.uint8).tobytes()


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
