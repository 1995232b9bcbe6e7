"""Size and kind -> lines with a name and a temperature, as bytes.

A line is put together in a row of its own, which has room for the longest. Rows are then written over each
other.
"""

import itertools
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]

_LONGEST, _VALUE = (
    24,
    8,
)  # bytes of a name, and of a temperature with its semicolon and newline, or a little more
_ROW = _LONGEST + _VALUE
_MOST = 999  # tenths
_MEAN = 350  # tenths, so that even the sum of the largest input of one name is below 2^31
_TOGETHER = 1 << 14  # lines, whose rows stay in the cache
_LETTERS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -.'=/0123", np.uint8)
_DIGITS = np.frombuffer(b"0123456789", np.uint8)
_KINDS = (
    "plain",
    "alike",
    "numbered",
    "short",
    "longest",
    "one",
    "twins",
    "woven",
    "nested",
    "extremes",
    "zeros",
    "halves",
    "any-bytes",
)


def _texts() -> tuple[NDArray[np.void], Numbers]:
    """What stands behind a name, for all temperatures from -99.9 on and, last, -0.0; and its length."""
    texts = [
        b";%s%d.%d\n" % (b"-" if tenths < 0 else b"", *divmod(abs(tenths), 10))
        for tenths in range(-_MOST, _MOST + 1)
    ]
    texts.append(b";-0.0\n")
    rows = np.frombuffer(b"".join(text.ljust(_VALUE) for text in texts), f"V{_VALUE}")
    return rows, np.array([len(text) for text in texts])


_TEXTS, _TEXT_LENGTHS = _texts()


def _names_of_one(rng: np.random.Generator, count: int, kind: str) -> tuple[Bytes, Numbers]:
    """Names of the longest length that come from one of them: by one other byte, or by another order."""
    one = rng.permutation(_LETTERS)[:_LONGEST]
    rows, lengths = np.zeros((count, _ROW), np.uint8), np.full(count, _LONGEST)
    if kind == "twins":
        ways = rng.choice(_LONGEST * len(_LETTERS), count, replace=False)
        places = ways % _LONGEST
        rows[:, :_LONGEST] = one
        rows[np.arange(count), places] = _LETTERS[ways // _LONGEST]
        own = one[places] == _LETTERS[ways // _LONGEST]
        rows[own, places[own]] = ord("_")  # otherwise all of these would be the one that the others come from
        return rows, lengths
    # Bytes change places with those that are 8 or 16 further on: sums of words stay the same.
    orders = np.array(list(itertools.permutations(range(3))))
    ways = rng.choice(len(orders) ** 8, count, replace=False)[:, None] // len(orders) ** np.arange(8)
    words = orders[ways % len(orders)].transpose(0, 2, 1)
    rows[:, :_LONGEST] = one.reshape(3, 8)[words, np.arange(8)].reshape(count, _LONGEST)
    return rows, lengths


def _names(rng: np.random.Generator, count: int, kind: str) -> tuple[Bytes, Numbers]:
    """A row for each name, all different, and their lengths."""
    if kind == "nested":
        lengths = np.arange(count) % _LONGEST + 1
        return np.full((count, _ROW), ord("x"), np.uint8), lengths
    letters = (
        np.setdiff1d(np.arange(32, 127), [ord(";")]).astype(np.uint8) if kind == "any-bytes" else _LETTERS
    )
    low, high = {"short": (1, 3), "longest": (_LONGEST, _LONGEST)}.get(kind, (4, 19))
    if kind in ("twins", "woven"):
        return _names_of_one(rng, count, kind)
    # As many of each length in all kinds, so that all inputs cost alike.
    lengths = rng.permutation(np.resize(np.arange(low, high + 1), count))
    rows = letters[rng.integers(len(letters), size=(count, _ROW))]
    if kind in ("alike", "numbered"):
        # They differ in the last four bytes, which are a number.
        rows[:] = rows[0]
        numbers = rng.permutation(10_000)[:count]
        digits = _DIGITS if kind == "numbered" else rng.permutation(_LETTERS[:52])[:10]
        for back in range(1, 5):
            rows[np.arange(count), lengths - back] = digits[numbers // 10 ** (back - 1) % 10]
    return rows, lengths


def _tenths(rng: np.random.Generator, own: Numbers, names: int, kind: str) -> Numbers:
    """The temperatures, in tenths, of lines with the names of given numbers; 1000 stands for -0.0."""
    if kind == "extremes":
        return rng.choice([-_MOST, -100, -99, -1, 0, 1, 99, 100, _MOST, _MOST + 1], len(own))
    if kind == "zeros":
        return rng.choice([-1, 0, 1, _MOST + 1], len(own))
    if kind == "halves":
        return rng.integers(2, size=len(own)) - rng.integers(3, size=names)[own]
    # The difference from a station's mean comes from a table, which is faster than to draw each.
    table = np.clip(np.rint(rng.normal(0, 100, 1 << 15)), -499, 499).astype(np.int16)
    means = np.clip(rng.normal(100, 100, names), -_MEAN, _MEAN).astype(np.int16)
    return table[np.frombuffer(rng.bytes(2 * len(own)), np.uint16) >> 1] + means[own]


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The lines.

    Args:
        rng: All randomness comes from it.
        size: ``n`` lines and how many ``names`` there are.
        kind: Of names: ``plain`` (letters), ``alike`` (only the last four letters differ), ``numbered`` (four
            digits do), ``short``, ``longest``, ``one`` (name), ``twins`` (one byte anywhere
            differs), ``woven`` (the same bytes in another order), ``nested`` (one begins the next) or
            ``any-bytes``.
            Of temperatures: ``extremes``, ``zeros`` (of both signs and next to them), ``halves`` (means lie
            halfway).

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    n, names = size["n"], 1 if kind == "one" else size["names"]
    rows, lengths = _names(rng, names, kind)
    own = rng.integers(names, size=n, dtype=np.int32)
    values = _tenths(rng, own, names, kind) + _MOST
    rows = rows.view(f"V{_ROW}").ravel()
    out = np.empty((n + 1) * _ROW, np.uint8)
    at_any_byte = np.ndarray((n * _ROW + 1,), f"V{_ROW}", out, strides=(1,))
    end = 0
    for first in range(0, n, _TOGETHER):
        name, value = own[first : first + _TOGETHER], values[first : first + _TOGETHER]
        before = lengths[name]
        ends = end + np.cumsum(before + _TEXT_LENGTHS[value])
        lines = rows[name]
        texts = np.ndarray((len(lines) * _ROW - _VALUE + 1,), f"V{_VALUE}", lines, strides=(1,))
        texts[np.arange(len(lines)) * _ROW + before] = _TEXTS[value]
        at_any_byte[ends - before - _TEXT_LENGTHS[value]] = lines
        end = int(ends[-1])
    return out[:end].tobytes()


def answer(stdin: bytes) -> bytes:
    """The lines: all measurements sorted, and whole numbers of tenths."""
    measurements = sorted(line.split(b";") for line in stdin.splitlines())
    tenths: dict[bytes, list[int]] = {}
    for name, value in measurements:
        tenths.setdefault(name, []).append(int(value.replace(b".", b"")))

    def text(value: int) -> str:
        return f"{'-' if value < 0 else ''}{abs(value) // 10}.{abs(value) % 10}"

    lines = [
        f"{name.decode()}={text(min(values))}/{text((2 * sum(values) + len(values)) // (2 * len(values)))}"
        f"/{text(max(values))}\n"
        for name, values in tenths.items()
    ]
    return "".join(lines).encode()
