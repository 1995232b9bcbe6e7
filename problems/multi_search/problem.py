"""Size and kind -> patterns and a text, as bytes.

In each kind of measured inputs, two random letters of the text are equal with probability 1/8. On this
depends how many letters a comparison looks at.
"""

import struct
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Letters = NDArray[np.uint8]

_SHORTEST, _LONGEST = 3, 12
_ALIKE = 8  # letters, of a kind with equally frequent ones
_SOURCE = 1 << 17  # letters, of which pieces come again
_PRESENT = 0.6  # share of patterns that are taken from the text
_KINDS = (
    "even",
    "skewed",
    "words",
    "bytes",
    "one-letter",
    "two-letters",
    "short",
    "long",
    "nested",
    "absent",
    "unlike",
    "ends",
    "same",
)


def _frequencies(kind: str) -> NDArray[np.float64]:
    if kind in ("skewed", "words"):
        # Six letters are frequent and ten are rare; the squares add up to 1/8.
        return np.array([0.1432] * 6 + [0.01408] * 10)
    count = {"bytes": 256, "unlike": 256, "one-letter": 1, "two-letters": 2, "nested": 1, "ends": 2}.get(
        kind, _ALIKE
    )
    return np.full(count, 1 / count)


def _text(rng: np.random.Generator, count: int, alphabet: Letters, kind: str) -> Letters:
    """Letters that are drawn one by one or, of kind ``words``, copied in pieces from a list of letters."""
    bounds = np.cumsum(_frequencies(kind) * 65536).astype(np.int64)
    table = alphabet[np.minimum(np.searchsorted(bounds, np.arange(65536), "right"), len(bounds) - 1)]
    if kind != "words":
        return table[np.frombuffer(rng.bytes(2 * count), np.uint16)]
    source = table[np.frombuffer(rng.bytes(2 * _SOURCE), np.uint16)]
    lengths = rng.integers(4, 30, count // 4 + 1)
    ends = np.cumsum(lengths)
    pieces = int(np.searchsorted(ends, count)) + 1
    starts = rng.integers(_SOURCE - 30, size=pieces) - (ends - lengths)[:pieces]
    return source[(np.repeat(starts, lengths[:pieces])[:count] + np.arange(count))]


def _patterns(rng: np.random.Generator, k: int, text: Letters, alphabet: Letters, kind: str) -> list[bytes]:
    low, high = {"short": (3, 3), "long": (12, 12), "unlike": (12, 12)}.get(kind, (_SHORTEST, _LONGEST))
    # As many of each length, in random order, so that all inputs cost alike.
    lengths = rng.permutation(np.resize(np.arange(low, high + 1), k))
    others = _text(rng, k * _LONGEST + 64, alphabet, "even" if kind == "words" else kind)
    patterns: list[bytes] = []
    for i, length in enumerate(lengths.tolist()):
        place = int(rng.integers(max(1, len(text) - length + 1)))
        if kind == "ends":
            place = 0 if i % 2 else max(0, len(text) - length)
        is_present = len(text) >= length and (kind in ("nested", "ends", "long") or i < _PRESENT * k)
        if kind == "absent" or not is_present:
            patterns.append(others[i * _LONGEST :][:length].tobytes())
        else:
            patterns.append(text[place : place + length].tobytes())
    if kind == "same" and k > 0:
        return [patterns[0]] * k
    return [patterns[i] for i in rng.permutation(k)]


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """K and the patterns, n and the text, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``k``, how many patterns, and ``n``, the bytes of the text.
        kind: Of the text: ``even`` (eight letters), ``skewed`` (16, six of them frequent), ``words`` (pieces
            that come again), ``bytes`` (all 256), ``unlike`` (all 256, and patterns of 12 bytes),
            ``one-letter``, ``two-letters``. Of eight letters and
            patterns: ``short``, ``long``, ``nested`` (of one letter, so that one is part of the other),
            ``absent`` (none is taken from the text), ``ends`` (from its start and end), ``same`` (all equal).

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    alphabet = rng.permutation(256).astype(np.uint8)
    if rng.random() < 0.5 and kind not in ("bytes", "unlike"):
        alphabet = (rng.permutation(26) + ord("a")).astype(np.uint8)
    text = _text(rng, size["n"], alphabet, kind)
    patterns = _patterns(rng, size["k"], text, alphabet, kind)
    packed = b"".join(bytes([len(pattern)]) + pattern for pattern in patterns)
    return struct.pack("<i", len(patterns)) + packed + struct.pack("<i", len(text)) + text.tobytes()


def answer(stdin: bytes) -> bytes:
    """Counts and sums, by the library's search for the next place."""
    (k,) = struct.unpack_from("<i", stdin)
    place, patterns = 4, []
    for _ in range(k):
        end = place + 1 + stdin[place]
        patterns.append(stdin[place + 1 : end])
        place = end
    text = stdin[place + 4 :]
    parts = [b""]
    for pattern in patterns:
        count = total = 0
        found = text.find(pattern)
        while found >= 0:
            count += 1
            total += found
            found = text.find(pattern, found + 1)
        parts.append(struct.pack("<II", count, total % 2**32))
    return b"".join(parts)
