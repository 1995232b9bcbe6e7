"""Size and kind -> pairs of passages, of which the second is a later version of the first, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate"]

# The characters of words: first, last, and the share of the pairs that are other texts altogether.
_KINDS = {
    "ascii": (0x61, 0x7A, 0.2),
    "accented": (0xE0, 0x17F, 0.2),
    "cyrillic": (0x430, 0x44F, 0.2),
    "han": (0x4E00, 0x9FFF, 0.2),
    "unlike": (0x61, 0x7A, 1.0),
    "genome": (0x61, 0x64, 0.5),
    "any": (0x1, 0x1FFFF, 0.5),
    "equal": (0x61, 0x7A, 0.0),
    "broken": (0xE0, 0x17F, 0.2),
}


def _passage(rng: np.random.Generator, n: int, kind: str) -> NDArray[np.uint32]:
    low, high, _ = _KINDS[kind]
    text = rng.integers(low, high + 1, n).astype(np.uint32)
    text[(text >= 0xD800) & (text < 0xE000)] = 0x41
    if kind != "genome":
        text[rng.random(n) < 0.17] = 0x20
    return text


def _edited(rng: np.random.Generator, text: NDArray[np.uint32], kind: str) -> NDArray[np.uint32]:
    """The text with some characters replaced, deleted and inserted within one stretch of it."""
    n = len(text)
    start, end = np.sort(rng.integers(n + 1, size=2))
    where = start + rng.integers(max(int(end - start), 1), size=int(rng.integers(1, 2 + (end - start) // 8)))
    where = np.unique(np.minimum(where, n - 1))
    part = rng.integers(3, size=len(where))
    text = text.copy()
    text[where[part == 0]] = _passage(rng, int((part == 0).sum()), kind)
    places = where[part == 1]
    text = np.insert(text, places, _passage(rng, len(places), kind))
    return np.delete(text, np.minimum(where[part == 2], len(text) - 1))


def _bytes(rng: np.random.Generator, text: NDArray[np.uint32], kind: str) -> bytes:
    content = text.astype("<u4").tobytes().decode("utf-32-le").encode()
    if kind == "broken":
        changed = np.frombuffer(bytearray(content), np.uint8)
        changed[rng.random(len(changed)) < 0.05] = rng.integers(128, 256)
        content = changed.tobytes()
    return content


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """For each pair its lengths and texts.

    Args:
        rng: All randomness comes from it.
        size: ``pairs``, their number, and ``n``, about how many characters a text of the longest has.
        kind: Determines the characters and how alike the texts are; a key of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    pieces: list[bytes] = []
    # Spread evenly, so that the cost of inputs of one size is alike.
    for length in rng.permutation(np.linspace(size["n"] / 8, size["n"], size["pairs"])).astype(int):
        first = _passage(rng, max(int(length), 1), kind)
        if rng.random() < _KINDS[kind][2]:
            second = _passage(rng, int(max(length * rng.uniform(0.8, 1), 1)), kind)
        else:
            second = first if kind == "equal" and rng.random() < 0.5 else _edited(rng, first, kind)
        a, b = (_bytes(rng, text, kind) for text in (first, second))
        if rng.random() < 0.5:
            a, b = b, a
        pieces.append(np.array([len(a), len(b)], "<u4").tobytes() + a + b)
    return b"".join(pieces)
