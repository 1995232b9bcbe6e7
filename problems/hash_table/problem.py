"""Size and kind -> pairs to store and keys to look up, as bytes.

The whole input is first filled with random characters. Keys and lengths are then put into their places.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate"]

Indices = NDArray[np.int64]
Characters = NDArray[np.uint8]

_LETTERS_AND_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
# One letter or digit for each of the 256 byte values, so that each is nearly equally frequent.
_CHARACTER_OF = (_LETTERS_AND_DIGITS * 5)[:256]
_DIGIT_OF = (b"0123456789" * 26)[:256]
_KEY_LENGTHS, _VALUE_LENGTHS = (5, 20), (10, 50)
_KEY, _HEADER, _CERTAIN = 20, 4, 10  # bytes of the longest key, of a length, of the shortest value
_WITH_REPEATS = ("repeated", "prefixes", "endings", "digits", "families")
_KINDS = (*_WITH_REPEATS, "random", "present", "absent", "hot", "shortest", "longest")
_FRESH = 1_000_003  # bytes, after which the characters of values come again, at other places of other values
_ALIKE = 4  # bytes; the shortest key has one more


def _characters(rng: np.random.Generator, count: int, alphabet: bytes = _CHARACTER_OF) -> Characters:
    return np.frombuffer(bytearray(rng.bytes(count).translate(alphabet)), np.uint8)


def _lengths(rng: np.random.Generator, count: int, bounds: tuple[int, int], kind: str) -> Indices:
    low, high = {"shortest": (bounds[0],) * 2, "longest": (bounds[1],) * 2}.get(kind, bounds)
    return rng.integers(low, high + 1, count)


def _relatives(rng: np.random.Generator, rows: Characters, lengths: Indices, share: float) -> None:
    """Make a share of the keys equal to an earlier or a later key but for one character."""
    own = np.flatnonzero(rng.random(len(rows)) < share)
    others = rng.integers(len(rows), size=len(own))
    rows[own], lengths[own] = rows[others], lengths[others]
    rows[own, (rng.random(len(own)) * lengths[own]).astype(np.int64)] = _characters(rng, len(own))


def _keys(rng: np.random.Generator, count: int, kind: str) -> tuple[Characters, Indices]:
    """A row of 20 characters a key, of which so many count as its length says."""
    alphabet = _DIGIT_OF if kind == "digits" else _CHARACTER_OF
    rows = _characters(rng, count * _KEY, alphabet).reshape(count, _KEY)
    lengths = _lengths(rng, count, _KEY_LENGTHS, kind)
    if kind == "prefixes":
        rows[:, :_ALIKE] = rows[0, :_ALIKE]
    if kind == "endings":
        for back in range(1, _ALIKE + 1):
            rows[np.arange(count), lengths - back] = rows[0, back]
    _relatives(rng, rows, lengths, 0.9 if kind == "families" else 0.25)
    return rows, lengths


def _choices(rng: np.random.Generator, n: int, m: int, kind: str) -> tuple[Indices, Indices, int]:
    """The number of the key of each pair, the number of the key of each look-up, and how many keys there are.

    Pairs store keys with numbers below ``stored``; look-ups of higher numbers find nothing.
    """
    with_repeats = kind in _WITH_REPEATS
    stored = max(1, n * 3 // 4) if with_repeats else max(1, n)
    pairs = rng.integers(stored, size=n) if with_repeats else np.arange(n)
    asked = {
        "present": (0, stored),
        "absent": (stored, stored + max(1, m)),
        "hot": (stored // 2, stored // 2 + 1),
    }.get(kind, (0, stored * 5 // 4 + 1))
    return pairs, rng.integers(*asked, size=m), max(asked[1], stored)


def _starts(lengths: Indices, first: int) -> Indices:
    """Where each of several pieces begins, and the end of the last, if the first begins at ``first``."""
    return first + np.concatenate([[0], np.cumsum(lengths)])


def _at_any_place(out: Characters, item: str) -> NDArray[np.void]:
    """The output as an overlapping item at each of its bytes."""
    dtype = np.dtype(item)
    return np.ndarray((len(out) - dtype.itemsize + 1,), dtype, out, strides=(1,))


def _put_keys(out: Characters, places: Indices, rows: Characters) -> None:
    """Put whole rows to places in ascending order. What lies behind a key is overwritten later."""
    _at_any_place(out, f"V{_KEY}")[places] = rows.view(f"V{_KEY}").ravel()


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
    rows, lengths = _keys(rng, count, kind)
    values = _lengths(rng, n, _VALUE_LENGTHS, kind)
    pair_starts = _starts(lengths[pairs] + values + 2 * _HEADER, _HEADER)
    look_up_starts = _starts(lengths[look_ups] + _HEADER, int(pair_starts[-1]) + _HEADER)
    value_starts = pair_starts[:-1] + _HEADER + lengths[pairs]
    end = int(look_up_starts[-1])
    out = np.resize(_characters(rng, min(end + _KEY, _FRESH)), end + _KEY)
    _put_keys(out, pair_starts[:-1] + _HEADER, rows[pairs])
    fresh = _characters(rng, n * _CERTAIN).view(f"V{_CERTAIN}")  # a row's rest may lie where a value begins
    _at_any_place(out, f"V{_CERTAIN}")[value_starts + _HEADER] = fresh
    _put_keys(out, look_up_starts[:-1] + _HEADER, rows[look_ups])
    headers = _at_any_place(out, "<i4")
    headers[pair_starts[:-1]] = lengths[pairs]
    headers[value_starts] = values
    headers[look_up_starts[:-1]] = lengths[look_ups]
    headers[[0, int(pair_starts[-1])]] = n, m
    return out[:end].tobytes()
