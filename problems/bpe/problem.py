"""Size and kind -> merges and words, as bytes.

Merges are learnt from some of the words, several in each round, as a tokenizer learns them from a text.
"""

import struct
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Numbers = NDArray[np.int64]

_LETTERS, _LONGEST = 26, 16
_SYLLABLES, _SYLLABLE = 80, 3  # how many, and letters of each
_SAMPLE = 300  # words that merges are learnt from
_A_ROUND, _ROUNDS = 8, 60
_WORDS_A_TYPE = 20  # words of a text for each different one
_KINDS = (
    "frequent",
    "flat",
    "drift",
    "distinct",
    "one-letter-words",
    "longest",
    "repeats",
    "two-letters",
    "strange",
    "same",
    "learnt",
)


def _vocabulary(rng: np.random.Generator, types: int, kind: str) -> tuple[Numbers, Numbers]:
    """A row of 16 letters, from 0 to 25, and a length for each different word."""
    order = rng.permutation(_LETTERS)
    weights = 1 / np.arange(2, _LETTERS + 2)
    bounds = np.cumsum(weights / weights.sum())[:-1]
    syllables = order[np.searchsorted(bounds, rng.random((_SYLLABLES, _SYLLABLE)))]
    rows = syllables[rng.integers(_SYLLABLES, size=(types, -(-_LONGEST // _SYLLABLE)))]
    rows = rows.reshape(types, -1)[:, :_LONGEST]
    lengths = np.resize(
        np.array([11, 8, 14, 9, 12, 16, 7, 13, 10, 15]), types
    )  # frequent and rare words alike
    if kind == "one-letter-words":
        lengths[:] = 1
    if kind == "longest":
        lengths[:] = _LONGEST
    if kind in ("repeats", "two-letters"):
        rows = order[rng.integers(1 if kind == "repeats" else 2, size=rows.shape)]
        lengths = rng.integers(1, _LONGEST + 1, types)
    return rows, lengths


def _merges(
    rng: np.random.Generator, m: int, words: tuple[Numbers, Numbers], kind: str
) -> list[tuple[int, int]]:
    sample, a_round = (len(words[0]), -(-m // _ROUNDS)) if kind == "learnt" else (_SAMPLE, _A_ROUND)
    rows, lengths = (part[:sample] for part in words)
    ends = np.full((len(rows), 1), -1)
    tokens = np.hstack([np.where(np.arange(_LONGEST) < lengths[:, None], rows, -1), ends]).ravel()
    tokens = tokens[(tokens >= 0) | (np.roll(tokens, 1) >= 0)]
    merges: dict[tuple[int, int], None] = {}
    for _ in range(0 if kind == "strange" else _ROUNDS):
        pairs = tokens[:-1] << 16 | tokens[1:]
        found, counts = np.unique(pairs[(tokens[:-1] >= 0) & (tokens[1:] >= 0)], return_counts=True)
        best = found[np.argsort(-counts, kind="stable")[:a_round]]
        for pair in best[: m - len(merges)].tolist():
            left, right = pair >> 16, pair & 0xFFFF
            if (left, right) in merges:
                continue  # of three equal tokens or more some pairs are left
            at = np.flatnonzero((tokens[:-1] == left) & (tokens[1:] == right))
            if left == right:
                at = at[np.diff(at, prepend=-2) > 1]
            tokens[at] = _LETTERS + len(merges)
            tokens = np.delete(tokens, at + 1)
            merges[left, right] = None
    # More than can be learnt: any other pairs of these tokens, as far as there are any.
    known = _LETTERS + len(merges)
    while len(merges) < min(m, known * known):
        left, right = rng.integers(known, size=2).tolist()
        merges[left, right] = None
    return list(merges)


def _choices(rng: np.random.Generator, w: int, types: int, kind: str) -> Numbers:
    match kind:
        case "frequent":
            weights = 1 / np.sqrt(np.arange(types) + 10)
            bounds = np.cumsum(weights / weights.sum())[:-1]
            table = np.searchsorted(
                bounds, (np.arange(1 << 16) + 0.5) / (1 << 16)
            )  # faster than to search for each
            return table[np.frombuffer(rng.bytes(2 * w), np.uint16)]
        case "drift":
            # At first words of one end of the vocabulary, and at last those of the other.
            window = types // 2
            return np.arange(w) * (types - window) // max(w, 1) + rng.integers(window + 1, size=w)
        case "distinct" | "learnt":
            return np.arange(w) % types
        case "same":
            return np.zeros(w, np.int64)
        case _:
            return rng.integers(types, size=w)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """M and the merges, w and the words, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``m``, how many merges, unless so many are not possible, and ``w``, how many words.
        kind: ``frequent`` (some words come often, as in a text), ``flat`` (all as often), ``drift`` (other
            words at the end than at the start), ``distinct`` (nearly no word comes twice), ``same`` (one
            word). Flat: ``one-letter-words``, ``longest`` (16 letters), ``repeats`` (of one letter),
            ``two-letters``, ``strange`` (merges have nothing to do with the words).
            ``learnt``: as ``distinct``, but merges are learnt from all words, and many of them join tokens
            with high numbers.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    w = size["w"]
    types = max(1, w if kind in ("distinct", "learnt") else w // _WORDS_A_TYPE)
    words = _vocabulary(rng, types, kind)
    merges = _merges(rng, size["m"], words, kind)
    packed = np.empty((types, 1 + _LONGEST), np.uint8)
    packed[:, 0] = words[1]
    packed[:, 1:] = words[0] + ord("a")
    text = packed[np.minimum(_choices(rng, w, types, kind), types - 1)]
    letters = text[np.arange(1 + _LONGEST, dtype=np.uint8) <= text[:, :1]]
    numbers = np.array(merges, "<i4").tobytes()
    return struct.pack("<i", len(merges)) + numbers + struct.pack("<i", w) + letters.tobytes()


def answer(stdin: bytes) -> bytes:
    """The tokens: all words as one string, in which one merge after the other is replaced.

    A merge only makes pairs that later merges join, so each is done once.
    """
    (m,) = struct.unpack_from("<i", stdin)
    merges = struct.iter_unpack("<ii", stdin[4 : 4 + 8 * m])
    (w,) = struct.unpack_from("<i", stdin, 4 + 8 * m)
    place = 8 + 8 * m
    words: list[str] = []
    for _ in range(w):
        end = place + 1 + stdin[place]
        words.append("".join(chr(letter - ord("a")) for letter in stdin[place + 1 : end]))
        place = end
    border = "\uffff"
    text = border.join(words)
    for number, (left, right) in enumerate(merges):
        text = text.replace(chr(left) + chr(right), chr(_LETTERS + number))
    return text.replace(border, "").encode("utf-16-le")
