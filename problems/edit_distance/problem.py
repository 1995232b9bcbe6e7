"""Size and kind -> pairs of strings, as bytes; and the distances, by another method than the programs'.

The whole input is first filled with random letters. Copies of first strings and lengths are then put into
their places.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Indices = NDArray[np.int64]
Characters = NDArray[np.uint8]

_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_ALPHABETS = {
    "bases": b"ACGT",
    "bytes": bytes(range(256)),
    "mixed": _LETTERS[:12],
    "related": _LETTERS[:8],
    "single": b"x",
    "unlike": b"ACGT",
}
# The shares of letters that are replaced in a copy. Branches of the table's cells are about as hard to
# predict in all kinds that have one as they are between random strings.
_REPLACED = {"bases": 0.05, "mixed": 0.05, "related": 0.18}
_KINDS = (
    *("borders", "bytes", "disjoint", "equal", "longest", "nested", "random", "single", "uneven", "unlike"),
    *_REPLACED,
)
_BORDERS = (0, 1, 2, 31, 32, 33, 63, 64, 65, 127, 128, 129)  # lengths next to those of words
_FEW = 25  # letters of a string at most, beside a long one
_HEADER = 8  # bytes of two lengths
_PIECE = 16  # letters of a copy that are moved alike


def _lengths(rng: np.random.Generator, count: int, longest: int, kind: str) -> tuple[Indices, Indices]:
    """Lengths of the first and the second strings. The work that they make hardly depends on the seed."""
    if kind == "borders":
        some = np.array([length for length in (*_BORDERS, longest) if length <= longest])
        return rng.choice(some, count), rng.choice(some, count)
    spread = (np.arange(count) + rng.random(count)) / max(count, 1)
    first = rng.permutation((longest // 2 + spread * (longest - longest // 2 + 1)).astype(np.int64))
    if kind == "equal":
        return first, first
    if kind in ("longest", "uneven"):
        first = np.full(count, longest)
        if kind == "longest":
            return first, first
        few = rng.integers(0, _FEW, count, endpoint=True)
        turned = np.arange(count) % 2 == 0
        return np.where(turned, few, first), np.where(turned, first, few)
    moved = first + np.rint(first * rng.uniform(-0.1, 0.1, count)).astype(np.int64)
    return first, np.clip(moved, 0, longest)


def _copies(rng: np.random.Generator, first: Indices, second: Indices, kind: str) -> tuple[Indices, Indices]:
    """For each letter of a second string: its pair, and which letter of the first one it repeats."""
    pair = np.repeat(np.arange(len(second)), second)
    own = np.arange(len(pair)) - np.repeat(np.cumsum(second) - second, second)
    if kind in _REPLACED:  # moved by up to 2 letters, differently in each piece
        moves = rng.integers(-2, 3, len(pair) // _PIECE + 1)
        own += np.repeat(moves, _PIECE)[: len(pair)]
    return pair, np.clip(own, 0, np.maximum(first[pair] - 1, 0))


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The number of pairs, then for each two lengths and two strings, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``p``, the number of pairs, and ``l``, the length of the longest strings.
        kind: ``random`` (pairs of 26 letters, not alike), ``bases`` (of 4 letters; the second string is a
            copy of the first with some edits), ``related`` (copies of 8 letters with more edits), ``mixed``
            (of 12 letters; half of the pairs are copies), ``unlike`` (of 4 letters, not alike), ``bytes`` (of
            all 256, not alike), ``single`` (one letter only), ``equal``, ``nested`` (one begins as the
            other), ``disjoint`` (no byte in common), ``borders`` (lengths next to multiples of 32 and 64, or
            0), ``longest`` (all as long as allowed) or ``uneven`` (one is as long as allowed, and the other
            has a few letters).

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    count = size["p"]
    first, second = _lengths(rng, count, size["l"], kind)
    ends = 4 + np.cumsum(_HEADER + first + second)
    starts, total = ends - _HEADER - first - second, int(ends[-1]) if count else 4
    alphabet = _ALPHABETS.get(kind, _LETTERS)
    out = np.frombuffer(bytearray(rng.bytes(total).translate((alphabet * 256)[:256])), np.uint8)
    if kind in (*_REPLACED, "equal", "nested", "disjoint"):
        pair, letter = _copies(rng, first, second, kind)
        to = np.arange(len(pair)) + np.repeat(ends - second - (np.cumsum(second) - second), second)
        source = starts[pair] + _HEADER + letter
        if kind == "disjoint":
            out[to] += 128
        else:
            chosen = (first > 0)[pair]
            if kind == "mixed":
                chosen &= (rng.random(count) < 0.5)[pair]
            if kind in _REPLACED:
                chosen &= rng.random(len(pair), dtype=np.float32) >= _REPLACED[kind]
            out[to[chosen]] = out[source[chosen]]
    headers = np.ndarray((max(total - 3, 0),), "<i4", out, strides=(1,))
    headers[0] = count
    headers[starts] = first
    headers[starts + 4] = second
    return out.tobytes()


def _distance(first: Characters, second: Characters) -> int:
    """Row by row; insertions within a row are a running minimum."""
    columns = np.arange(len(second) + 1)
    row = columns
    for letter in first:
        new = row + 1
        np.minimum(new[1:], row[:-1] + (second != letter), out=new[1:])
        row = np.minimum.accumulate(new - columns) + columns
    return int(row[-1])


def answer(stdin: bytes) -> bytes:
    """What a right program writes for this input."""
    (count,) = np.frombuffer(stdin, "<i4", 1)
    place, distances = 4, []
    for _ in range(count):
        n, m = (int(length) for length in np.frombuffer(stdin, "<i4", 2, place))
        strings = np.frombuffer(stdin, np.uint8, n + m, place + _HEADER)
        distances.append(_distance(strings[:n], strings[n:]))
        place += _HEADER + n + m
    return np.array(distances, "<i4").tobytes()
