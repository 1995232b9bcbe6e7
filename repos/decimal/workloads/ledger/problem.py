"""Size and kind -> entries of accounts, as text."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate"]

Columns = list[tuple[NDArray[np.uint8], NDArray[np.bool_]]]

# Digits before and behind the point, at most, and the share of numbers that are written in another way.
_KINDS = {
    "money": (6, 2, 0.0),
    "exchange": (4, 8, 0.0),
    "mixed": (9, 4, 0.05),
    "whole": (8, 0, 0.0),
    "near-64-bits": (19, 2, 0.05),
    "wide": (30, 12, 0.1),
    "exponents": (5, 5, 0.6),
    "small": (1, 3, 0.2),
}


def _digits(rng: np.random.Generator, rows: int, columns: int) -> NDArray[np.uint8]:
    return rng.integers(48, 58, (rows, columns), np.uint8)


def _constant(text: str, rows: int, shown: NDArray[np.bool_] | None = None) -> Columns:
    """The same text in each row, or in those rows where it is shown."""
    kept = np.ones(rows, bool) if shown is None else shown
    content = np.tile(np.frombuffer(text.encode(), np.uint8), (rows, 1))
    return [(content, np.repeat(kept[:, None], len(text), axis=1))]


def _numbers(rng: np.random.Generator, rows: int, kind: str, *, nonzero: bool = False) -> Columns:
    """A number in each row, as columns of characters of which some are left out."""
    whole, behind, odd = _KINDS[kind]
    form = np.where(rng.random(rows) < odd, rng.integers(1, 7, rows), 0)
    lengths = rng.integers(1, whole + 1, rows)[:, None]
    parts = rng.integers(0, behind + 1, rows)
    front, back = _digits(rng, rows, whole), _digits(rng, rows, behind)
    first = whole - lengths[:, 0]
    leads = (lengths[:, 0] > 1) | nonzero
    front[leads, first[leads]] = rng.integers(49, 58, int(leads.sum()), np.uint8)
    # Some numbers begin with the point.
    in_front = (np.arange(whole) >= first[:, None]) & ((form != 2) | (parts == 0) | nonzero)[:, None]
    power = _digits(rng, rows, 1)
    return [
        *_constant("-", rows, (rng.random(rows) < 0.2) & (form != 5)),
        *_constant("+", rows, form == 5),
        *_constant("000", rows, form == 1),
        (front, in_front),
        *_constant(".", rows, parts > 0),
        (back, np.arange(behind) < parts[:, None]),
        *_constant("0000", rows, (form == 4) & (parts > 0)),
        *_constant("e", rows, form == 3),
        *_constant("E-", rows, form == 6),
        (power, np.isin(form, (3, 6))[:, None]),
    ]


def _lines(columns: Columns) -> bytes:
    content = np.concatenate([part for part, _ in columns], axis=1)
    return content[np.concatenate([kept for _, kept in columns], axis=1)].tobytes()


_WRONG = (
    "",
    ".",
    "-",
    "1.2.3",
    "12a",
    "1e",
    "1e9999999999",
    "--1",
    "1_000",
    "0x10",
    "Inf",
    "½",
    "+-2",
    ".-5",
)


def _spoilt(rng: np.random.Generator, text: bytes) -> bytes:
    """The entries with some of their numbers replaced by what is none."""
    lines: list[str] = []
    for line in text.decode().splitlines():
        fields = line.split(" ")
        for place in range(1, 4):
            if rng.random() < 0.15:
                fields[place] = _WRONG[int(rng.integers(len(_WRONG)))]
        lines.append(" ".join(fields) + "\n")
    return "".join(lines).encode()


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """A line for each entry: account, amount, rate, limit.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of entries.
        kind: Determines the numbers; a key of :data:`_KINDS`, or ``wrong`` for some that are none.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in (*_KINDS, "wrong"):
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}, wrong")
    n = size["n"]
    numbers = "mixed" if kind == "wrong" else kind
    letters = np.repeat(rng.integers(65, 73, (n, 1), np.uint8), 8, axis=1)
    quoted = rng.random(n) < 0.5
    text = _lines(
        [
            (letters, np.arange(8) <= rng.integers(0, 8, n)[:, None]),
            *_constant(" ", n),
            *_numbers(rng, n, numbers),
            *_constant(" ", n),
            *_numbers(rng, n, numbers),
            *_constant(" ", n),
            *_constant('"', n, quoted),
            *_numbers(rng, n, numbers),
            *_constant('"', n, quoted),
            *_constant("\n", n),
        ]
    )
    return _spoilt(rng, text) if kind == "wrong" else text
