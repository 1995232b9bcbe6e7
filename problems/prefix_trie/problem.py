"""Size and kind -> words and prefixes, as bytes."""

import struct
from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Letters = NDArray[np.uint8]
Lengths = NDArray[np.int64]

_LONGEST, _ALPHABET = 12, 26
_FLAT_LETTERS = 18  # with so many, as many beginnings are shared as with 26 letters of different frequency
_STEM_LETTERS, _WORDS_A_STEM = 3, 5
_ABSENT = 0.2  # share of prefixes whose last letter is drawn anew
_SHARES = 1 << 15
_KINDS = ("skewed", "flat", "stems", "short", "longest", "same", "nested", "ends", "absent", "whole")


def _letters(rng: np.random.Generator, shape: tuple[int, int], kind: str) -> Letters:
    """Letters as numbers from 0 to 25. What is frequent differs from input to input."""
    order = rng.permutation(_ALPHABET).astype(np.uint8)
    match kind:
        case "flat":
            return order[rng.integers(_FLAT_LETTERS, size=shape)]
        case "stems" | "same" | "longest":
            return order[rng.integers(_ALPHABET, size=shape)]
        case "nested":
            return np.broadcast_to(order[:1], shape).copy()
        case "ends":
            return rng.integers(2, size=shape, dtype=np.uint8) * np.uint8(_ALPHABET - 1)
        case _:
            weights = 1 / np.arange(2, _ALPHABET + 2)
            ends = np.cumsum(weights / weights.sum())[:-1]
            shares = np.searchsorted(ends, np.arange(_SHARES) / _SHARES)  # once, and not for each letter
            return order[shares][rng.integers(_SHARES, size=shape, dtype=np.uint16)]


def _words(rng: np.random.Generator, n: int, kind: str) -> tuple[Letters, Lengths]:
    """A row of 12 letters a word, of which so many count as its length says."""
    rows = _letters(rng, (n, _LONGEST), kind)
    low, high = {"short": (1, 3), "longest": (12, 12), "nested": (1, 12), "ends": (1, 12)}.get(kind, (3, 12))
    lengths = rng.integers(low, high + 1, n)
    if kind == "stems" and n > 0:
        stems = rows[rng.integers(max(1, n // _WORDS_A_STEM), size=n), :_STEM_LETTERS]
        rows[:, :_STEM_LETTERS] = stems
    if kind == "same" and n > 0:
        rows[:], lengths[:] = rows[0], lengths[0]
    return rows, lengths


def _prefixes(
    rng: np.random.Generator, q: int, words: tuple[Letters, Lengths], kind: str
) -> tuple[Letters, Lengths]:
    rows, lengths = words
    if len(rows) == 0 or kind == "absent":
        return _letters(rng, (q, _LONGEST), kind), rng.integers(4, _LONGEST + 1, q)
    own = rng.integers(len(rows), size=q)
    rows, longest = rows[own], lengths[own]
    wanted = (
        longest if kind == "whole" else np.minimum(1 + (rng.random(q) * longest).astype(np.int64), longest)
    )
    changed = np.flatnonzero(rng.random(q) < _ABSENT)
    rows[changed, wanted[changed] - 1] = rng.integers(_ALPHABET, size=len(changed))
    return rows, wanted


def _packed(rows: Letters, lengths: Lengths) -> bytes:
    items = np.empty((len(rows), 1 + _LONGEST), np.uint8)
    items[:, 0] = lengths
    items[:, 1:] = rows + np.uint8(ord("a"))
    return items[np.arange(1 + _LONGEST) <= lengths[:, None]].tobytes()


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """N and its words, then q and its prefixes, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of words, and ``q``, the number of prefixes.
        kind: ``skewed`` (some letters are frequent), ``flat`` (18 letters, equally frequent), ``stems`` (many
            words begin alike), ``short`` (up to three letters), ``longest``, ``same`` (one word),
            ``nested`` (of one letter), ``ends`` (of a and z), ``absent`` (hardly a prefix occurs) or
            ``whole`` (prefixes are words).

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    n, q = size["n"], size["q"]
    words = _words(rng, n, kind)
    prefixes = _prefixes(rng, q, words, kind)
    return struct.pack("<i", n) + _packed(*words) + struct.pack("<i", q) + _packed(*prefixes)


def answer(stdin: bytes) -> bytes:
    """The counts, from a dictionary of all beginnings of all words."""
    place = 0

    def texts() -> list[bytes]:
        nonlocal place
        (count,) = struct.unpack_from("<i", stdin, place)
        place += 4
        found: list[bytes] = []
        for _ in range(count):
            end = place + 1 + stdin[place]
            found.append(stdin[place + 1 : end])
            place = end
        return found

    counts = Counter(word[:end] for word in texts() for end in range(1, len(word) + 1))
    return b"".join(struct.pack("<i", counts[prefix]) for prefix in texts())
