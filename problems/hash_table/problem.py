"""Size and kind -> pairs to store and keys to look up, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate"]

Indices = NDArray[np.int32]
Characters = NDArray[np.uint8]

_LETTERS_AND_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
# One letter or digit for each of the 256 byte values, so that each is nearly equally frequent.
_CHARACTER_OF = np.frombuffer((_LETTERS_AND_DIGITS * 5)[:256], np.uint8)
_KEY_LENGTHS, _VALUE_LENGTHS = (5, 20), (10, 50)
_KINDS = ("random", "present", "absent", "repeated", "hot", "shortest", "longest", "prefixes")


class _Strings:
    """Random strings: ``lengths`` has shape (count,), ``rows`` a row per string, as wide as the longest."""

    def __init__(self, rng: np.random.Generator, count: int, bounds: tuple[int, int], kind: str) -> None:
        low, high = {"shortest": (bounds[0],) * 2, "longest": (bounds[1],) * 2}.get(kind, bounds)
        self.lengths = rng.integers(low, high + 1, count, dtype=np.int32)
        raw = np.frombuffer(rng.bytes(count * high), np.uint8)
        self.rows = _CHARACTER_OF[raw].reshape(count, high)

    def encoded(self, chosen: Indices | slice = slice(None)) -> tuple[Characters, NDArray[np.bool_]]:
        """Rows of int32 length and characters for the chosen strings, and a mask of the cells in use."""
        lengths, rows = self.lengths[chosen], self.rows[chosen]
        headers = lengths.astype("<i4")[:, None].view(np.uint8)
        columns = np.arange(-4, rows.shape[1], dtype=np.int8)
        return np.hstack((headers, rows)), columns < lengths.astype(np.int8)[:, None]


def _joined(*fields: tuple[Characters, NDArray[np.bool_]]) -> bytes:
    """The cells in use, row by row, with all fields of a row side by side."""
    cells, masks = (np.hstack(parts).ravel() for parts in zip(*fields, strict=True))
    return np.compress(masks, cells).tobytes()


def _choices(rng: np.random.Generator, n: int, m: int, kind: str) -> tuple[Indices, Indices, int]:
    """The number of the key of each pair, the number of the key of each look-up, and how many keys there are.

    Pairs store keys with numbers below ``stored``; look-ups of higher numbers find nothing.
    """
    stored = max(1, n * 3 // 4) if kind == "repeated" else max(1, n)
    pairs = rng.integers(stored, size=n) if kind == "repeated" else np.arange(n)
    asked = {
        "present": (0, stored),
        "absent": (stored, stored + max(1, m)),
        "hot": (stored // 2, stored // 2 + 1),
    }.get(kind, (0, stored * 5 // 4 + 1))
    look_ups = rng.integers(*asked, size=m)
    return pairs.astype(np.int32), look_ups.astype(np.int32), max(asked[1], stored)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """N and its pairs, then m and its keys, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of pairs, and ``m``, the number of look-ups.
        kind: Determines the keys and which of them are looked up; one of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    n, m = size["n"], size["m"]
    pairs, look_ups, count = _choices(rng, n, m, kind)
    keys = _Strings(rng, count, _KEY_LENGTHS, kind)
    values = _Strings(rng, n, _VALUE_LENGTHS, kind)
    if kind == "prefixes":
        keys.rows[:, :4] = ord("a")
    return b"".join(
        (
            np.int32(n).tobytes(),
            _joined(keys.encoded(pairs), values.encoded()),
            np.int32(m).tobytes(),
            _joined(keys.encoded(look_ups)),
        )
    )
